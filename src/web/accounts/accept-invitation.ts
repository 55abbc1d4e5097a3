import { z } from 'zod';
import type { Deps } from '../../deps';
import { DomainError } from '../../domain/errors';
import { addDays, amsterdamDay } from '../../domain/time';
import { newTotpSecret } from '../../outside/totp';
import { findParty } from '../../persistence/party';
import { findPerson, findPersonByEmail } from '../../persistence/person';
import type { Invitation } from '../../persistence/invitation';
import { acceptableInvitation, acceptInvitation, joinByInvitation } from '../../usecases/accounts/accept-invitation';
import { passwordFault } from '../../usecases/accounts/password-rule';
import { renewInvitation } from '../../usecases/accounts/renew-invitation';
import { textField } from '../fields';
import { errorOf, readForm, typed, type FieldError, type FormResult } from '../form';
import {
  formAgain,
  page,
  redirect,
  type FormBody,
  type Reply,
  type VisitorHandler,
  type VisitorRequest,
} from '../http';
import { fields, invitation as words, passwordFaults } from '../nl/accounts';
import { dutchDay } from '../nl/format';
import { organisationInWords, roleWords } from '../../usecases/accounts/mail-words';
import { fact, linkButton, submitButton } from '../parts';
import { leaveCodes } from './backup-codes';
import { codePicture } from './code-picture';
import { codeSentence } from './code-errors';
import { formPage, messagePage } from './form-page';
import { landing } from './landing';
import { keepSecret, keptSecret } from './once';
import { codeField, newPasswordField } from './own-fields';

/** What the first step leaves for the second, in this browser. */
interface Begun {
  readonly invitationId: string;
  readonly name: string;
  readonly functionTitle: string | null;
  readonly passwordHash: string;
  readonly totpSecret: string;
}

const BEGUN = 'invitation';

interface Context {
  readonly secret: string;
  readonly invitation: Invitation;
  readonly organisation: string;
}

export const openInvitation: VisitorHandler = (deps, request) =>
  withInvitation(deps, request, async (context) => {
    const begun = beginning(deps, request, context);
    const typedBefore = {
      naam: begun?.name ?? context.invitation.name,
      functie: begun?.functionTitle ?? context.invitation.functionTitle ?? '',
    };
    return page('accounts/form', words.title, await firstPage(deps, context, typedBefore, []));
  });

const firstForm = z.object({
  naam: z.string(fields.name.missing).trim().min(1, fields.name.missing).max(120, fields.tooLong),
  functie: z.string().trim().max(120, fields.tooLong).default(''),
});

export const takePassword: VisitorHandler = (deps, request) =>
  withInvitation(deps, request, async (context) => {
    const password = typed(request.form, 'nieuw-wachtwoord');
    const form = readFirst(request.form, password, context.invitation.email);
    if (!form.ok) {
      return formAgain('accounts/form', words.title, await firstPage(deps, context, request.form, form.errors));
    }
    const begun: Begun = {
      invitationId: context.invitation.id,
      name: form.value.naam,
      functionTitle: form.value.functie === '' ? null : form.value.functie,
      passwordHash: await deps.passwords.hash(password),
      totpSecret: beginning(deps, request, context)?.totpSecret ?? newTotpSecret(),
    };
    keepSecret(deps, request.session, BEGUN, begun);
    return redirect(`/uitnodigingen/${context.secret}/app`);
  });

export const showApp: VisitorHandler = (deps, request) =>
  withInvitation(deps, request, async (context) => {
    const begun = beginning(deps, request, context);
    if (!begun) return redirect(`/uitnodigingen/${context.secret}`);
    return page('accounts/form', words.app.title, appPage(context, begun, []));
  });

export const takeApp: VisitorHandler = (deps, request) =>
  withInvitation(deps, request, async (context) => {
    const begun = beginning(deps, request, context);
    if (!begun) return redirect(`/uitnodigingen/${context.secret}`);
    const again = (message: string): Reply =>
      formAgain('accounts/form', words.app.title, appPage(context, begun, [{ field: 'code', message }]));
    const code = typed(request.form, 'code');
    if (code.trim() === '') return again(fields.code.missing);
    try {
      const { personId, partyId, backupCodes } = await acceptInvitation(deps, {
        ...begun,
        secret: context.secret,
        code,
      });
      await request.session.begin({ personId, partyId });
      leaveCodes(deps, request.session, { codes: backupCodes, newAccount: true });
      return redirect('/account/herstelcodes/nieuw');
    } catch (error) {
      if (error instanceof DomainError && error.code === 'link-used-or-expired') return oldInvitation(context.secret);
      return again(codeSentence(error));
    }
  });

/** Who has an account already, and is logged in with it, takes the invitation at one press. */
export const join: VisitorHandler = async (deps, request) => {
  const secret = request.params['secret'] ?? '';
  if (!request.viewer) return redirect(`/uitnodigingen/${secret}`);
  try {
    const partyId = await joinByInvitation(deps, request.viewer.personId, secret);
    await request.session.begin({ personId: request.viewer.personId, partyId });
    const party = await findParty(deps.db, partyId);
    return redirect(party ? landing(party.kind) : '/account');
  } catch (error) {
    if (error instanceof DomainError && error.code === 'link-used-or-expired') return oldInvitation(secret);
    throw error;
  }
};

export const askNewLink: VisitorHandler = async (deps, request) => {
  await renewInvitation(deps, { secret: request.params['secret'] ?? '', address: request.address });
  const { title, lead, help } = words.renewed;
  return page('accounts/message', title, messagePage(title, lead, { text: help }));
};

/** The invitation behind the link, for somebody without an account; every other case has its own page. */
async function withInvitation(
  deps: Deps,
  request: VisitorRequest,
  forNewcomer: (context: Context) => Promise<Reply>,
): Promise<Reply> {
  const secret = request.params['secret'] ?? '';
  const invitation = await acceptableInvitation(deps.db, secret, deps.clock.now());
  const party = invitation ? await findParty(deps.db, invitation.partyId) : null;
  if (!invitation || !party) return oldInvitation(secret);
  const organisation = organisationInWords(party);
  const { viewer } = request;
  if (viewer && viewer.email !== invitation.email) {
    const form = { action: '/uitloggen', button: submitButton(words.other.button) };
    const lead = words.other.lead(viewer.name, viewer.email);
    return page('accounts/message', words.other.title, messagePage(words.other.title, lead, { form }));
  }
  if (viewer) {
    const title = words.join.title(organisation);
    const form = { action: `/uitnodigingen/${secret}/aannemen`, button: submitButton(words.join.button) };
    return page('accounts/message', title, messagePage(title, words.join.lead, { form }));
  }
  if (await findPersonByEmail(deps.db, invitation.email)) {
    const { title, lead, login } = words.known;
    const button = linkButton(login, `/inloggen?terug=${encodeURIComponent(`/uitnodigingen/${secret}`)}`);
    return page('accounts/message', title, messagePage(title, lead(organisation), { button }));
  }
  return forNewcomer({ secret, invitation, organisation });
}

function oldInvitation(secret: string): Reply {
  const { title, lead, button, login } = words.old;
  const form = { action: `/uitnodigingen/${encodeURIComponent(secret)}/nieuw`, button: submitButton(button) };
  const links = [{ label: login, href: '/inloggen' }];
  return page('accounts/message', title, messagePage(title, lead, { form, links }), { status: 404 });
}

function beginning(deps: Deps, request: VisitorRequest, context: Context): Begun | null {
  const begun = keptSecret(deps, request.session, BEGUN) as Begun | null;
  return begun?.invitationId === context.invitation.id ? begun : null;
}

function readFirst(form: FormBody, password: string, email: string): FormResult<z.infer<typeof firstForm>> {
  const read = readForm(firstForm, form);
  const fault = passwordFault(password, email);
  if (fault === null) return read;
  const errors = read.ok ? [] : read.errors;
  return { ok: false, errors: [...errors, { field: 'nieuw-wachtwoord', message: passwordFaults[fault] }] };
}

async function firstPage(
  deps: Deps,
  { secret, invitation, organisation }: Context,
  form: FormBody,
  errors: readonly FieldError[],
): Promise<object> {
  const inviter = invitation.invitedBy === null ? null : await findPerson(deps.db, invitation.invitedBy);
  // The last day on which the link works the whole day.
  const until = addDays(amsterdamDay(invitation.expiresAt), -1);
  return formPage({
    steps: { current: 1, steps: words.steps },
    heading: words.title,
    lead: words.lead(inviter?.name ?? null, organisation, invitation.roles.includes('admin')),
    facts: [
      fact(words.facts.organisation, organisation),
      fact(words.facts.roles, invitation.roles.map((role) => roleWords[role]).join(', ')),
      fact(words.facts.email, invitation.email),
      fact(words.facts.until, dutchDay(until)),
    ],
    note: invitation.roles.includes('signatory') ? words.signatory : null,
    action: `/uitnodigingen/${secret}`,
    errors,
    fields: [
      textField({
        id: 'naam',
        label: fields.name.label,
        hint: fields.name.hint,
        autocomplete: 'name',
        value: typed(form, 'naam'),
        error: errorOf(errors, 'naam'),
      }),
      textField({
        id: 'functie',
        label: fields.functionTitle.label,
        optional: true,
        autocomplete: 'organization-title',
        value: typed(form, 'functie'),
        error: errorOf(errors, 'functie'),
      }),
      newPasswordField(fields.newPassword.choose, errors),
    ],
    button: submitButton(words.next),
  });
}

function appPage({ secret, invitation }: Context, begun: Begun, errors: readonly FieldError[]): object {
  return formPage({
    steps: { current: 2, steps: words.steps },
    heading: words.app.title,
    lead: words.app.lead,
    picture: codePicture(begun.totpSecret, invitation.email),
    action: `/uitnodigingen/${secret}/app`,
    errors,
    fields: [codeField('code', errors)],
    button: submitButton(words.app.button),
  });
}
