// /beheer/organisaties: find any organisation by name or number, and see how it stands.
import type { Deps } from '../../deps';
import { notFound } from '../../domain/errors';
import { mandateState, type MandateState } from '../../domain/mandates';
import { provinceName } from '../../domain/provinces';
import { amsterdamDay, type Day } from '../../domain/time';
import type { Party } from '../../domain/parties';
import type { Mandate } from '../../domain/mandates';
import { findAgreement } from '../../persistence/agreement';
import { deedsAbout } from '../../persistence/audit-entry';
import { openInvitations } from '../../persistence/invitation';
import { mandatesOf } from '../../persistence/mandate';
import { membersOf } from '../../persistence/membership';
import { findParty } from '../../persistence/party';
import { namesOf } from '../../persistence/party-name';
import {
  agreementCounts,
  mailsTo,
  searchOrganisations,
  type SentMail,
} from '../../persistence/read/steward-organisations';
import { registrationsOf } from '../../persistence/registration';
import { textField } from '../fields';
import { page, type MemberHandler } from '../http';
import { deedWords } from '../nl/deeds';
import { dutchDay, dutchMoment, dutchNumber } from '../nl/format';
import { organisationInWords, roleWords } from '../../usecases/accounts/mail-words';
import { agreementWords, deskBadge, mailNames, mandateBadge, nameKinds, partyBadge } from '../nl/steward';
import { cell, fact, type Cell, type DataTable, type Fact } from '../parts';

/** OVK-2026-000042 */
const KENMERK = /^OVK-\d{4}-\d{6,9}$/i;

export const getOrganisations: MemberHandler = async (deps, { query }) => {
  const asked = (query['zoek'] ?? '').trim();
  const found = asked === '' ? [] : await searchOrganisations(deps.db, asked);
  const evidence = KENMERK.test(asked) ? await evidenceRows(deps, asked.toUpperCase()) : [];
  const organisations = found.map(({ party, foundAs }) => [
    cell(organisationInWords(party), {
      href: `/beheer/organisaties/${party.id}`,
      quiet: foundAs === null ? null : `ook: ${foundAs}`,
    }),
    cell(party.number ?? party.cbsCode ?? party.kvk ?? ''),
    cell(null, { badge: partyBadge(party.status) }),
    cell(party.admittedOn === null ? '' : dutchDay(party.admittedOn)),
  ]);
  const rows = [...evidence, ...organisations];
  const empty =
    asked === ''
      ? { title: null, text: 'Zoek op een naam of een nummer om een organisatie te zien.', link: null }
      : {
          title: `Niets gevonden voor "${asked}".`,
          text: 'Ook vroegere namen, andere namen en nummers zijn doorzocht. Controleer de spelling.',
          link: null,
        };
  const field = textField({
    id: 'zoek',
    label: 'Naam of nummer',
    hint: 'Ook een vroegere naam, KvK-nummer, CBS-code, SP-nummer, nummer van een aanmelding of kenmerk van een overeenkomst.',
    type: 'search',
    value: asked,
    width: 'half',
  });
  return page(
    'steward/organisations',
    'Organisaties',
    {
      field,
      table:
        rows.length === 0 ? null : table('Gevonden organisaties', ['Naam', 'Nummer', 'Status', 'Doet mee sinds'], rows),
      empty,
    },
    { current: '/beheer/organisaties' },
  );
};

/** An agreement is nobody's own page here: what the NVVK can do with it is hand out its evidence. */
async function evidenceRows({ db }: Pick<Deps, 'db'>, number: string): Promise<readonly (readonly Cell[])[]> {
  const agreement = await findAgreement(db, number);
  if (!agreement) return [];
  const parties = [await findParty(db, agreement.municipalityId), await findParty(db, agreement.partnerId)];
  return [
    [
      cell(`Bewijspakket van ${number}`, {
        href: `/overeenkomsten/${number}/bewijs`,
        quiet: parties.flatMap((party) => (party ? [organisationInWords(party)] : [])).join(' en '),
      }),
      cell(number),
      cell(agreementWords[agreement.status]),
      cell(''),
    ],
  ];
}

export const getOrganisation: MemberHandler = async (deps, { params }) => {
  const { db } = deps;
  const party = await findParty(db, params['id'] ?? '');
  if (!party || party.kind === 'steward') throw notFound();
  const today = amsterdamDay(deps.clock.now());
  const names = (await namesOf(db, party.id)).filter((name) => name.name !== party.name);
  const people = await membersOf(db, party.id);
  const invited = await openInvitations(db, party.id);
  const registrations = await registrationsOf(db, party.id);
  const counts = await agreementCounts(db, party.id);
  const addresses = [
    ...people.map((one) => one.email),
    ...invited.map((one) => one.email),
    ...registrations.map((one) => one.answers.contact.email),
    ...(party.generalMailbox === null ? [] : [party.generalMailbox]),
  ];
  const mails = await mailsTo(db, [...new Set(addresses)]);
  const log = await deedsAbout(db, party.id, 30);
  const name = organisationInWords(party);
  const model = {
    name,
    badge: partyBadge(party.status),
    facts: partyFacts(
      party,
      names.map((one) => `${one.name} (${nameKinds[one.kind]})`),
    ),
    people:
      people.length === 0
        ? null
        : table(
            'Mensen',
            ['Naam', 'Rol', 'Laatst gezien'],
            people.map((one) => [
              cell(one.name, { quiet: one.email }),
              cell(one.roles.map((role) => roleWords[role]).join(', ')),
              cell(one.lastSeenAt === null ? 'nog niet' : dutchMoment(one.lastSeenAt)),
            ]),
          ),
    invited: invited.map((one) => `${one.name} (${one.email}), uitgenodigd op ${dutchMoment(one.createdAt)}`),
    mandates: mandateTable(await mandatesOf(db, party.id), today),
    agreements: agreementFacts(counts),
    registrations:
      registrations.length === 0
        ? null
        : table(
            'Aanmeldingen',
            ['Nummer', 'Ontvangen', 'Status'],
            registrations.map((one) => [
              cell(one.number, { href: `/beheer/aanmeldingen/${one.number}` }),
              cell(dutchMoment(one.receivedAt)),
              cell(null, { badge: deskBadge(one.status) }),
            ]),
          ),
    mails: mails.length === 0 ? null : table('Laatste mails', ['Mail', 'Aan', 'Verstuurd'], mails.map(mailRow)),
    log: log.map((deed) => ({ day: dutchMoment(deed.at), text: deedWords[deed.kind] })),
  };
  const breadcrumbs = [
    { label: 'Organisaties', href: '/beheer/organisaties' },
    { label: name, href: null },
  ];
  return page('steward/organisation', name, model, { current: '/beheer/organisaties', breadcrumbs });
};

function partyFacts(party: Party, otherNames: readonly string[]): readonly Fact[] {
  const facts: readonly (readonly [string, string | null])[] = [
    ['Andere namen', otherNames.join(', ') || null],
    ['CBS-code', party.cbsCode],
    ['SP-nummer', party.number],
    ['KvK-nummer', party.kvk],
    ['Vestigingsplaats', party.seat],
    ['Provincie', provinceName(party.provinceCode) || null],
    ['Algemeen e-mailadres', party.generalMailbox],
    ['Telefoonnummer', party.telephone],
    ['Doet mee sinds', party.admittedOn === null ? null : dutchDay(party.admittedOn)],
  ];
  return facts.flatMap(([label, text]) => (text === null ? [] : [fact(label, text)]));
}

function mandateTable(mandates: readonly Mandate[], today: Day): DataTable | null {
  if (mandates.length === 0) return null;
  const rows = mandates.map((mandate) => {
    const state: MandateState = mandateState(mandate, today);
    return [
      cell(mandate.holders.map((holder) => holder.name).join(', '), { quiet: mandate.office }),
      cell(null, { badge: mandateBadge(state) }),
      cell(dutchDay(mandate.validFrom)),
    ];
  });
  return table('Tekenbevoegden', ['Wie', 'Status', 'Vanaf'], rows);
}

function agreementFacts(counts: Awaited<ReturnType<typeof agreementCounts>>): readonly Fact[] {
  return [...counts].map(([status, count]) => fact(agreementWords[status], dutchNumber(count)));
}

const mailRow = (mail: SentMail): readonly Cell[] => [
  cell(mailNames[mail.template]),
  cell(mail.to),
  mail.failed
    ? cell(null, { badge: { tone: 'no', label: 'Niet aangekomen' } })
    : cell(mail.sentAt === null ? 'wacht op verzending' : dutchMoment(mail.sentAt)),
];

function table(caption: string, columns: readonly string[], rows: readonly (readonly Cell[])[]): DataTable {
  return { caption, captionShown: false, columns: columns.map((label) => ({ label, align: 'start' })), rows };
}
