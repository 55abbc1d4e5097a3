import { z } from 'zod';
import type { Deps } from '../../deps';
import { unsupportedCharacters } from '../../documents';
import { isKvkNumber, kvkDigits } from '../../domain/identifiers';
import { cleanName } from '../../domain/names';
import { findPartnerByKvk } from '../../persistence/party';
import { textField } from '../fields';
import { errorOf, readForm, typed, type FieldError } from '../form';
import type { Reply, VisitorHandler, VisitorRequest } from '../http';
import { sentenceOf } from '../nl/errors';
import { keepPartner, partnerDraft, type PartnerDraft } from './answers';
import { line } from './contact-fields';
import { elsewhere, next, ORGANISATION, previous, wizard } from './partner-flow';
import { group, stepPage, wantsCheck } from './step-page';

export const getOrganisation: VisitorHandler = async (_deps, request) => {
  const draft = partnerDraft(request.session);
  const value = draft.organisation ?? { kvk: '', name: '', seat: '' };
  return elsewhere(draft, ORGANISATION) ?? organisationPage(request, draft, value, []);
};

const printable = (text: string): boolean => unsupportedCharacters(text).length === 0;
const UNPRINTABLE = 'Dit bevat een teken dat niet in het document kan staan. Gebruik gewone letters en leestekens.';

const organisation = z.object({
  kvk: z
    .string({ error: 'Vul het KvK-nummer in.' })
    .transform(kvkDigits)
    .refine((text) => text !== '', 'Vul het KvK-nummer in.')
    .refine(isKvkNumber, 'Een KvK-nummer heeft 8 cijfers. Controleer het nummer.'),
  naam: line('Vul de naam van de organisatie in.', 200).refine(printable, UNPRINTABLE),
  plaats: line('Vul de vestigingsplaats in.', 100).refine(printable, UNPRINTABLE),
});

export const postOrganisation: VisitorHandler = async (deps, request) => {
  const draft = partnerDraft(request.session);
  const read = readForm(organisation, request.form);
  const known = read.ok && (await findPartnerByKvk(deps.db, read.value.kvk));
  const already: readonly FieldError[] =
    read.ok && known ? [{ field: 'kvk', message: alreadyRegistered(deps, read.value.kvk) }] : [];
  if (!read.ok || already.length > 0) {
    const value = {
      kvk: typed(request.form, 'kvk'),
      name: typed(request.form, 'naam'),
      seat: typed(request.form, 'plaats'),
    };
    return organisationPage(request, draft, value, read.ok ? already : read.errors);
  }
  const { kvk, naam, plaats } = read.value;
  const after = { ...draft, organisation: { kvk, name: cleanName(naam), seat: cleanName(plaats) } };
  keepPartner(request.session, after);
  return next(request, after, ORGANISATION);
};

const alreadyRegistered = (deps: Deps, kvk: string): string =>
  sentenceOf({ code: 'partner-already-registered', detail: { kvk, mail: deps.config.desk.mail } });

function organisationPage(
  request: VisitorRequest,
  draft: PartnerDraft,
  value: NonNullable<PartnerDraft['organisation']>,
  errors: readonly FieldError[],
): Reply {
  const fields = [
    textField({
      id: 'kvk',
      label: 'KvK-nummer',
      hint: '8 cijfers, zoals ze in het Handelsregister staan.',
      value: value.kvk,
      inputmode: 'numeric',
      width: 'short',
      error: errorOf(errors, 'kvk'),
    }),
    textField({
      id: 'naam',
      label: 'Statutaire naam',
      hint: 'De naam uit het Handelsregister. Deze naam komt in de overeenkomst.',
      value: value.name,
      autocomplete: 'organization',
      error: errorOf(errors, 'naam'),
    }),
    textField({
      id: 'plaats',
      label: 'Statutaire vestigingsplaats',
      value: value.seat,
      width: 'half',
      error: errorOf(errors, 'plaats'),
    }),
  ];
  return stepPage({
    wizard,
    at: 2,
    title: 'Welke organisatie meldt u aan?',
    action: ORGANISATION,
    groups: [group(fields)],
    previous: previous(draft, ORGANISATION),
    errors,
    toCheck: wantsCheck(request),
  });
}
