// The holder of a mandate reads its facts and says whether they are right; a steward does where the holder recorded it.
import { notFound } from '../../domain/errors';
import { confirmedBySteward, type Mandate } from '../../domain/mandates';
import type { Db } from '../../persistence/db';
import { findMandate } from '../../persistence/mandate';
import { findParty } from '../../persistence/party';
import { allSectors } from '../../persistence/sector';
import { answerAsHolder, answerAsSteward } from '../../usecases/mandates/confirm-mandate';
import { textareaField } from '../fields';
import { errorOf, readForm, typed, type FieldError } from '../form';
import { formAgain, page, redirect, type FormBody, type MemberHandler } from '../http';
import { dutchMoment } from '../nl/format';
import { organisationInWords } from '../../usecases/accounts/mail-words';
import { submitButton } from '../parts';
import { mandateFacts } from './mandate-facts';
import { SIGNATORIES_CRUMB, UNDER_ORGANISATION } from './place';
import type { QuestionPage } from './question-page';
import { reasonForm } from './reason-form';

const VIEW = 'organisation/question';
const HOLDER_TITLE = 'Klopt uw mandaat?';
const STEWARD_TITLE = 'Mandaat bevestigen';
const FOR_HOLDER = UNDER_ORGANISATION(HOLDER_TITLE, SIGNATORIES_CRUMB);
const FOR_STEWARD = {
  current: '/beheer',
  breadcrumbs: [
    { label: 'Werkvoorraad', href: '/beheer' },
    { label: STEWARD_TITLE, href: null },
  ],
};

export const askHolder: MemberHandler = async (deps, { viewer, params }) => {
  const mandate = await findMandate(deps.db, params['id'] ?? '');
  const holds = mandate?.holders.some((holder) => holder.personId === viewer.personId);
  if (!mandate || mandate.partyId !== viewer.party.id || !holds) throw notFound();
  return page(VIEW, HOLDER_TITLE, await holderPage(deps.db, mandate, {}, []), FOR_HOLDER);
};

export const answerHolder: MemberHandler = async (deps, { viewer, params, form }) => {
  const id = params['id'] ?? '';
  if (typed(form, 'antwoord') === 'klopt') {
    await answerAsHolder(deps, viewer, id, Number(typed(form, 'versie')), { kind: 'confirm' });
    return redirect('/organisatie/tekenbevoegden?bewaard=bevestigd');
  }
  const mandate = await findMandate(deps.db, id);
  const holds = mandate?.holders.some((holder) => holder.personId === viewer.personId);
  if (!mandate || mandate.partyId !== viewer.party.id || !holds) throw notFound();
  const read = readForm(reasonForm('Vul in wat er niet klopt.'), form);
  if (!read.ok) return formAgain(VIEW, HOLDER_TITLE, await holderPage(deps.db, mandate, form, read.errors), FOR_HOLDER);
  await answerAsHolder(deps, viewer, id, read.value.versie, { kind: 'dispute', reason: read.value.reden });
  return redirect('/organisatie/tekenbevoegden?bewaard=onjuist');
};

export const askSteward: MemberHandler = async (deps, { params }) => {
  const mandate = await forSteward(deps.db, params['id'] ?? '');
  return page(VIEW, STEWARD_TITLE, await stewardPage(deps.db, mandate, {}, []), FOR_STEWARD);
};

export const answerSteward: MemberHandler = async (deps, { viewer, params, form }) => {
  const mandate = await forSteward(deps.db, params['id'] ?? '');
  if (typed(form, 'antwoord') === 'klopt') {
    await answerAsSteward(deps, viewer, mandate.id, Number(typed(form, 'versie')), { kind: 'confirm' });
    return redirect('/beheer');
  }
  const read = readForm(reasonForm('Vul in wat er niet klopt. De organisatie leest dit.'), form);
  if (!read.ok)
    return formAgain(VIEW, STEWARD_TITLE, await stewardPage(deps.db, mandate, form, read.errors), FOR_STEWARD);
  await answerAsSteward(deps, viewer, mandate.id, read.value.versie, { kind: 'dispute', reason: read.value.reden });
  return redirect('/beheer');
};

async function forSteward(db: Db, id: string): Promise<Mandate> {
  const mandate = await findMandate(db, id);
  if (!mandate || !confirmedBySteward(mandate)) throw notFound();
  return mandate;
}

async function holderPage(
  db: Db,
  mandate: Mandate,
  form: FormBody,
  errors: readonly FieldError[],
): Promise<QuestionPage> {
  const own = confirmedBySteward(mandate);
  return questionPage(db, mandate, form, errors, {
    heading: HOLDER_TITLE,
    lead: own
      ? 'U hebt dit mandaat zelf vastgelegd. Een medewerker van de NVVK bevestigt het. U hoeft niets te doen.'
      : 'Met dit mandaat ondertekent u namens uw organisatie. Het telt pas als u het bevestigt.',
    action: `/tekenbevoegdheid/${mandate.id}/bevestiging`,
    confirm: 'Ja, dit klopt',
    asked: !own,
  });
}

async function stewardPage(
  db: Db,
  mandate: Mandate,
  form: FormBody,
  errors: readonly FieldError[],
): Promise<QuestionPage> {
  return questionPage(db, mandate, form, errors, {
    heading: STEWARD_TITLE,
    lead: 'De tekenbevoegde heeft dit mandaat zelf vastgelegd. Vraag zo nodig het besluit op, en bevestig dan.',
    action: `/beheer/mandaten/${mandate.id}`,
    confirm: 'Bevestig het mandaat',
    asked: true,
  });
}

async function questionPage(
  db: Db,
  mandate: Mandate,
  form: FormBody,
  errors: readonly FieldError[],
  words: {
    readonly heading: string;
    readonly lead: string;
    readonly action: string;
    readonly confirm: string;
    readonly asked: boolean;
  },
): Promise<QuestionPage> {
  const party = await findParty(db, mandate.partyId);
  const name = party ? organisationInWords(party) : '';
  const settled = settledLine(mandate);
  return {
    overTitle: name,
    heading: words.heading,
    lead: settled ?? words.lead,
    errors,
    facts: mandateFacts(mandate, await allSectors(db), name),
    lists: [],
    action: words.action,
    version: typed(form, 'versie') || String(mandate.version),
    answers: settled !== null || !words.asked ? [] : answers(words.confirm, form, errors),
  };
}

/** What was decided before; null when the question still stands. */
function settledLine(mandate: Mandate): string | null {
  if (mandate.revokedAt !== null)
    return `Dit mandaat telt niet meer sinds ${dutchMoment(mandate.revokedAt)}. Reden: ${mandate.revokedReason ?? ''}`;
  return mandate.confirmedAt === null ? null : `Dit mandaat is bevestigd op ${dutchMoment(mandate.confirmedAt)}.`;
}

function answers(confirm: string, form: FormBody, errors: readonly FieldError[]): QuestionPage['answers'] {
  return [
    {
      title: null,
      text: null,
      reason: null,
      button: submitButton(confirm, 'primary', { name: 'antwoord', value: 'klopt' }),
      links: [],
    },
    {
      title: 'Klopt er iets niet?',
      text: 'Dan telt het mandaat niet. Een organisatiebeheerder kan het opnieuw vastleggen.',
      reason: textareaField({
        id: 'reden',
        label: 'Wat klopt er niet?',
        value: typed(form, 'reden'),
        rows: 3,
        error: errorOf(errors, 'reden'),
      }),
      button: submitButton('Dit klopt niet', 'secondary', { name: 'antwoord', value: 'klopt-niet' }),
      links: [],
    },
  ];
}
