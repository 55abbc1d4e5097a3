import type { Deps } from '../../deps';
import { newTotpSecret } from '../../outside/totp';
import { changeAuthenticator } from '../../usecases/accounts/change-authenticator';
import { changePassword } from '../../usecases/accounts/change-password';
import { makeBackupCodes } from '../../usecases/accounts/make-backup-codes';
import { passwordFault } from '../../usecases/accounts/password-rule';
import { textField } from '../fields';
import { errorOf, typed, type FieldError } from '../form';
import { formAgain, page, redirect, type MemberHandler, type MemberRequest, type Reply } from '../http';
import { account as words, fields, passwordFaults } from '../nl/accounts';
import { submitButton } from '../parts';
import { crumbs } from './account';
import { leaveCodes } from './backup-codes';
import { codePicture } from './code-picture';
import { codeSentence } from './code-errors';
import { formPage } from './form-page';
import { keepSecret, keptSecret } from './once';
import { codeField, newPasswordField } from './own-fields';

// The three ways of the account to change what one logs in with.

const cancel = { label: words.cancel, href: '/account' };

const shown = (title: string, model: object): Reply =>
  page('accounts/form', title, model, { breadcrumbs: crumbs(title) });
const shownAgain = (title: string, model: object): Reply =>
  formAgain('accounts/form', title, model, { breadcrumbs: crumbs(title) });

export const showPassword: MemberHandler = async (_deps, request) =>
  shown(words.changePassword.title, passwordPage(request.viewer.email, []));

export const takePassword: MemberHandler = async (deps, request) => {
  const again = (errors: readonly FieldError[]): Reply =>
    shownAgain(words.changePassword.title, passwordPage(request.viewer.email, errors));
  const current = typed(request.form, 'wachtwoord');
  const next = typed(request.form, 'nieuw-wachtwoord');
  const errors: FieldError[] = [];
  if (current === '') errors.push({ field: 'wachtwoord', message: fields.password.missing });
  const fault = passwordFault(next, request.viewer.email);
  if (fault !== null) errors.push({ field: 'nieuw-wachtwoord', message: passwordFaults[fault] });
  if (errors.length > 0) return again(errors);
  const { address, session } = request;
  const changed = await changePassword(deps, request.viewer, { current, next, address, sessionId: session.id });
  if (!changed) return again([{ field: 'wachtwoord', message: fields.currentPassword.wrong }]);
  return redirect('/account?gedaan=wachtwoord');
};

const NEW_SECRET = 'new-authenticator';

/** The key under offer stays the same when the form comes back: the app has scanned it. */
function offeredSecret(deps: Deps, request: MemberRequest): string {
  const offered = keptSecret(deps, request.session, NEW_SECRET);
  if (typeof offered === 'string') return offered;
  const secret = newTotpSecret();
  keepSecret(deps, request.session, NEW_SECRET, secret);
  return secret;
}

export const showApp: MemberHandler = async (deps, request) =>
  shown(words.changeApp.title, appPage(offeredSecret(deps, request), request, []));

export const takeApp: MemberHandler = async (deps, request) => {
  const totpSecret = offeredSecret(deps, request);
  const again = (errors: readonly FieldError[]): Reply =>
    shownAgain(words.changeApp.title, appPage(totpSecret, request, errors));
  const newCode = typed(request.form, 'nieuwe-code');
  const currentCode = typed(request.form, 'code');
  const errors: FieldError[] = [];
  if (newCode.trim() === '') errors.push({ field: 'nieuwe-code', message: fields.code.missing });
  if (currentCode.trim() === '') errors.push({ field: 'code', message: fields.anyCode.missing });
  if (errors.length > 0) return again(errors);
  const asked = { totpSecret, newCode, currentCode, sessionId: request.session.id };
  try {
    const outcome = await changeAuthenticator(deps, request.viewer, asked);
    if (outcome === 'wrong-new-code') return again([{ field: 'nieuwe-code', message: fields.newCode.wrong }]);
  } catch (error) {
    return again([{ field: 'code', message: codeSentence(error) }]);
  }
  request.session.forget(NEW_SECRET);
  return redirect('/account?gedaan=app');
};

export const showCodes: MemberHandler = async () => shown(words.changeCodes.title, codesPage([]));

export const takeCodes: MemberHandler = async (deps, request) => {
  const again = (message: string): Reply =>
    shownAgain(words.changeCodes.title, codesPage([{ field: 'code', message }]));
  const code = typed(request.form, 'code');
  if (code.trim() === '') return again(fields.anyCode.missing);
  try {
    const codes = await makeBackupCodes(deps, request.viewer, code);
    leaveCodes(deps, request.session, { codes, newAccount: false });
  } catch (error) {
    return again(codeSentence(error));
  }
  return redirect('/account/herstelcodes/nieuw');
};

function passwordPage(email: string, errors: readonly FieldError[]): object {
  return formPage({
    heading: words.changePassword.title,
    lead: words.changePassword.lead,
    action: '/account/wachtwoord',
    username: email,
    errors,
    fields: [
      textField({
        id: 'wachtwoord',
        label: fields.currentPassword.label,
        type: 'password',
        autocomplete: 'current-password',
        value: '',
        error: errorOf(errors, 'wachtwoord'),
      }),
      newPasswordField(fields.newPassword.label, errors),
    ],
    button: submitButton(words.changePassword.button),
    cancel,
  });
}

function appPage(secret: string, request: MemberRequest, errors: readonly FieldError[]): object {
  return formPage({
    heading: words.changeApp.title,
    lead: words.changeApp.lead,
    picture: codePicture(secret, request.viewer.email),
    action: '/account/app',
    errors,
    fields: [codeField('nieuwe-code', errors, fields.newCode), codeField('code', errors, fields.anyCode)],
    button: submitButton(words.changeApp.button),
    cancel,
  });
}

function codesPage(errors: readonly FieldError[]): object {
  return formPage({
    heading: words.changeCodes.title,
    lead: words.changeCodes.lead,
    action: '/account/herstelcodes',
    errors,
    fields: [codeField('code', errors, fields.anyCode)],
    button: submitButton(words.changeCodes.button),
    cancel,
  });
}
