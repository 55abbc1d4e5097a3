import { notFound } from '../../domain/errors';
import { addSeconds } from '../../domain/time';
import { mailNames, readMail } from '../../outside/mail-folder';
import { STEP_SECONDS, totpCode } from '../../outside/totp';
import { demonstrationLogins } from '../../persistence/read/demonstration-logins';
import { DEMONSTRATION_PASSWORD } from '../../usecases/accounts/create-account';
import { page, type PublicHandler } from '../http';
import { demonstrationPages as words } from '../nl/accounts';
import { dutchMoment } from '../nl/format';
import { organisationInWords, roleWords } from '../../usecases/accounts/mail-words';
import { cell, fact } from '../parts';
import { mailDirectory } from '../project-root';

// Pages of demonstration mode only: production has no such routes.

const column = (label: string) => ({ label, align: 'start' as const });

export const showLogins: PublicHandler = async (deps) => {
  const now = deps.clock.now();
  const logins = await demonstrationLogins(deps.db);
  const rows = logins.map(async (login) => {
    const secret = deps.keys.vault.open(login.sealedTotp);
    const code = await totpCode(secret, now);
    const next = await totpCode(secret, addSeconds(now, STEP_SECONDS));
    return [
      cell(login.name, { quiet: login.email }),
      cell(organisationInWords(login.party), { quiet: login.roles.map((role) => roleWords[role]).join(', ') }),
      cell(code),
      cell(next),
    ];
  });
  const { columns } = words;
  return page('accounts/demonstration', words.logins, {
    heading: words.logins,
    lead: words.lead,
    password: { label: words.password, value: DEMONSTRATION_PASSWORD },
    table: {
      caption: words.logins,
      captionShown: false,
      columns: [columns.person, columns.works, columns.now, columns.next].map(column),
      rows: await Promise.all(rows),
    },
    empty: words.noLogins,
    other: [
      { label: words.toLogin, href: '/inloggen' },
      { label: words.mails, href: '/dev/mail' },
    ],
  });
};

const MOST_MAILS = 200;

export const showMails: PublicHandler = async (deps) => {
  const directory = mailDirectory(deps.config);
  const names = (await mailNames(directory)).slice(0, MOST_MAILS);
  const mails = await Promise.all(names.map((name) => readMail(directory, name)));
  const { mailColumns } = words;
  return page('accounts/demonstration', words.mails, {
    heading: words.mails,
    lead: words.mailsLead,
    password: null,
    table: {
      caption: words.mails,
      captionShown: false,
      columns: [mailColumns.subject, mailColumns.to, mailColumns.at].map(column),
      rows: mails
        .filter((mail) => mail !== null)
        .map((mail) => [
          cell(mail.subject, { href: `/dev/mail/${mail.name}` }),
          cell(mail.to),
          cell(dutchMoment(new Date(mail.date).toISOString())),
        ]),
    },
    empty: words.noMails,
    other: [{ label: words.logins, href: '/dev/totp' }],
  });
};

export const showMail: PublicHandler = async (deps, request) => {
  const mail = await readMail(mailDirectory(deps.config), request.params['name'] ?? '');
  if (!mail) throw notFound();
  return page(
    'accounts/mail',
    mail.subject,
    {
      subject: mail.subject,
      facts: [fact(words.mailTo, mail.to), fact(words.mailAt, dutchMoment(new Date(mail.date).toISOString()))],
      lines: mail.text.split('\n').map(linkedLine),
    },
    {
      breadcrumbs: [
        { label: words.mails, href: '/dev/mail' },
        { label: mail.subject, href: null },
      ],
    },
  );
};

/** A line of a mail in pieces, the addresses among them to click on. */
function linkedLine(line: string): readonly { readonly text: string; readonly href: string | null }[] {
  return line
    .split(/(https?:\/\/[^\s<>"]+)/)
    .filter((text) => text !== '')
    .map((text) => ({ text, href: /^https?:\/\//.test(text) ? text : null }));
}
