import { z } from 'zod';
import { DomainError } from '../../domain/errors';
import { askRecovery } from '../../usecases/accounts/ask-recovery';
import { passwordFault } from '../../usecases/accounts/password-rule';
import { recoveringPerson, recoverPassword } from '../../usecases/accounts/recover-password';
import { textField } from '../fields';
import { errorOf, readForm, typed, type FieldError } from '../form';
import { formAgain, page, redirect, type Reply, type VisitorHandler } from '../http';
import { fields, login, passwordFaults, recovery } from '../nl/accounts';
import { linkButton, submitButton } from '../parts';
import { codeSentence } from './code-errors';
import { formPage, messagePage } from './form-page';
import { codeField, newPasswordField } from './own-fields';

export const askLink: VisitorHandler = async () => page('accounts/form', recovery.title, linkPage('', []));

const linkForm = z.object({ email: z.email(fields.email.wrong) });

export const sendLink: VisitorHandler = async (deps, request) => {
  const email = typed(request.form, 'email').trim();
  const form = readForm(linkForm, { email });
  if (!form.ok) return formAgain('accounts/form', recovery.title, linkPage(email, form.errors));
  await askRecovery(deps, { email, address: request.address });
  return redirect('/inloggen/herstel/verstuurd');
};

export const linkSent: VisitorHandler = async () => {
  const { title, lead, help } = recovery.sent;
  const links = [{ label: login.title, href: '/inloggen' }];
  return page('accounts/message', title, messagePage(title, lead, { text: help, links }));
};

export const choosePassword: VisitorHandler = async (deps, request) => {
  const secret = request.params['secret'] ?? '';
  const person = await recoveringPerson(deps.db, secret, deps.clock.now());
  return person ? page('accounts/form', recovery.choose.title, choosePage(secret, person.email, [])) : oldLink();
};

export const takeNewPassword: VisitorHandler = async (deps, request) => {
  const secret = request.params['secret'] ?? '';
  const person = await recoveringPerson(deps.db, secret, deps.clock.now());
  if (!person) return oldLink();
  const again = (errors: readonly FieldError[]): Reply =>
    formAgain('accounts/form', recovery.choose.title, choosePage(secret, person.email, errors));
  const password = typed(request.form, 'nieuw-wachtwoord');
  const code = typed(request.form, 'code');
  const errors: FieldError[] = [];
  const fault = passwordFault(password, person.email);
  if (fault !== null) errors.push({ field: 'nieuw-wachtwoord', message: passwordFaults[fault] });
  if (code.trim() === '') errors.push({ field: 'code', message: fields.anyCode.missing });
  if (errors.length > 0) return again(errors);
  try {
    await recoverPassword(deps, { secret, password, code });
  } catch (error) {
    if (error instanceof DomainError && error.code === 'link-used-or-expired') return oldLink();
    return again([{ field: 'code', message: codeSentence(error) }]);
  }
  const { title, lead } = recovery.done;
  return page('accounts/message', title, messagePage(title, lead, { button: linkButton(login.button, '/inloggen') }));
};

function oldLink(): Reply {
  const { title, lead, link } = recovery.old;
  const button = linkButton(link, '/inloggen/herstel');
  return page('accounts/message', title, messagePage(title, lead, { button }), { status: 404 });
}

function linkPage(email: string, errors: readonly FieldError[]): object {
  return formPage({
    heading: recovery.title,
    lead: recovery.lead,
    action: '/inloggen/herstel',
    errors,
    fields: [
      textField({
        id: 'email',
        label: fields.email.label,
        type: 'email',
        autocomplete: 'username',
        value: email,
        error: errorOf(errors, 'email'),
      }),
    ],
    button: submitButton(recovery.button),
    cancel: { label: login.title, href: '/inloggen' },
    after: [recovery.noApp],
    links: [{ label: recovery.noCodes, href: '/hulp' }],
  });
}

function choosePage(secret: string, email: string, errors: readonly FieldError[]): object {
  return formPage({
    heading: recovery.choose.title,
    lead: recovery.choose.lead,
    overTitle: email,
    action: `/inloggen/herstel/${secret}`,
    errors,
    fields: [newPasswordField(fields.newPassword.label, errors), codeField('code', errors, fields.anyCode)],
    button: submitButton(recovery.choose.button),
  });
}
