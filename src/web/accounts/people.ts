import { z } from 'zod';
import { DomainError, notFound } from '../../domain/errors';
import type { Role } from '../../domain/parties';
import type { Instant } from '../../domain/time';
import { openInvitations, type Invitation } from '../../persistence/invitation';
import { membersOf, type Member } from '../../persistence/membership';
import {
  changeRoles,
  endMembership,
  inviteMember,
  withdrawMemberInvitation,
} from '../../usecases/accounts/manage-members';
import { checkboxField, textField } from '../fields';
import { chosen, errorOf, readForm, typed, type FieldError } from '../form';
import { formAgain, page, redirect, type FormBody, type MemberHandler, type Reply } from '../http';
import { fields, people as words, roleChoices } from '../nl/accounts';
import { sentenceOf } from '../nl/errors';
import { dutchDayOf } from '../nl/format';
import { organisationInWords } from '../../usecases/accounts/mail-words';
import { cell, linkButton, submitButton, type Cell } from '../parts';
import { formPage } from './form-page';

const ORGANISATION = { label: words.organisation, href: '/organisatie' };
const under = (...labels: readonly string[]) => ({
  current: '/organisatie',
  breadcrumbs: [
    ORGANISATION,
    ...labels.map((label, at) => ({ label, href: at === labels.length - 1 ? null : '/organisatie/mensen' })),
  ],
});

export const showPeople: MemberHandler = async (deps, request) => {
  const { viewer } = request;
  const admin = viewer.roles.includes('admin');
  const members = await membersOf(deps.db, viewer.party.id);
  const invitations = await openInvitations(deps.db, viewer.party.id);
  const admins = members.filter((member) => member.roles.includes('admin')).length;
  const column = (label: string) => ({ label, align: 'start' as const });
  const model = {
    heading: words.title,
    overTitle: organisationInWords(viewer.party),
    lead: words.lead,
    done: words.done[request.query['gedaan'] ?? ''] ?? null,
    second: admins < 2 ? { ...words.second, rows: [] } : null,
    table: {
      caption: words.caption,
      captionShown: false,
      columns: [words.columns.name, words.columns.role, words.columns.seen].map(column),
      rows: members.map((member) => memberRow(member, admin)),
    },
    invite: admin ? linkButton(words.invite, '/organisatie/mensen/uitnodigen') : null,
    invited: {
      title: words.invited.title,
      withdraw: words.invited.withdraw,
      rows: invitations.map((invitation) => invitationRow(invitation, deps.clock.now())),
    },
    admin,
  };
  return page('accounts/people', words.title, model, under(words.title));
};

export const showInvite: MemberHandler = async () =>
  page('accounts/form', words.inviteForm.title, invitePage({}, []), under(words.title, words.inviteForm.title));

const ROLES = roleChoices.map(({ value }) => value);
const roles = z
  .preprocess(
    (value) => (typeof value === 'string' ? [value] : (value ?? [])),
    z.array(z.enum(ROLES, fields.roles.missing)).min(1, fields.roles.missing),
  )
  .transform((value): readonly Role[] => [...new Set(value)]);

const inviteForm = z.object({
  naam: z.string(fields.colleague.missing).trim().min(1, fields.colleague.missing).max(120, fields.tooLong),
  email: z
    .string(fields.email.missing)
    .trim()
    .min(1, fields.email.missing)
    .pipe(z.email(fields.email.wrong).max(200, fields.email.wrong)),
  rollen: roles,
});

export const takeInvite: MemberHandler = async (deps, request) => {
  const again = (errors: readonly FieldError[]): Reply => {
    const title = words.inviteForm.title;
    return formAgain('accounts/form', title, invitePage(request.form, errors), under(words.title, title));
  };
  const form = readForm(inviteForm, request.form);
  if (!form.ok) return again(form.errors);
  const { naam: name, email, rollen } = form.value;
  try {
    await inviteMember(deps, request.viewer, { name, email, roles: rollen });
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'already-member') throw error;
    return again([{ field: 'email', message: sentenceOf(error) }]);
  }
  return redirect('/organisatie/mensen?gedaan=uitgenodigd');
};

export const showMember: MemberHandler = async (deps, request) => {
  const member = await memberOf(deps.db, request.viewer.party.id, request.params['id']);
  const model = memberPage(member, member.roles, []);
  return page('accounts/form', member.name, model, under(words.title, member.name));
};

const rolesForm = z.object({ rollen: roles });

export const takeRoles: MemberHandler = async (deps, request) => {
  const member = await memberOf(deps.db, request.viewer.party.id, request.params['id']);
  const again = (message: string): Reply => {
    const model = memberPage(member, chosen(request.form, 'rollen'), [{ field: 'rollen', message }]);
    return formAgain('accounts/form', member.name, model, under(words.title, member.name));
  };
  const form = readForm(rolesForm, request.form);
  if (!form.ok) return again(fields.roles.missing);
  try {
    await changeRoles(deps, request.viewer, member.personId, form.value.rollen, words.one.end.mandates);
  } catch (error) {
    return again(lastAdmin(error));
  }
  // Who gave away her own admin role still sees the list, without its buttons.
  return redirect('/organisatie/mensen?gedaan=rollen');
};

export const end: MemberHandler = async (deps, request) => {
  const member = await memberOf(deps.db, request.viewer.party.id, request.params['id']);
  try {
    await endMembership(deps, request.viewer, member.personId, words.one.end.mandates);
  } catch (error) {
    const model = memberPage(member, member.roles, [{ field: 'rollen', message: lastAdmin(error) }]);
    return formAgain('accounts/form', member.name, model, under(words.title, member.name));
  }
  if (member.personId !== request.viewer.personId) return redirect('/organisatie/mensen?gedaan=beeindigd');
  await request.session.end();
  return redirect('/');
};

export const withdraw: MemberHandler = async (deps, request) => {
  await withdrawMemberInvitation(deps, request.viewer, request.params['id'] ?? '');
  return redirect('/organisatie/mensen?gedaan=ingetrokken');
};

async function memberOf(db: Parameters<typeof membersOf>[0], partyId: string, id: string | undefined): Promise<Member> {
  const member = (await membersOf(db, partyId)).find(({ personId }) => personId === id);
  if (!member) throw notFound();
  return member;
}

function lastAdmin(error: unknown): string {
  if (error instanceof DomainError && error.code === 'last-admin') return sentenceOf(error);
  throw error;
}

function memberRow(member: Member, admin: boolean): readonly Cell[] {
  const href = admin ? `/organisatie/mensen/${member.personId}` : null;
  return [
    cell(member.name, { href, quiet: member.email }),
    cell(words.roles(member.roles)),
    cell(member.lastSeenAt === null ? words.never : dutchDayOf(member.lastSeenAt)),
  ];
}

function invitationRow(invitation: Invitation, now: Instant): object {
  const expired = invitation.expiresAt <= now;
  return {
    id: invitation.id,
    name: invitation.name,
    line: `${invitation.email}, ${words.roles(invitation.roles).toLowerCase()}`,
    on: `${words.invited.on} ${dutchDayOf(invitation.createdAt)}`,
    expired: expired ? words.invited.expired : null,
  };
}

function invitePage(form: FormBody, errors: readonly FieldError[]): object {
  return formPage({
    heading: words.inviteForm.title,
    lead: words.inviteForm.lead,
    action: '/organisatie/mensen/uitnodigen',
    errors,
    fields: [
      textField({
        id: 'naam',
        label: fields.colleague.label,
        hint: fields.colleague.hint,
        autocomplete: 'off',
        value: typed(form, 'naam'),
        error: errorOf(errors, 'naam'),
      }),
      textField({
        id: 'email',
        label: fields.email.label,
        type: 'email',
        autocomplete: 'off',
        value: typed(form, 'email'),
        error: errorOf(errors, 'email'),
      }),
      rolesField(fields.roles.label, chosen(form, 'rollen'), errors),
    ],
    button: submitButton(words.inviteForm.button),
    cancel: { label: words.cancel, href: '/organisatie/mensen' },
  });
}

function memberPage(member: Member, held: readonly string[], errors: readonly FieldError[]): object {
  const path = `/organisatie/mensen/${member.personId}`;
  return formPage({
    heading: member.name,
    lead: member.email,
    action: path,
    errors,
    fields: [rolesField(fields.roles.labelChange, held, errors)],
    button: submitButton(words.one.button),
    cancel: { label: words.cancel, href: '/organisatie/mensen' },
    ending: {
      title: words.one.end.title,
      text: words.one.end.text(member.name),
      action: `${path}/einde`,
      button: submitButton(words.one.end.button, 'danger'),
    },
  });
}

const rolesField = (label: string, values: readonly string[], errors: readonly FieldError[]) =>
  checkboxField({
    id: 'rollen',
    label,
    values,
    options: roleChoices,
    error: errorOf(errors, 'rollen'),
  });
