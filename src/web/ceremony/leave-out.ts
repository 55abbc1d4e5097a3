// Taking agreements off the list: they go back to who prepared it, with the reason.
import { z } from 'zod';
import type { Deps } from '../../deps';
import { allSectors } from '../../persistence/sector';
import { leaveOut } from '../../usecases/ceremony/change-list';
import { textareaField } from '../fields';
import { chosen, errorOf, readForm, typed, type FieldError } from '../form';
import { formAgain, page, redirect, type FormBody, type MemberHandler } from '../http';
import { dutchNumber } from '../nl/format';
import { submitButton } from '../parts';
import { entryQuiet, entryTitle, grouped } from './groups';
import { ceremonyPath, ownCeremony, UNDER_CEREMONY, type OpenCeremony } from './open';

const TITLE = 'Haal overeenkomsten uit de lijst';

const form = z.object({
  reden: z
    .string('Vul in waarom.')
    .trim()
    .min(1, 'Vul in waarom. De contactpersoon leest dit.')
    .max(500, 'Gebruik ten hoogste 500 tekens.'),
});

export const askLeaveOut: MemberHandler = async (deps, { viewer, params }) => {
  const open = await ownCeremony(deps, viewer, params['number'] ?? '');
  if (open.ceremony.status !== 'handed-over') return redirect(ceremonyPath(open.ceremony.number));
  const model = await leaveOutPage(deps, open, viewer.party.kind, {}, []);
  return page('ceremony/leave-out', TITLE, model, UNDER_CEREMONY(open.ceremony.number, TITLE));
};

export const doLeaveOut: MemberHandler = async (deps, { viewer, params, form: body }) => {
  const number = params['number'] ?? '';
  const open = await ownCeremony(deps, viewer, number);
  if (open.ceremony.status !== 'handed-over') return redirect(ceremonyPath(number));
  const positions = open.entries
    .filter((entry) => entry.state === 'listed' && chosen(body, 'uit').includes(entry.number))
    .map((entry) => entry.position);
  const read = readForm(form, body);
  const errors: readonly FieldError[] = [
    ...(positions.length === 0 ? [{ field: 'uit-1', message: 'Kies ten minste één overeenkomst.' }] : []),
    ...(read.ok ? [] : read.errors),
  ];
  if (!read.ok || errors.length > 0) {
    const model = await leaveOutPage(deps, open, viewer.party.kind, body, errors);
    return formAgain('ceremony/leave-out', TITLE, model, UNDER_CEREMONY(number, TITLE));
  }
  const left = await leaveOut(deps, { viewer, ceremonyNumber: number, positions, reason: read.value.reden });
  return redirect(left === 0 ? '/overzicht?gedaan=teruggestuurd' : `${ceremonyPath(number)}?uit=${positions.length}`);
};

async function leaveOutPage(
  deps: Deps,
  open: OpenCeremony,
  kind: string,
  body: FormBody,
  errors: readonly FieldError[],
): Promise<object> {
  const listed = open.entries.filter((entry) => entry.state === 'listed');
  const sectors = await allSectors(deps.db);
  const out = chosen(body, 'uit');
  let at = 0;
  const groups = grouped(listed, kind, sectors).map((group) => ({
    title: group.title,
    aside: dutchNumber(group.entries.length),
    // Ten or fewer are seen at a glance; a group with a choice in it stays open when the form comes back.
    open: listed.length <= 10 || group.entries.some((entry) => out.includes(entry.number)) || at === 0,
    items: group.entries.map((entry) => ({
      title: entryTitle(entry, kind),
      quiet: entryQuiet(entry, kind, sectors),
      link: { label: 'Lees', href: `${ceremonyPath(open.ceremony.number)}/overeenkomsten/${entry.number}` },
      check: { id: `uit-${++at}`, name: 'uit', value: entry.number, checked: out.includes(entry.number) },
    })),
    more: null,
  }));
  return {
    errors,
    heading: TITLE,
    lead: `Kies wat u nu niet ondertekent. Dat gaat terug naar ${open.preparer}. De rest blijft op uw lijst.`,
    action: `${ceremonyPath(open.ceremony.number)}/uit-de-lijst`,
    groups,
    choiceError: errorOf(errors, 'uit-1'),
    reason: textareaField({
      id: 'reden',
      label: `Waarom? ${open.preparer} leest dit.`,
      value: typed(body, 'reden'),
      error: errorOf(errors, 'reden'),
      rows: 3,
    }),
    buttons: [submitButton('Haal uit de lijst')],
    links: [{ label: 'Terug naar ondertekenen', href: ceremonyPath(open.ceremony.number) }],
  };
}
