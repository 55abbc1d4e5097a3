import { z } from 'zod';
import { notFound } from '../../domain/errors';
import type { Viewer } from '../../domain/parties';
import { countBackupCodes, currentCredential } from '../../persistence/credential';
import type { Db } from '../../persistence/db';
import { organisationsOf } from '../../persistence/membership';
import { findPerson, type Person } from '../../persistence/person';
import { sessionsOf } from '../../persistence/person-session';
import { changeAccount } from '../../usecases/accounts/change-account';
import { endOwnSession, sessionName } from '../../usecases/accounts/end-session';
import { switchOrganisation } from '../../usecases/accounts/switch-organisation';
import { radioField, textField } from '../fields';
import { errorOf, readForm, typed, type FieldError } from '../form';
import { formAgain, page, redirect, type FormBody, type MemberHandler } from '../http';
import { account as words, fields } from '../nl/accounts';
import { dutchDayOf, dutchMoment } from '../nl/format';
import { organisationInWords, roleWords } from '../../usecases/accounts/mail-words';
import { personLine } from '../nl/roles';
import { fact, submitButton, type Card } from '../parts';
import { browserName } from './browser-name';
import { formPage } from './form-page';
import { whereTo } from './landing';

export const crumbs = (title: string): { readonly label: string; readonly href: string | null }[] => [
  { label: words.title, href: '/account' },
  { label: title, href: null },
];

export const showAccount: MemberHandler = async (deps, request) => {
  const { viewer, session } = request;
  const person = await self(deps.db, viewer);
  const sessions = await sessionsOf(deps.db, viewer.personId, deps.clock.now());
  const model = {
    heading: words.title,
    done: words.done[request.query['gedaan'] ?? ''] ?? null,
    cards: [dataCard(person, viewer), await waysCard(deps.db, viewer)],
    sessions: {
      title: words.sessions.title,
      here: words.sessions.here,
      end: words.sessions.end,
      rows: sessions.map(({ sid, startedAt, userAgent }) => ({
        name: sessionName(sid),
        browser: browserName(userAgent) ?? words.sessions.unknown,
        since: words.sessions.since(dutchMoment(startedAt)),
        own: sid === session.id,
      })),
    },
  };
  return page('accounts/account', words.title, model);
};

export const endSession: MemberHandler = async (deps, request) => {
  await endOwnSession(deps, request.viewer, typed(request.form, 'sessie'));
  return redirect('/account?gedaan=sessie');
};

export const showData: MemberHandler = async (deps, request) => {
  const person = await self(deps.db, request.viewer);
  const form = {
    naam: person.name,
    functie: person.functionTitle ?? '',
    telefoon: person.telephone ?? '',
    versie: String(person.version),
  };
  const title = words.changeData.title;
  return page('accounts/form', title, dataPage(form, []), { breadcrumbs: crumbs(title) });
};

const dataForm = z.object({
  naam: z.string(fields.name.missing).trim().min(1, fields.name.missing).max(120, fields.tooLong),
  functie: z.string().trim().max(120, fields.tooLong).default(''),
  telefoon: z
    .string()
    .trim()
    .regex(/^(|\+?[0-9 ()-]{8,20})$/, fields.telephone.wrong)
    .default(''),
  versie: z.coerce.number().int(),
});

export const takeData: MemberHandler = async (deps, request) => {
  const form = readForm(dataForm, request.form);
  const title = words.changeData.title;
  if (!form.ok) {
    return formAgain('accounts/form', title, dataPage(request.form, form.errors), { breadcrumbs: crumbs(title) });
  }
  const { naam: name, functie, telefoon, versie: version } = form.value;
  const functionTitle = functie === '' ? null : functie;
  const telephone = telefoon === '' ? null : telefoon;
  await changeAccount(deps, request.viewer, { version, name, functionTitle, telephone });
  return redirect('/account?gedaan=gegevens');
};

export const chooseOrganisation: MemberHandler = async (deps, request) => {
  const form = { terug: request.query['terug'] ?? '', organisatie: request.viewer.party.id };
  return page('accounts/form', words.choose.title, await choosePage(deps.db, request.viewer, form, []));
};

export const takeOrganisation: MemberHandler = async (deps, request) => {
  const partyId = typed(request.form, 'organisatie');
  if (partyId === '') {
    const errors = [{ field: 'organisatie', message: fields.organisation.missing }];
    const model = await choosePage(deps.db, request.viewer, request.form, errors);
    return formAgain('accounts/form', words.choose.title, model);
  }
  const { kind } = await switchOrganisation(deps, request.viewer, partyId);
  await request.session.begin({ personId: request.viewer.personId, partyId });
  return redirect(whereTo(typed(request.form, 'terug'), kind));
};

/** Oneself, as stored. */
export async function self(db: Db, viewer: Viewer): Promise<Person> {
  const person = await findPerson(db, viewer.personId);
  if (!person) throw notFound();
  return person;
}

function dataCard(person: Person, viewer: Viewer): Card {
  const { data } = words;
  return {
    title: data.title,
    badge: null,
    text: null,
    facts: [
      fact(data.name, person.name),
      fact(data.functionTitle, person.functionTitle ?? data.none),
      fact(data.email, person.email),
      fact(data.telephone, person.telephone ?? data.none),
      fact(data.works, personLine(viewer)),
    ],
    change: { label: data.change, href: '/account/gegevens' },
  };
}

async function waysCard(db: Db, viewer: Viewer): Promise<Card> {
  const { ways } = words;
  const password = await currentCredential(db, viewer.personId, 'password');
  const totp = await currentCredential(db, viewer.personId, 'totp');
  const left = await countBackupCodes(db, viewer.personId);
  const since = (one: { readonly createdAt: string } | null): string | null =>
    one ? ways.since(dutchDayOf(one.createdAt)) : null;
  return {
    title: ways.title,
    badge: left === 0 ? { tone: 'wait', label: ways.none } : null,
    text: null,
    facts: [
      fact(ways.password, since(password), { link: { label: ways.change, href: '/account/wachtwoord' } }),
      fact(ways.app, since(totp), { link: { label: ways.other, href: '/account/app' } }),
      fact(ways.codes, ways.left(left), { link: { label: ways.anew, href: '/account/herstelcodes' } }),
    ],
    change: null,
  };
}

function dataPage(form: FormBody, errors: readonly FieldError[]): object {
  const field = (id: string, label: string, autocomplete: string, more: { readonly optional?: boolean } = {}) =>
    textField({ id, label, autocomplete, value: typed(form, id), error: errorOf(errors, id), ...more });
  return formPage({
    heading: words.changeData.title,
    action: '/account/gegevens',
    errors,
    hidden: [{ name: 'versie', value: typed(form, 'versie') }],
    fields: [
      field('naam', fields.name.label, 'name'),
      field('functie', fields.functionTitle.label, 'organization-title', { optional: true }),
      field('telefoon', fields.telephone.label, 'tel', { optional: true }),
    ],
    button: submitButton(words.changeData.button),
    cancel: { label: words.cancel, href: '/account' },
  });
}

async function choosePage(db: Db, viewer: Viewer, form: FormBody, errors: readonly FieldError[]): Promise<object> {
  const organisations = await organisationsOf(db, viewer.personId);
  return formPage({
    heading: words.choose.title,
    lead: words.choose.lead,
    action: '/account/organisatie',
    errors,
    hidden: [{ name: 'terug', value: typed(form, 'terug') }],
    fields: [
      radioField({
        id: 'organisatie',
        label: fields.organisation.label,
        large: true,
        value: typed(form, 'organisatie'),
        options: organisations.map((one) => ({
          value: one.partyId,
          label: organisationInWords(one),
          hint: one.roles.map((role) => roleWords[role]).join(', '),
        })),
        error: errorOf(errors, 'organisatie'),
      }),
    ],
    button: submitButton(words.choose.button),
  });
}
