import { z } from 'zod';
import { DomainError } from '../../domain/errors';
import type { Viewer } from '../../domain/parties';
import type { Sector } from '../../domain/sectors';
import { amsterdamDay } from '../../domain/time';
import { latestDecision, type JoiningDecision } from '../../persistence/joining-decision';
import { allSectors } from '../../persistence/sector';
import { recordJoiningDecision } from '../../usecases/organisation/record-joining-decision';
import { checkboxField, dateField, textField } from '../fields';
import { chosen, errorOf, readForm, typed, type FieldError } from '../form';
import { formAgain, page, redirect, type FormBody, type MemberHandler, type Reply } from '../http';
import { sentenceOf } from '../nl/errors';
import { dutchDay } from '../nl/format';
import { scopeWords } from '../nl/organisation';
import { organisationInWords } from '../../usecases/accounts/mail-words';
import { submitButton } from '../parts';
import { toTypedDay, typedDay } from '../typed-day';
import { dayAsTyped, requiredDay, requiredText, withDays } from './answers';
import { asHidden, changedPage, loose, type FormPage } from './form-page';
import { UNDER_ORGANISATION } from './place';
import { scopeFields, scopeForm, scopeOf } from './scope-fields';

const PATH = '/organisatie/aansluitbesluit';
const TITLE = 'Aansluitbesluit';

const decisionForm = (today: string) =>
  z.object({
    gezien: z.string().default(''),
    besluit: requiredDay('Vul de datum van het besluit in.').refine(
      (day) => day <= today,
      'Deze dag moet nog komen. Vul de dag in waarop het college besloot.',
    ),
    kenmerk: requiredText('Vul het kenmerk van het besluit in.'),
    ...scopeForm,
  });

export const showDecision: MemberHandler = async (deps, { viewer }) => {
  const last = await latestDecision(deps.db, viewer.party.id);
  const model = formPage(viewer, await allSectors(deps.db), last ? asForm(last) : NEW, last?.id ?? '', []);
  return page('organisation/form', TITLE, model, UNDER_ORGANISATION(TITLE));
};

export const saveDecision: MemberHandler = async (deps, { viewer, form }) => {
  const sectors = await allSectors(deps.db);
  const read = readForm(decisionForm(amsterdamDay(deps.clock.now())), withDays(form, 'besluit'));
  const scope = scopeOf(form, sectors);
  const errors = [...(read.ok ? [] : read.errors), ...(scope.ok ? [] : [scope.error])];
  if (!read.ok || !scope.ok) {
    const model = formPage(viewer, sectors, form, typed(form, 'gezien'), errors);
    return formAgain('organisation/form', TITLE, model, UNDER_ORGANISATION(TITLE));
  }
  try {
    await recordJoiningDecision(deps, viewer, read.value.gezien || null, {
      decidedOn: read.value.besluit,
      reference: read.value.kenmerk,
      scope: scope.value,
      futurePartners: chosen(form, 'ook').includes('partners'),
      laterVersions: chosen(form, 'ook').includes('versies'),
    });
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'conflict')
      return bothVersions(await latestDecision(deps.db, viewer.party.id), form, sectors, error);
    throw error;
  }
  return redirect('/organisatie?bewaard=aansluitbesluit');
};

const NEW: FormBody = { sectoren: 'alle', ook: ['partners', 'versies'] };

function asForm(decision: JoiningDecision): FormBody {
  const { day, month, year } = toTypedDay(decision.decidedOn);
  return {
    'besluit-dag': day,
    'besluit-maand': month,
    'besluit-jaar': year,
    kenmerk: decision.reference,
    sectoren: decision.scope === 'all' ? 'alle' : 'keuze',
    sector: decision.scope === 'all' ? [] : decision.scope,
    ook: [...(decision.futurePartners ? ['partners'] : []), ...(decision.laterVersions ? ['versies'] : [])],
  };
}

function bothVersions(
  stored: JoiningDecision | null,
  form: FormBody,
  sectors: readonly Sector[],
  error: DomainError,
): Reply {
  const scope = scopeOf(form, sectors);
  const both = (ook: readonly string[]): string =>
    [ook.includes('partners') ? 'latere signaalpartners' : '', ook.includes('versies') ? 'latere versies' : '']
      .filter((word) => word !== '')
      .join(' en ');
  const now = stored ? asForm(stored) : {};
  const model = changedPage({
    sentence: sentenceOf(error),
    rows: [
      {
        label: 'Datum',
        stored: stored ? dutchDay(stored.decidedOn) : '',
        typed: dayAsTyped(form, 'besluit'),
      },
      { label: 'Kenmerk', stored: stored?.reference ?? '', typed: typed(form, 'kenmerk') },
      {
        label: 'Sectoren',
        stored: stored ? scopeWords(stored.scope, sectors) : '',
        typed: scope.ok ? scopeWords(scope.value, sectors) : '',
      },
      { label: 'Geldt ook voor', stored: both(chosen(now, 'ook')), typed: both(chosen(form, 'ook')) },
    ],
    action: PATH,
    hidden: [{ name: 'gezien', value: stored?.id ?? '' }, ...asHidden(form, 'gezien')],
  });
  return page('organisation/changed', 'Ondertussen veranderd', model, { ...UNDER_ORGANISATION(TITLE), status: 409 });
}

function formPage(
  viewer: Viewer,
  sectors: readonly Sector[],
  form: FormBody,
  seen: string,
  errors: readonly FieldError[],
): FormPage {
  return {
    overTitle: organisationInWords(viewer.party),
    heading: TITLE,
    lead: 'Met dit besluit sluit het college zich aan bij het convenant. De datum en het kenmerk staan in elke overeenkomst.',
    warning: null,
    errors,
    action: PATH,
    hidden: [{ name: 'gezien', value: seen }],
    groups: [
      loose(
        dateField({
          id: 'besluit',
          label: 'Datum van het besluit',
          hint: 'Bijvoorbeeld 3 2 2026.',
          value: typedDay(form, 'besluit'),
          error: errorOf(errors, 'besluit'),
        }),
        textField({
          id: 'kenmerk',
          label: 'Kenmerk van het besluit',
          value: typed(form, 'kenmerk'),
          error: errorOf(errors, 'kenmerk'),
          width: 'half',
        }),
        ...scopeFields('Voor welke sectoren geldt het besluit?', sectors, form, errors),
        checkboxField({
          id: 'ook',
          label: 'Geldt het besluit ook voor wat later komt?',
          hint: 'Kies wat in het besluit staat.',
          values: chosen(form, 'ook'),
          options: [
            { value: 'partners', label: 'Signaalpartners die later meedoen' },
            { value: 'versies', label: 'Latere versies van de modeltekst' },
          ],
          optional: true,
        }),
      ),
    ],
    buttons: [submitButton('Bewaar')],
    links: [{ label: 'Annuleer', href: '/organisatie' }],
  };
}
