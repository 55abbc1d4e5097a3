// /aanmelden/gemeente: Gemeente, Contactpersoon, Besluit, Controleren en versturen.
import type { Deps } from '../../deps';
import { matchPlace, placesLike, type PlaceMatch } from '../../domain/place-list';
import { provinceName } from '../../domain/provinces';
import type { MunicipalityAnswers } from '../../domain/registration';
import { successions } from '../../domain/reorganisations';
import { amsterdamDay } from '../../domain/time';
import { findMunicipality } from '../../persistence/party';
import { allPlaces, type KnownPlace } from '../../persistence/read/places';
import { registerMunicipality } from '../../usecases/onboarding/register-municipality';
import { radioField, textField } from '../fields';
import { errorOf, typed, type FieldError } from '../form';
import { redirect, type Reply, type VisitorHandler, type VisitorRequest } from '../http';
import { sentenceOf } from '../nl/errors';
import { municipalitySteps, placeSentence } from '../nl/registration';
import type { Link } from '../parts';
import {
  forgetMunicipality,
  keepMunicipality,
  municipalityDraft,
  type ContactDraft,
  type MunicipalityDraft,
} from './answers';
import { checkPage, municipalityCards } from './check-page';
import { contactGroups, noContact, readContact, typedContact } from './contact-fields';
import { decisionFieldsOf, decisionGroups, readDecision, typedDecision } from './decision-fields';
import { beginSubmission, sendOnce, sentBefore } from './send-once';
import { group, stepPage, wantsCheck, type Wizard } from './step-page';

const wizard: Wizard = { name: 'Gemeente aanmelden', steps: municipalitySteps };
const BASE = '/aanmelden/gemeente';
const paths = [BASE, `${BASE}/contactpersoon`, `${BASE}/besluit`, `${BASE}/controleren`] as const;
const [FIRST, CONTACT, DECISION, CHECK] = paths;

/** The first screen that has no answer yet. */
function firstOpen(draft: MunicipalityDraft): string {
  if (draft.cbsCode === null) return FIRST;
  if (draft.contact === null) return CONTACT;
  return draft.decision === null ? DECISION : CHECK;
}

/** null when everything before this screen is answered; else where to go first. */
function elsewhere(draft: MunicipalityDraft, path: (typeof paths)[number]): Reply | null {
  const open = firstOpen(draft);
  return paths.findIndex((one) => one === open) < paths.indexOf(path) ? redirect(open) : null;
}

function next(request: VisitorRequest, draft: MunicipalityDraft, path: string): Reply {
  return redirect(wantsCheck(request) && firstOpen(draft) === CHECK ? CHECK : path);
}

export const getMunicipality: VisitorHandler = async (deps, request) => {
  const draft = municipalityDraft(request.session);
  const places = await allPlaces(deps.db);
  const known = places.find((place) => place.cbsCode === draft.cbsCode)?.name ?? '';
  const open = firstOpen(draft);
  const waiting = open === FIRST ? null : { label: 'Ga verder waar u was', href: open };
  return municipalityPage({ request, places, value: known, candidates: [], chosen: '', errors: [], waiting });
};

export const postMunicipality: VisitorHandler = async (deps, request) => {
  const places = await allPlaces(deps.db);
  const value = typed(request.form, 'gemeente').trim();
  const chosen = typed(request.form, 'keuze');
  const match = matchPlace(value, places, successions, amsterdamDay(deps.clock.now()));
  const candidates = candidatesOf(value, match, places);
  const place = match.kind === 'one' ? match.place : candidates.find((one) => one.cbsCode === chosen);
  const error = place ? await alreadyThere(deps, place) : notFoundError(value, match, candidates);
  if (error || !place) {
    const errors = error ? [error] : [];
    return municipalityPage({ request, places, value, candidates, chosen, errors, waiting: null });
  }
  const draft = { ...municipalityDraft(request.session), cbsCode: place.cbsCode };
  keepMunicipality(request.session, draft);
  return next(request, draft, CONTACT);
};

function candidatesOf(
  value: string,
  match: PlaceMatch<KnownPlace>,
  places: readonly KnownPlace[],
): readonly KnownPlace[] {
  if (match.kind === 'several') return match.places;
  return match.kind === 'unknown' ? placesLike(value, places).slice(0, 12) : [];
}

async function alreadyThere(deps: Deps, place: KnownPlace): Promise<FieldError | null> {
  const party = await findMunicipality(deps.db, place.cbsCode);
  if (party?.status !== 'applied' && party?.status !== 'admitted') return null;
  const detail = { name: place.name, mail: deps.config.desk.mail };
  return { field: 'gemeente', message: sentenceOf({ code: 'municipality-already-registered', detail }) };
}

function notFoundError(value: string, match: PlaceMatch<KnownPlace>, candidates: readonly KnownPlace[]): FieldError {
  if (value === '') return { field: 'gemeente', message: 'Vul de naam van uw gemeente in.' };
  if (match.kind === 'ended') {
    const sentence = placeSentence({ ...match, line: 1, text: value }, false);
    return { field: 'gemeente', message: `${sentence} Meld die gemeente aan.` };
  }
  if (candidates.length > 0) return { field: 'keuze', message: 'Kies welke gemeente u bedoelt.' };
  return { field: 'gemeente', message: `Wij kennen geen gemeente "${value}". Controleer de naam.` };
}

function municipalityPage(screen: {
  readonly request: VisitorRequest;
  readonly places: readonly KnownPlace[];
  readonly value: string;
  readonly candidates: readonly KnownPlace[];
  readonly chosen: string;
  readonly errors: readonly FieldError[];
  readonly waiting: Link | null;
}): Reply {
  const { request, places, value, candidates, errors } = screen;
  const name = textField({
    id: 'gemeente',
    label: 'Naam van de gemeente',
    hint: 'U mag ook een andere naam of de CBS-code gebruiken, zoals Den Haag of GM0518.',
    value,
    list: 'gemeenten-lijst',
    error: errorOf(errors, 'gemeente'),
  });
  const choice = radioField({
    id: 'keuze',
    label: 'Welke gemeente bedoelt u?',
    value: screen.chosen,
    error: errorOf(errors, 'keuze'),
    options: candidates.map((place) => ({
      value: place.cbsCode,
      label: place.name,
      hint: `${provinceName(place.provinceCode)}, ${place.cbsCode}`,
    })),
  });
  return stepPage({
    wizard,
    at: 1,
    title: 'Welke gemeente meldt u aan?',
    action: FIRST,
    groups: [group(candidates.length > 0 ? [name, choice] : [name])],
    previous: '/aanmelden',
    errors,
    waiting: screen.waiting,
    options: places.flatMap((place) => [place.name, ...place.aliases]),
    toCheck: wantsCheck(request),
  });
}

export const getMunicipalityContact: VisitorHandler = async (_deps, request) => {
  const draft = municipalityDraft(request.session);
  return elsewhere(draft, CONTACT) ?? contactPage(request, draft.contact ?? noContact, []);
};

export const postMunicipalityContact: VisitorHandler = async (_deps, request) => {
  const draft = municipalityDraft(request.session);
  const read = readContact(request.form);
  if (!read.ok) return contactPage(request, typedContact(request.form), read.errors);
  const after = { ...draft, contact: read.value };
  keepMunicipality(request.session, after);
  return next(request, after, DECISION);
};

function contactPage(request: VisitorRequest, value: ContactDraft, errors: readonly FieldError[]): Reply {
  return stepPage({
    wizard,
    at: 2,
    title: 'Met wie hebben wij contact?',
    action: CONTACT,
    groups: contactGroups(value, errors),
    previous: FIRST,
    errors,
    toCheck: wantsCheck(request),
  });
}

export const getMunicipalityDecision: VisitorHandler = async (_deps, request) => {
  const draft = municipalityDraft(request.session);
  return elsewhere(draft, DECISION) ?? decisionPage(request, decisionFieldsOf(draft.decision?.taken), []);
};

export const postMunicipalityDecision: VisitorHandler = async (deps, request) => {
  const draft = municipalityDraft(request.session);
  const read = readDecision(request.form, amsterdamDay(deps.clock.now()));
  if (!read.ok) return decisionPage(request, typedDecision(request.form), read.errors);
  const after = { ...draft, decision: { taken: read.value } };
  keepMunicipality(request.session, after);
  return next(request, after, CHECK);
};

function decisionPage(
  request: VisitorRequest,
  value: ReturnType<typeof typedDecision>,
  errors: readonly FieldError[],
): Reply {
  return stepPage({
    wizard,
    at: 3,
    title: 'Is er een besluit om aan te sluiten?',
    lead: 'Het college van burgemeester en wethouders besluit om mee te doen aan het convenant.',
    action: DECISION,
    groups: decisionGroups(value, errors),
    previous: CONTACT,
    errors,
    toCheck: wantsCheck(request),
  });
}

export const getMunicipalityCheck: VisitorHandler = async (deps, request) => {
  const draft = municipalityDraft(request.session);
  const answers = answersOf(draft);
  if (!answers) return (await sentBefore(deps, request.session)) ?? redirect(firstOpen(draft));
  beginSubmission(deps, request.session);
  return municipalityCheck(await allPlaces(deps.db), answers, []);
};

export const postMunicipalityCheck: VisitorHandler = async (deps, request) => {
  const draft = municipalityDraft(request.session);
  const answers = answersOf(draft);
  if (!answers) return (await sentBefore(deps, request.session)) ?? redirect(firstOpen(draft));
  return sendOnce(deps, request, {
    register: (submission) => registerMunicipality(deps, answers, submission),
    forget: () => forgetMunicipality(request.session),
    mendable: ['municipality-already-registered'],
    again: async (message) => municipalityCheck(await allPlaces(deps.db), answers, [{ field: 'antwoorden', message }]),
  });
};

function municipalityCheck(
  places: readonly KnownPlace[],
  answers: MunicipalityAnswers,
  errors: readonly FieldError[],
): Reply {
  const name = places.find((place) => place.cbsCode === answers.cbsCode)?.name ?? answers.cbsCode;
  const cards = municipalityCards(name, answers, { first: FIRST, contact: CONTACT, decision: DECISION });
  return checkPage({ wizard, action: CHECK, previous: DECISION, cards, errors });
}

/** null while something is missing. */
function answersOf(draft: MunicipalityDraft): MunicipalityAnswers | null {
  if (draft.cbsCode === null || draft.contact === null || draft.decision === null) return null;
  const { generalMailbox, ...contact } = draft.contact;
  return { kind: 'municipality', cbsCode: draft.cbsCode, contact, generalMailbox, decision: draft.decision.taken };
}
