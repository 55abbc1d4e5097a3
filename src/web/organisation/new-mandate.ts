import { z } from 'zod';
import { overlapping, type MandateGround } from '../../domain/mandates';
import type { PartyKind, Viewer } from '../../domain/parties';
import type { Sector } from '../../domain/sectors';
import { addDays, amsterdamDay, type Day } from '../../domain/time';
import { openInvitations } from '../../persistence/invitation';
import { mandatesOf } from '../../persistence/mandate';
import { membersOf } from '../../persistence/membership';
import { allSectors } from '../../persistence/sector';
import { recordMandate, type MandateFacts } from '../../usecases/mandates/record-mandate';
import type { Db } from '../../persistence/db';
import { readForm, typed, type FieldError } from '../form';
import { formAgain, page, redirect, type FormBody, type MemberHandler } from '../http';
import { groundLine, groundOptions, periodWords, scopeWords } from '../nl/organisation';
import { organisationInWords } from '../../usecases/accounts/mail-words';
import { submitButton, type Warning } from '../parts';
import { toTypedDay } from '../typed-day';
import { maybeDay, maybeText, requiredDay, requiredText, withDays } from './answers';
import type { FormPage } from './form-page';
import { mandateFields, type Choice } from './mandate-fields';
import { SIGNATORIES_CRUMB, UNDER_ORGANISATION } from './place';
import { scopeForm, scopeOf } from './scope-fields';

const PATH = '/organisatie/tekenbevoegden/nieuw';
const TITLE = 'Mandaat vastleggen';
const PLACE = UNDER_ORGANISATION(TITLE, SIGNATORIES_CRUMB);
const VIEW = 'organisation/form';

const FUTURE_DECISION = 'Deze dag moet nog komen. Vul de dag in waarop is besloten.';

const mandateForm = (kind: PartyKind, today: Day) => {
  const kinds = groundOptions(kind).map((option) => option.value);
  return z.object({
    functie: requiredText('Vul de functie in, zoals wethouder schuldhulpverlening.'),
    houder: z.string('Kies wie mag tekenen.').min(1, 'Kies wie mag tekenen.'),
    grond: z.enum(kinds, 'Kies op welke grond deze persoon mag tekenen.'),
    besluit: requiredDay('Vul de datum in.').refine((day) => day <= today, FUTURE_DECISION),
    kenmerk: requiredText('Vul het kenmerk in.'),
    grond2: z.enum([...kinds, ''], 'Kies een van de gronden.').default(''),
    besluit2: maybeDay().refine((day) => day === null || day <= today, FUTURE_DECISION),
    kenmerk2: maybeText(),
    ...scopeForm,
    vanaf: requiredDay('Vul in vanaf welke dag het mandaat geldt.'),
    tot: maybeDay(),
  });
};

type Typed = z.infer<ReturnType<typeof mandateForm>>;

export const askMandate: MemberHandler = async (deps, { viewer }) => {
  const { day, month, year } = toTypedDay(amsterdamDay(deps.clock.now()));
  const form = { sectoren: 'alle', 'vanaf-dag': day, 'vanaf-maand': month, 'vanaf-jaar': year };
  return page(VIEW, TITLE, await formPage(deps.db, viewer, form, [], null), PLACE);
};

export const saveMandate: MemberHandler = async (deps, { viewer, form }) => {
  const today = amsterdamDay(deps.clock.now());
  const sectors = await allSectors(deps.db);
  const signatories = await possibleHolders(deps.db, viewer);
  const read = readForm(mandateForm(viewer.party.kind, today), withDays(form, 'besluit', 'besluit2', 'vanaf', 'tot'));
  const errors = read.ok ? problems(read.value, form, sectors, signatories, today) : read.errors;
  const scope = scopeOf(form, sectors);
  if (!read.ok || errors.length > 0 || !scope.ok)
    return formAgain(VIEW, TITLE, await formPage(deps.db, viewer, form, errors, null), PLACE);
  const facts: MandateFacts = {
    office: read.value.functie,
    holderId: read.value.houder,
    grounds: groundsOf(read.value),
    scope: scope.value,
    validFrom: read.value.vanaf,
    validUntil: read.value.tot === null ? null : addDays(read.value.tot, 1),
  };
  const overlap = await overlapWarning(deps.db, viewer, facts, sectors, today);
  if (overlap && typed(form, 'overlap') !== 'gezien')
    return page(VIEW, TITLE, await formPage(deps.db, viewer, form, [], overlap), PLACE);
  await recordMandate(deps, viewer, facts);
  return redirect('/organisatie/tekenbevoegden?bewaard=mandaat');
};

/** What the fields say together: each is right by itself. */
function problems(
  value: Typed,
  form: FormBody,
  sectors: readonly Sector[],
  signatories: readonly Choice[],
  today: Day,
): readonly FieldError[] {
  const errors: FieldError[] = [];
  const wrong = (field: string, message: string): void => void errors.push({ field, message });
  if (!signatories.some((choice) => choice.value === value.houder)) wrong('houder', 'Kies wie mag tekenen.');
  const second = [value.grond2 !== '', value.besluit2 !== null, value.kenmerk2 !== null];
  if (second.includes(true) && second.includes(false))
    wrong('grond2', 'Vul van de tweede grond alles in: soort, datum en kenmerk. Of laat alles leeg.');
  if (value.grond2 !== '' && value.grond2 === value.grond)
    wrong('grond2', 'Kies een andere soort dan de eerste grond.');
  const scope = scopeOf(form, sectors);
  if (!scope.ok) errors.push(scope.error);
  if (value.tot !== null && value.tot < value.vanaf) wrong('tot', 'De laatste dag ligt vóór de eerste dag.');
  else if (value.tot !== null && value.tot < today)
    wrong('tot', 'Deze dag is al voorbij: het mandaat zou niets meer doen.');
  return errors;
}

function groundsOf(value: Typed): readonly MandateGround[] {
  const first = { kind: value.grond, decidedOn: value.besluit, reference: value.kenmerk };
  const { grond2, besluit2, kenmerk2 } = value;
  if (grond2 === '' || besluit2 === null || kenmerk2 === null) return [first];
  return [first, { kind: grond2, decidedOn: besluit2, reference: kenmerk2 }];
}

async function overlapWarning(
  db: Db,
  viewer: Viewer,
  facts: MandateFacts,
  sectors: readonly Sector[],
  today: Day,
): Promise<Warning | null> {
  const candidate = { ...facts, personId: facts.holderId };
  const found = overlapping(await mandatesOf(db, viewer.party.id), candidate, today);
  if (found.length === 0) return null;
  return {
    title: 'Deze persoon heeft al een mandaat voor deze dagen en sectoren',
    text: 'Dat mag. Bij het ondertekenen kiezen wij het mandaat dat het langst geldt. Druk nog eens op de knop om het vast te leggen.',
    rows: found.map((mandate) => ({
      strong: mandate.office,
      text: `${scopeWords(mandate.scope, sectors)}. ${periodWords(mandate.validFrom, mandate.validUntil)}. ${mandate.grounds.map(groundLine).join('; ')}.`,
      link: null,
    })),
  };
}

async function possibleHolders(db: Db, viewer: Viewer): Promise<readonly Choice[]> {
  const members = await membersOf(db, viewer.party.id);
  return members
    .filter((member) => member.roles.includes('signatory'))
    .map((member) => ({
      value: member.personId,
      label: member.name,
      hint:
        member.personId === viewer.personId
          ? 'Dit bent u zelf: een medewerker van de NVVK bevestigt het mandaat.'
          : member.email,
    }));
}

async function formPage(
  db: Db,
  viewer: Viewer,
  form: FormBody,
  errors: readonly FieldError[],
  overlap: Warning | null,
): Promise<FormPage> {
  const holders = await possibleHolders(db, viewer);
  const invited = (await openInvitations(db, viewer.party.id)).filter((one) => one.roles.includes('signatory'));
  const nobody: Warning = {
    title: 'U hebt nog geen tekenbevoegde met een account',
    text:
      invited.length > 0
        ? `Uitgenodigd: ${invited.map((one) => one.name).join(', ')}. Zodra er een account is, kunt u het mandaat vastleggen.`
        : 'Nodig de tekenbevoegde eerst uit. Zodra er een account is, kunt u het mandaat vastleggen.',
    rows: [
      {
        strong: 'Mensen',
        text: 'kies bij het uitnodigen de rol tekenbevoegde.',
        link: { label: 'Nodig uit', href: '/organisatie/mensen/uitnodigen' },
      },
    ],
  };
  return {
    overTitle: organisationInWords(viewer.party),
    heading: TITLE,
    lead: 'De persoon zelf bevestigt het mandaat. Daarna kan deze persoon ondertekenen.',
    warning: overlap ?? (holders.length === 0 ? nobody : null),
    errors,
    action: PATH,
    hidden: overlap ? [{ name: 'overlap', value: 'gezien' }] : [],
    groups: holders.length === 0 ? [] : mandateFields(viewer.party.kind, holders, await allSectors(db), form, errors),
    buttons: holders.length === 0 ? [] : [submitButton('Leg mandaat vast')],
    links: [{ label: holders.length === 0 ? 'Terug' : 'Annuleer', href: '/organisatie/tekenbevoegden' }],
  };
}
