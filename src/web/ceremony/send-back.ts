// Not signing: send the list back to who prepared it, or refuse it with a reason that the other parties read.
import { z } from 'zod';
import { DomainError } from '../../domain/errors';
import { sendBack, takeBack } from '../../usecases/ceremony/change-list';
import { declineAgreements } from '../../usecases/lifecycle/decline-agreements';
import { textareaField } from '../fields';
import { errorOf, readForm, typed, type FieldError } from '../form';
import { formAgain, page, redirect, type FormBody, type MemberHandler } from '../http';
import { counted, dutchNumber } from '../nl/format';
import { submitButton } from '../parts';
import { declineFields, declineForm } from '../work/decline-form';
import { ceremonyPath, ownCeremony, UNDER_CEREMONY, type OpenCeremony } from './open';

const TITLE = 'Weigeren of terugsturen';

const backForm = z.object({
  reden: z
    .string('Vul in waarom u de lijst terugstuurt.')
    .trim()
    .min(1, 'Vul in waarom u de lijst terugstuurt.')
    .max(500, 'Gebruik ten hoogste 500 tekens.'),
});

export const askSendBack: MemberHandler = async (deps, { viewer, params }) => {
  const open = await ownCeremony(deps, viewer, params['number'] ?? '');
  if (open.ceremony.status !== 'handed-over') return redirect(ceremonyPath(open.ceremony.number));
  return page(
    'ceremony/send-back',
    TITLE,
    sendBackPage(open, viewer.party.kind, {}, []),
    UNDER_CEREMONY(open.ceremony.number, TITLE),
  );
};

export const doSendBack: MemberHandler = async (deps, { viewer, params, form }) => {
  const number = params['number'] ?? '';
  const open = await ownCeremony(deps, viewer, number);
  if (open.ceremony.status !== 'handed-over') return redirect(ceremonyPath(number));
  const again = (errors: readonly FieldError[]) =>
    formAgain(
      'ceremony/send-back',
      TITLE,
      sendBackPage(open, viewer.party.kind, form, errors),
      UNDER_CEREMONY(number, TITLE),
    );
  if (typed(form, 'actie') === 'weiger') {
    const read = readForm(declineForm, form);
    if (!read.ok) return again(read.errors);
    const agreementIds = open.entries.filter((entry) => entry.state === 'listed').map((entry) => entry.agreementId);
    await declineAgreements(deps, { viewer, agreementIds, reason: read.value.reason });
    return redirect('/overzicht?gedaan=geweigerd');
  }
  const read = readForm(backForm, form);
  if (!read.ok) return again(read.errors);
  await sendBack(deps, { viewer, ceremonyNumber: number, reason: read.value.reden });
  return redirect('/overzicht?gedaan=teruggestuurd');
};

/** Not the signatory's deed: who prepares takes the list back, also when the signatory left. */
export const doTakeBack: MemberHandler = async (deps, { viewer, params }) => {
  const number = params['number'] ?? '';
  try {
    await takeBack(deps, viewer, number);
  } catch (error) {
    // Signed, or closed, a moment ago: the page tells what came of it.
    if (error instanceof DomainError && error.code === 'already-signed') return redirect(ceremonyPath(number));
    throw error;
  }
  return redirect('/overzicht?gedaan=teruggehaald');
};

function sendBackPage(open: OpenCeremony, kind: string, form: FormBody, errors: readonly FieldError[]): object {
  const count = open.entries.filter((entry) => entry.state === 'listed').length;
  const other = kind === 'municipality' ? 'signaalpartner' : 'gemeente';
  const all = counted(count, 'overeenkomst', 'overeenkomsten');
  return {
    errors,
    heading: TITLE,
    action: `${ceremonyPath(open.ceremony.number)}/terugsturen`,
    back: {
      title: `Stuur terug naar ${open.preparer}`,
      text: `${count === 1 ? 'De overeenkomst gaat' : `De ${all} gaan`} terug. Er wordt niets ondertekend. ${open.preparer} kan ze later opnieuw klaarzetten, voor u of voor een ander.`,
      field: textareaField({
        id: 'reden',
        label: `Waarom? ${open.preparer} leest dit.`,
        value: typed(form, 'reden'),
        error: errorOf(errors, 'reden'),
        rows: 3,
      }),
      button: submitButton(`Stuur terug naar ${open.preparer}`, 'primary', { name: 'actie', value: 'terug' }),
    },
    decline: {
      title: count === 1 ? 'Weiger de overeenkomst' : `Weiger alle ${dutchNumber(count)} overeenkomsten`,
      text: `Weigert u? Dan vervalt ${count === 1 ? 'de overeenkomst' : 'elke overeenkomst op deze lijst'}. De ${other} krijgt bericht met uw reden. Wilt u maar één overeenkomst weigeren? Open die dan bij Overeenkomsten.`,
      fields: declineFields(form, errors),
      button: submitButton(count === 1 ? 'Weiger de overeenkomst' : `Weiger alle ${dutchNumber(count)}`, 'danger', {
        name: 'actie',
        value: 'weiger',
      }),
    },
    links: [
      { label: 'Terug naar ondertekenen', href: ceremonyPath(open.ceremony.number) },
      ...(count === 1
        ? []
        : [{ label: 'Haal overeenkomsten uit de lijst', href: `${ceremonyPath(open.ceremony.number)}/uit-de-lijst` }]),
    ],
  };
}
