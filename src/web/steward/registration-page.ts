// /beheer/aanmeldingen/{nr}: admit? Checks advise, the employee decides.
import type { Deps } from '../../deps';
import type { Check } from '../../domain/checks';
import { notFound } from '../../domain/errors';
import type { Party, Viewer } from '../../domain/parties';
import { isOpen, type Registration } from '../../domain/registration';
import { amsterdamDay } from '../../domain/time';
import { findParty } from '../../persistence/party';
import { findPerson } from '../../persistence/person';
import { allPlaces } from '../../persistence/read/places';
import {
  registrationChecks,
  similarOrganisations,
  type SimilarOrganisation,
} from '../../persistence/read/registration-checks';
import { findRegistration } from '../../persistence/registration';
import { notesOf } from '../../persistence/registration-note';
import { allSectors } from '../../persistence/sector';
import { countMatches } from '../../usecases/matching/make-drafts';
import { checkboxField, radioField, textareaField } from '../fields';
import { chosen, errorOf, typed, type FieldError } from '../form';
import { formAgain, page, type FormBody, type MemberHandler, type Reply } from '../http';
import { dutchMoment } from '../nl/format';
import { areaSize, areaWords } from '../nl/registration';
import { organisationInWords } from '../../usecases/accounts/mail-words';
import {
  admissionFollows,
  checkNames,
  checkReason,
  deskBadge,
  noteNames,
  partyBadge,
  standardQuestions,
  verdictBadge,
} from '../nl/steward';
import { cell, fact, type DataTable, type Fact } from '../parts';
import { contactFacts, decisionFacts } from '../registration/check-page';
import { areaFigures } from '../registration/area-fields';

export const getDeskRegistration: MemberHandler = (deps, { viewer, params }) =>
  deskRegistration(deps, viewer, params['number'] ?? '', {}, []);

/** The page; with errors it comes back with what was typed in `form`. */
export async function deskRegistration(
  deps: Deps,
  viewer: Viewer,
  number: string,
  form: FormBody,
  errors: readonly FieldError[],
): Promise<Reply> {
  const { db } = deps;
  const registration = await findRegistration(db, number);
  const party = registration && (await findParty(db, registration.partyId));
  if (!registration || !party) throw notFound();
  const open = isOpen(registration);
  const today = amsterdamDay(deps.clock.now());
  const checks = await registrationChecks(db, registration, party, today);
  const similar = await similarOrganisations(db, party);
  const agreements = open ? await db.transaction((trx) => countMatches(trx, deps, party)) : 0;
  const taker = registration.takenBy === null ? null : await findPerson(db, registration.takenBy);
  const decider = registration.decidedBy === null ? null : await findPerson(db, registration.decidedBy);
  const notes = await notesOf(db, registration.id);
  const decided = registration.decidedAt === null ? null : dutchMoment(registration.decidedAt);
  const model = {
    number,
    name: organisationInWords(party),
    partyHref: `/beheer/organisaties/${party.id}`,
    badge: deskBadge(registration.status),
    open,
    version: registration.version,
    action: `/beheer/aanmeldingen/${number}`,
    received: `Ontvangen op ${dutchMoment(registration.receivedAt)}`,
    taken: takenWords(registration, viewer, taker?.name ?? ''),
    mine: registration.takenBy === viewer.personId,
    decided:
      decided === null
        ? null
        : `${deskBadge(registration.status).label} op ${decided} door ${decider?.name ?? 'de NVVK'}`,
    question: registration.question,
    reason: registration.reason,
    checks: checkTable(checks),
    similar: similar.length === 0 ? null : similarTable(party, similar),
    facts: await answerFacts(deps, registration),
    contact: contactFacts(registration.answers.contact, registration.answers.generalMailbox),
    follows: admissionFollows(agreements, registration.answers.contact.name),
    notes: notes.map((note) => ({
      day: `${dutchMoment(note.at)}, ${noteNames[note.kind].toLowerCase()}${note.by === null ? '' : `, ${note.by}`}`,
      text: note.body,
    })),
    ask: {
      standard: checkboxField({
        id: 'standaard',
        label: 'Wat missen wij?',
        values: chosen(form, 'standaard'),
        error: errorOf(errors, 'standaard'),
        options: standardQuestions.map(({ code, text }) => ({ value: code, label: text })),
      }),
      own: textareaField({
        id: 'vraag',
        label: 'Eigen tekst',
        hint: 'Deze tekst gaat naar de aanmelder.',
        value: typed(form, 'vraag'),
        optional: true,
        error: errorOf(errors, 'vraag'),
      }),
      openNow: errors.some((error) => error.field === 'standaard' || error.field === 'vraag'),
    },
    refuse: {
      reason: textareaField({
        id: 'reden',
        label: 'Reden',
        hint: 'De aanmelder leest deze reden.',
        value: typed(form, 'reden'),
        error: errorOf(errors, 'reden'),
      }),
      openNow: errors.some((error) => error.field === 'reden'),
    },
    note: {
      kind: radioField({
        id: 'soort',
        label: 'Soort',
        value: typed(form, 'soort') || 'aantekening',
        options: [
          { value: 'aantekening', label: 'Aantekening' },
          { value: 'telefoon', label: 'Telefoongesprek' },
        ],
      }),
      text: textareaField({
        id: 'tekst',
        label: 'Tekst',
        hint: 'Alleen de NVVK leest dit.',
        value: typed(form, 'tekst'),
        error: errorOf(errors, 'tekst'),
      }),
      openNow: errors.some((error) => error.field === 'tekst'),
    },
    errors,
  };
  const give = errors.length > 0 ? formAgain : page;
  const breadcrumbs = [
    { label: 'Werkvoorraad', href: '/beheer' },
    { label: number, href: null },
  ];
  return give('steward/registration', `Aanmelding ${number}`, model, { current: '/beheer', breadcrumbs });
}

function takenWords(registration: Registration, viewer: Viewer, taker: string): string | null {
  if (!isOpen(registration) || registration.takenBy === null) return null;
  return registration.takenBy === viewer.personId ? 'U bent hiermee bezig.' : `${taker} is hiermee bezig.`;
}

function checkTable(checks: readonly Check[]): DataTable {
  return {
    caption: 'Automatische controles',
    captionShown: false,
    columns: [
      { label: 'Controle', align: 'start' },
      { label: 'Uitkomst', align: 'start' },
      { label: 'Waarom', align: 'start' },
    ],
    rows: checks.map((check) => [
      cell(checkNames[check.about]),
      cell(null, { badge: verdictBadge(check.verdict) }),
      cell(checkReason(check)),
    ]),
  };
}

/** Side by side: the applicant first, then who looks like it. */
function similarTable(party: Party, similar: readonly SimilarOrganisation[]): DataTable {
  return {
    caption: 'Organisaties die erop lijken',
    captionShown: false,
    columns: [
      { label: 'Naam', align: 'start' },
      { label: 'KvK-nummer', align: 'start' },
      { label: 'Plaats', align: 'start' },
      { label: 'Status', align: 'start' },
    ],
    rows: [
      [
        cell(party.name, { quiet: 'deze aanmelding' }),
        cell(party.kvk),
        cell(party.seat),
        cell(null, { badge: partyBadge(party.status) }),
      ],
      ...similar.map((one) => [
        cell(one.name, { href: `/beheer/organisaties/${one.id}`, quiet: one.number }),
        cell(one.kvk),
        cell(one.seat),
        cell(null, { badge: partyBadge(one.status) }),
      ]),
    ],
  };
}

async function answerFacts(deps: Deps, { answers }: Registration): Promise<readonly Fact[]> {
  const places = await allPlaces(deps.db);
  if (answers.kind === 'municipality') {
    const name = places.find((place) => place.cbsCode === answers.cbsCode)?.name ?? '';
    return [fact('Gemeente', name), fact('CBS-code', answers.cbsCode), ...decisionFacts(answers)];
  }
  const sectors = (await allSectors(deps.db)).filter((sector) => answers.sectors.includes(sector.code));
  const areas = sectors.map((sector) => {
    const { total, taking } = areaFigures(answers.area, sector.code, places);
    const where = areaWords(answers.area, sector.code, places);
    return fact(`Werkgebied ${sector.name.toLowerCase()}`, `${where} (${areaSize(total, taking)})`);
  });
  return [
    fact('KvK-nummer', answers.kvk),
    fact('Statutaire naam', answers.name),
    fact('Vestigingsplaats', answers.seat),
    fact('Sector', sectors.map((sector) => sector.name).join(', ')),
    ...areas,
  ];
}
