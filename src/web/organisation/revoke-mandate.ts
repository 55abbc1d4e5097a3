import { notFound } from '../../domain/errors';
import type { Mandate } from '../../domain/mandates';
import type { Viewer } from '../../domain/parties';
import type { Db } from '../../persistence/db';
import { findMandate } from '../../persistence/mandate';
import { workUnderMandate } from '../../persistence/read/mandate-work';
import { allSectors } from '../../persistence/sector';
import { withdrawMandate } from '../../usecases/mandates/revoke-mandate';
import { textareaField } from '../fields';
import { errorOf, readForm, typed, type FieldError } from '../form';
import { formAgain, page, redirect, type MemberHandler } from '../http';
import { holderNames, stopWords } from '../nl/organisation';
import { organisationInWords } from '../../usecases/accounts/mail-words';
import { submitButton } from '../parts';
import { mandateFacts } from './mandate-facts';
import { SIGNATORIES_CRUMB, UNDER_ORGANISATION } from './place';
import type { QuestionPage } from './question-page';
import { reasonForm } from './reason-form';

const TITLE = 'Mandaat intrekken';
const VIEW = 'organisation/question';

export const askRevocation: MemberHandler = async (deps, { viewer, params }) => {
  const mandate = await ownMandate(deps.db, viewer, params['id'] ?? '');
  const model = await questionPage(deps.db, viewer, mandate, '', mandate.version, []);
  return page(VIEW, TITLE, model, UNDER_ORGANISATION(TITLE, SIGNATORIES_CRUMB));
};

export const doRevocation: MemberHandler = async (deps, { viewer, params, form }) => {
  const mandate = await ownMandate(deps.db, viewer, params['id'] ?? '');
  const read = readForm(reasonForm('Vul in waarom u het mandaat intrekt.'), form);
  if (!read.ok) {
    const version = Number(typed(form, 'versie'));
    const model = await questionPage(deps.db, viewer, mandate, typed(form, 'reden'), version, read.errors);
    return formAgain(VIEW, TITLE, model, UNDER_ORGANISATION(TITLE, SIGNATORIES_CRUMB));
  }
  await withdrawMandate(deps, viewer, mandate.id, read.value.versie, read.value.reden);
  return redirect('/organisatie/tekenbevoegden?bewaard=ingetrokken');
};

async function ownMandate(db: Db, viewer: Viewer, id: string): Promise<Mandate> {
  const mandate = await findMandate(db, id);
  if (!mandate || mandate.partyId !== viewer.party.id) throw notFound();
  return mandate;
}

async function questionPage(
  db: Db,
  viewer: Viewer,
  mandate: Mandate,
  reason: string,
  version: number,
  errors: readonly FieldError[],
): Promise<QuestionPage> {
  const work = await workUnderMandate(db, mandate.id);
  const revoked = mandate.revokedAt !== null;
  return {
    overTitle: organisationInWords(viewer.party),
    heading: revoked ? 'Dit mandaat is al ingetrokken' : `Mandaat van ${holderNames(mandate)} intrekken?`,
    lead: revoked
      ? `Reden: ${mandate.revokedReason ?? ''}`
      : stopWords(holderNames(mandate), work.sessions, work.agreements),
    errors,
    facts: mandateFacts(mandate, await allSectors(db), organisationInWords(viewer.party)),
    lists: [],
    action: `/organisatie/tekenbevoegden/${mandate.id}/intrekking`,
    version: String(version),
    answers: revoked
      ? []
      : [
          {
            title: null,
            text: 'Wat al is ondertekend, blijft geldig.',
            reason: textareaField({
              id: 'reden',
              label: 'Waarom trekt u het mandaat in?',
              value: reason,
              rows: 3,
              error: errorOf(errors, 'reden'),
            }),
            button: submitButton('Trek in', 'danger'),
            links: [{ label: 'Annuleer', href: '/organisatie/tekenbevoegden' }],
          },
        ],
  };
}
