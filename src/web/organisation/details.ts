import { z } from 'zod';
import { DomainError, notFound } from '../../domain/errors';
import type { Party, PartyKind } from '../../domain/parties';
import type { Id } from '../../domain/time';
import type { Db } from '../../persistence/db';
import { findParty } from '../../persistence/party';
import { changeOrganisation } from '../../usecases/organisation/change-organisation';
import { textField } from '../fields';
import { errorOf, readForm, typed, type FieldError } from '../form';
import { formAgain, page, redirect, type FormBody, type MemberHandler, type Reply } from '../http';
import { sentenceOf } from '../nl/errors';
import { organisationInWords } from '../../usecases/accounts/mail-words';
import { submitButton } from '../parts';
import { mailbox, maybeTelephone, requiredText } from './answers';
import { asHidden, changedPage, loose, type FormPage } from './form-page';
import { UNDER_ORGANISATION } from './place';

const PATH = '/organisatie/gegevens';
const TITLE = 'Gegevens van uw organisatie';
const MISSING_MAILBOX = 'Vul de algemene mailbox in.';

const detailsForm = (kind: PartyKind) => {
  // Only a partner has a statutory seat of its own.
  const seat: z.ZodType<string | null> =
    kind === 'partner'
      ? requiredText('Vul de plaats van uw organisatie in.')
      : z
          .string()
          .default('')
          .transform(() => null);
  return z.object({
    versie: z.coerce.number().int(),
    mailbox: mailbox(MISSING_MAILBOX),
    telefoon: maybeTelephone(),
    plaats: seat,
  });
};

export const showDetails: MemberHandler = async (deps, { viewer }) => {
  const party = await ownParty(deps.db, viewer.party.id);
  const form = { mailbox: party.generalMailbox ?? '', telefoon: party.telephone ?? '', plaats: party.seat ?? '' };
  return page('organisation/form', TITLE, formPage(party, form, party.version, []), UNDER_ORGANISATION(TITLE));
};

export const saveDetails: MemberHandler = async (deps, { viewer, form }) => {
  const party = await ownParty(deps.db, viewer.party.id);
  const read = readForm(detailsForm(party.kind), form);
  if (!read.ok) {
    const model = formPage(party, form, Number(typed(form, 'versie')), read.errors);
    return formAgain('organisation/form', TITLE, model, UNDER_ORGANISATION(TITLE));
  }
  const { versie, plaats, mailbox: generalMailbox, telefoon: telephone } = read.value;
  try {
    await changeOrganisation(deps, viewer, versie, { seat: plaats, generalMailbox, telephone });
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'conflict')
      return bothVersions(await ownParty(deps.db, party.id), form, error);
    throw error;
  }
  return redirect('/organisatie?bewaard=gegevens');
};

function bothVersions(party: Party, form: FormBody, error: DomainError): Reply {
  const seat = { label: 'Plaats', stored: party.seat ?? '', typed: typed(form, 'plaats') };
  const model = changedPage({
    sentence: sentenceOf(error),
    rows: [
      { label: 'Algemene mailbox', stored: party.generalMailbox ?? '', typed: typed(form, 'mailbox') },
      { label: 'Telefoon', stored: party.telephone ?? '', typed: typed(form, 'telefoon') },
      ...(party.kind === 'partner' ? [seat] : []),
    ],
    action: PATH,
    hidden: [{ name: 'versie', value: String(party.version) }, ...asHidden(form, 'versie')],
  });
  return page('organisation/changed', 'Ondertussen veranderd', model, { ...UNDER_ORGANISATION(TITLE), status: 409 });
}

function formPage(party: Party, form: FormBody, version: number, errors: readonly FieldError[]): FormPage {
  const seat = textField({
    id: 'plaats',
    label: 'Plaats',
    value: typed(form, 'plaats'),
    hint: 'De plaats uit het Handelsregister. Die staat in elke overeenkomst.',
    error: errorOf(errors, 'plaats'),
    width: 'half',
  });
  return {
    overTitle: organisationInWords(party),
    heading: TITLE,
    lead: 'Naam en nummers staan vast. Klopt daar iets niet? Mail de NVVK.',
    warning: null,
    errors,
    action: PATH,
    hidden: [{ name: 'versie', value: String(version) }],
    groups: [
      loose(
        textField({
          id: 'mailbox',
          label: 'Algemene mailbox',
          type: 'email',
          value: typed(form, 'mailbox'),
          hint: 'Een adres van een team, niet van één persoon. Hier komen berichten over overeenkomsten.',
          error: errorOf(errors, 'mailbox'),
        }),
        textField({
          id: 'telefoon',
          label: 'Telefoon',
          type: 'tel',
          value: typed(form, 'telefoon'),
          error: errorOf(errors, 'telefoon'),
          optional: true,
          width: 'half',
        }),
        ...(party.kind === 'partner' ? [seat] : []),
      ),
    ],
    buttons: [submitButton('Bewaar')],
    links: [{ label: 'Annuleer', href: '/organisatie' }],
  };
}

async function ownParty(db: Db, id: Id): Promise<Party> {
  const party = await findParty(db, id);
  if (!party) throw notFound();
  return party;
}
