import { z } from 'zod';
import type { Id, Instant } from '../../domain/time';
import { checkPassword } from '../../usecases/accounts/check-password';
import { completeLogin } from '../../usecases/accounts/complete-login';
import { logOut } from '../../usecases/accounts/log-out';
import { textField } from '../fields';
import { errorOf, readForm, typed, type FieldError } from '../form';
import {
  formAgain,
  page,
  redirect,
  type Reply,
  type SessionDoor,
  type VisitorHandler,
  type VisitorRequest,
} from '../http';
import { ownPath } from '../middleware/respond';
import { fields, login } from '../nl/accounts';
import { submitButton, type Link } from '../parts';
import { codeSentence } from './code-errors';
import { formPage, messagePage } from './form-page';
import { whereTo } from './landing';
import { codeField } from './own-fields';

/** Between password and code: who it is, since when, and where to go afterwards. It lives in the session for ten minutes. */
interface HalfWay {
  readonly personId: Id;
  readonly at: Instant;
  readonly back: string;
}

const HALF_WAY = 'half-way';
const HALF_WAY_MS = 10 * 60 * 1000;

export const askPassword: VisitorHandler = async (deps, request) => {
  const back = ownPath(request.query['terug'] ?? '');
  if (request.viewer) return redirect(whereTo(back, request.viewer.party.kind));
  const expired = request.query['verlopen'] === undefined ? null : login.expired;
  return page(
    'accounts/form',
    login.title,
    passwordPage({ email: '', back, errors: [], note: expired, ...deps.config }),
  );
};

const passwordForm = z.object({
  email: z.string(fields.email.missing).trim().min(1, fields.email.missing).max(200, fields.email.wrong),
  wachtwoord: z.string(fields.password.missing).min(1, fields.password.missing).max(1000, fields.password.missing),
});

export const takePassword: VisitorHandler = async (deps, request) => {
  const back = ownPath(typed(request.form, 'terug'));
  const again = (errors: readonly FieldError[]): Reply => {
    const model = { email: typed(request.form, 'email'), back, errors, note: null, ...deps.config };
    return formAgain('accounts/form', login.title, passwordPage(model));
  };
  const form = readForm(passwordForm, request.form);
  if (!form.ok) return again(form.errors);
  const { email, wachtwoord: password } = form.value;
  const personId = await checkPassword(deps, { email, password, address: request.address });
  if (personId === null) return again([{ field: 'email', message: login.wrong }]);
  const half: HalfWay = { personId, at: deps.clock.now(), back };
  request.session.write(HALF_WAY, half);
  await request.session.renew();
  return redirect('/inloggen/code');
};

export const askCode: VisitorHandler = async (deps, request) => {
  const half = halfWay(request.session, deps.clock.now());
  return half ? page('accounts/form', login.code.title, codePage([])) : redirect('/inloggen?verlopen');
};

export const askBackupCode: VisitorHandler = async (deps, request) => {
  const half = halfWay(request.session, deps.clock.now());
  return half ? page('accounts/form', login.backup.title, backupPage('', [])) : redirect('/inloggen?verlopen');
};

export const takeCode: VisitorHandler = (deps, request) =>
  finish(deps, request, typed(request.form, 'code'), fields.code.missing, (message) =>
    formAgain('accounts/form', login.code.title, codePage([{ field: 'code', message }])),
  );

export const takeBackupCode: VisitorHandler = (deps, request) => {
  const code = typed(request.form, 'herstelcode');
  return finish(deps, request, code, fields.backupCode.missing, (message) =>
    formAgain('accounts/form', login.backup.title, backupPage(code, [{ field: 'herstelcode', message }])),
  );
};

export const leave: VisitorHandler = async (deps, request) => {
  if (request.viewer) await logOut(deps, request.viewer);
  await request.session.end();
  return redirect('/');
};

async function finish(
  deps: Parameters<VisitorHandler>[0],
  request: VisitorRequest,
  code: string,
  missing: string,
  again: (message: string) => Reply,
): Promise<Reply> {
  const half = halfWay(request.session, deps.clock.now());
  if (!half) return redirect('/inloggen?verlopen');
  if (code.trim() === '') return again(missing);
  try {
    const [first, ...others] = await completeLogin(deps, half.personId, code);
    request.session.forget(HALF_WAY);
    if (!first) {
      return page('accounts/message', login.homeless.title, messagePage(login.homeless.title, login.homeless.lead), {
        status: 403,
      });
    }
    await request.session.begin({ personId: half.personId, partyId: first.partyId });
    const to = whereTo(half.back, first.kind);
    return redirect(others.length === 0 ? to : `/account/organisatie?terug=${encodeURIComponent(half.back)}`);
  } catch (error) {
    return again(codeSentence(error));
  }
}

function halfWay(session: SessionDoor, now: Instant): HalfWay | null {
  const half = session.read(HALF_WAY) as HalfWay | undefined;
  if (!half) return null;
  if (Date.parse(now) - Date.parse(half.at) <= HALF_WAY_MS) return half;
  session.forget(HALF_WAY);
  return null;
}

function passwordPage(model: {
  readonly email: string;
  readonly back: string;
  readonly errors: readonly FieldError[];
  readonly note: string | null;
  readonly demonstration: boolean;
}): object {
  const { email, back, errors } = model;
  const links: Link[] = [
    { label: login.forgotten, href: '/inloggen/herstel' },
    { label: login.apply, href: '/aanmelden' },
  ];
  if (model.demonstration) links.push({ label: login.demonstration, href: '/dev/totp' });
  return formPage({
    heading: login.title,
    note: model.note,
    action: '/inloggen',
    errors,
    hidden: back === '/' ? [] : [{ name: 'terug', value: back }],
    fields: [
      textField({
        id: 'email',
        label: fields.email.label,
        type: 'email',
        autocomplete: 'username',
        value: email,
        error: errorOf(errors, 'email'),
      }),
      textField({
        id: 'wachtwoord',
        label: fields.password.label,
        type: 'password',
        autocomplete: 'current-password',
        value: '',
        error: errorOf(errors, 'wachtwoord'),
      }),
    ],
    button: submitButton(login.button),
    links,
  });
}

function codePage(errors: readonly FieldError[]): object {
  return formPage({
    heading: login.code.title,
    lead: login.code.lead,
    action: '/inloggen/code',
    errors,
    fields: [codeField('code', errors)],
    button: submitButton(login.code.button),
    links: [{ label: login.code.other, href: '/inloggen/herstelcode' }],
  });
}

function backupPage(code: string, errors: readonly FieldError[]): object {
  return formPage({
    heading: login.backup.title,
    lead: login.backup.lead,
    action: '/inloggen/herstelcode',
    errors,
    fields: [
      textField({
        id: 'herstelcode',
        label: fields.backupCode.label,
        hint: fields.backupCode.hint,
        autocomplete: 'off',
        width: 'half',
        value: code,
        error: errorOf(errors, 'herstelcode'),
      }),
    ],
    button: submitButton(login.code.button),
    after: [login.backup.after],
    links: [{ label: login.backup.other, href: '/inloggen/code' }],
  });
}
