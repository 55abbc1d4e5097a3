import type { LocalArrangement } from '../../domain/local-arrangements';
import { mandateState, type Mandate } from '../../domain/mandates';
import type { Party, Viewer } from '../../domain/parties';
import type { Sector } from '../../domain/sectors';
import { notFound } from '../../domain/errors';
import { amsterdamDay, type Day } from '../../domain/time';
import { latestDecision, type JoiningDecision } from '../../persistence/joining-decision';
import { arrangementsOf } from '../../persistence/local-arrangement';
import { mandatesOf } from '../../persistence/mandate';
import { membersOf, type Member } from '../../persistence/membership';
import { findParty } from '../../persistence/party';
import { allSectors } from '../../persistence/sector';
import { arrangementOf, historyOf } from '../../domain/local-arrangements';
import { page, type MemberHandler } from '../http';
import { counted, dutchDay } from '../nl/format';
import { holderNames, periodWords, savedWords, scopeWords } from '../nl/organisation';
import { organisationInWords } from '../../usecases/accounts/mail-words';
import { fact, type Card, type Fact, type Link, type WorkItem } from '../parts';
import { personalWarning } from './personal-warning';

interface Kept {
  readonly party: Party;
  readonly decision: JoiningDecision | null;
  readonly arrangements: readonly LocalArrangement[];
  readonly mandates: readonly Mandate[];
  readonly people: readonly Member[];
  readonly sectors: readonly Sector[];
  readonly today: Day;
}

/** What an organisation keeps about itself; what is missing first stands on top with the only primary button. */
export const showOrganisation: MemberHandler = async (deps, { viewer, query }) => {
  const { db } = deps;
  const party = await findParty(db, viewer.party.id);
  if (!party) throw notFound();
  const kept: Kept = {
    party,
    decision: await latestDecision(db, party.id),
    arrangements: await arrangementsOf(db, party.id),
    mandates: await mandatesOf(db, party.id),
    people: await membersOf(db, party.id),
    sectors: await allSectors(db),
    today: amsterdamDay(deps.clock.now()),
  };
  const missing = missingItems(kept, viewer);
  const model = {
    overTitle: organisationInWords(party),
    saved: savedWords(query['bewaard'] ?? ''),
    missing: { id: 'nog-te-doen', title: 'Nog te doen', count: missing.length, items: missing, empty: NOTHING },
    cards: cards(kept, viewer),
  };
  return page('organisation/overview', 'Onze gegevens', model, { current: '/organisatie' });
};

const NOTHING = { title: null, text: 'Alles is ingevuld.', link: null };

const prepares = (viewer: Viewer): boolean => viewer.roles.includes('contact') || viewer.roles.includes('admin');
const manages = (viewer: Viewer): boolean => viewer.roles.includes('admin');

function missingItems(kept: Kept, viewer: Viewer): readonly WorkItem[] {
  const items: WorkItem[] = [];
  const item = (title: string, text: string, label: string, href: string): void =>
    void items.push({ title, text, quiet: null, button: { label, href } });
  if (kept.party.kind === 'municipality' && prepares(viewer)) {
    if (!kept.decision)
      item(
        'Leg het aansluitbesluit vast',
        'De datum en het kenmerk van het besluit van het college.',
        'Vul aan',
        '/organisatie/aansluitbesluit',
      );
    if (kept.arrangements.length === 0)
      item(
        'Vul de lokale afspraken in',
        'Nog niet ingevuld: daarom staat er nog niets klaar.',
        'Vul in',
        '/organisatie/lokale-afspraken',
      );
  }
  if (manages(viewer) && !mayBeUsed(kept))
    item(
      'Leg vast wie mag tekenen',
      'Nog niemand mag tekenen.',
      'Leg mandaat vast',
      '/organisatie/tekenbevoegden/nieuw',
    );
  return items;
}

/** A mandate that holds, or only waits for its confirmation or its first day. */
const mayBeUsed = ({ mandates, today }: Kept): boolean =>
  mandates.some((mandate) => ['valid', 'future', 'unconfirmed'].includes(mandateState(mandate, today)));

function cards(kept: Kept, viewer: Viewer): readonly Card[] {
  const municipality = kept.party.kind === 'municipality';
  const change = (href: string): Link | null => (prepares(viewer) ? { label: 'Wijzig', href } : null);
  return [
    detailsCard(kept.party, change('/organisatie/gegevens')),
    peopleCard(kept.people, manages(viewer)),
    ...(municipality
      ? [
          decisionCard(kept, change('/organisatie/aansluitbesluit')),
          arrangementCard(kept, change('/organisatie/lokale-afspraken')),
        ]
      : []),
    signatoryCard(kept, manages(viewer)),
  ];
}

function detailsCard(party: Party, change: Link | null): Card {
  const known = (label: string, text: string | null): readonly Fact[] => (text === null ? [] : [fact(label, text)]);
  return {
    title: 'Organisatie',
    badge: null,
    text: null,
    facts: [
      fact('Naam', organisationInWords(party)),
      ...known('Gemeentecode (CBS)', party.cbsCode),
      ...known('Deelnemersnummer', party.number),
      ...known('KvK-nummer', party.kvk),
      ...known('Plaats', party.seat),
      fact('Algemene mailbox', party.generalMailbox ?? 'Nog niet ingevuld'),
      fact('Telefoon', party.telephone ?? 'Nog niet ingevuld'),
    ],
    change,
  };
}

const MISSING = { tone: 'wait', label: 'Nog niet ingevuld' } as const;

function decisionCard({ decision, sectors }: Kept, change: Link | null): Card {
  if (!decision)
    return {
      title: 'Aansluitbesluit',
      badge: MISSING,
      text: 'De datum en het kenmerk komen in elke overeenkomst.',
      facts: [],
      change,
    };
  const also = [
    decision.futurePartners ? 'signaalpartners die later meedoen' : null,
    decision.laterVersions ? 'latere versies van de tekst' : null,
  ].filter((word) => word !== null);
  return {
    title: 'Aansluitbesluit',
    badge: null,
    text: null,
    facts: [
      fact('Besluit', `${dutchDay(decision.decidedOn)}, kenmerk ${decision.reference}`),
      fact('Sectoren', scopeWords(decision.scope, sectors)),
      fact('Wat later komt', also.length === 0 ? 'Geldt niet voor wat later komt' : `Ook voor ${also.join(' en ')}`),
    ],
    change,
  };
}

function arrangementCard({ arrangements, today }: Kept, change: Link | null): Card {
  const title = 'Lokale afspraken';
  const now = arrangementOf(arrangements, today) ?? historyOf(arrangements).at(-1) ?? null;
  if (!now) return { title, badge: MISSING, text: 'Daarom staat er nog niets klaar.', facts: [], change };
  return {
    title,
    badge: null,
    text: personalWarning(now)?.text ?? null,
    facts: [
      fact('Loket', now.desk, { after: now.connectionNumber }),
      fact('Adres voor signalen', now.signalAddress),
      fact('Terugmelding', `Binnen ${counted(now.feedbackDays, 'dag', 'dagen')}`),
      fact('Datalekken', now.breachMailbox),
      fact('Functionaris gegevensbescherming', now.privacyOfficerMailbox),
      fact('Geldt vanaf', dutchDay(now.validFrom)),
    ],
    change,
  };
}

function peopleCard(people: readonly Member[], manager: boolean): Card {
  const admins = people.filter((person) => person.roles.includes('admin'));
  return {
    title: 'Mensen',
    badge: null,
    text: admins.length === 1 ? 'Zorg voor een tweede organisatiebeheerder.' : null,
    facts: [
      fact('Met een account', counted(people.length, 'persoon', 'personen')),
      fact('Organisatiebeheerder', admins.map((person) => person.name).join(', ') || 'Niemand'),
    ],
    change: { label: manager ? 'Wijzig' : 'Bekijk', href: '/organisatie/mensen' },
  };
}

function signatoryCard({ mandates, today }: Kept, manager: boolean): Card {
  const able = mandates.filter((mandate) => mandateState(mandate, today) === 'valid');
  const waiting = mandates.filter((mandate) => mandateState(mandate, today) === 'unconfirmed');
  return {
    title: 'Tekenbevoegden',
    badge: able.length === 0 ? { tone: 'wait', label: 'Nog niemand mag tekenen' } : null,
    text:
      waiting.length === 0 ? null : `${counted(waiting.length, 'mandaat wacht', 'mandaten wachten')} op bevestiging.`,
    facts: able.map((mandate) =>
      fact(holderNames(mandate), mandate.office, { after: periodWords(mandate.validFrom, mandate.validUntil) }),
    ),
    change: { label: manager ? 'Wijzig' : 'Bekijk', href: '/organisatie/tekenbevoegden' },
  };
}
