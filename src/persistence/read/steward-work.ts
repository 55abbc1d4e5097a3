import type { PartyKind } from '../../domain/parties';
import type { RegistrationStatus } from '../../domain/registration';
import type { Day, Id, Instant } from '../../domain/time';
import { areaRequestsForSteward } from '../area-request';
import type { Db } from '../db';
import { mandatesForSteward } from '../mandate';

/** One thing that waits for an NVVK employee, whatever it is. */
export type StewardWork =
  | {
      readonly kind: 'registration';
      readonly number: string;
      readonly party: WorkParty;
      /** Since it came in, or since its last supplement. */
      readonly since: Instant;
      readonly supplemented: boolean;
      readonly takenBy: { readonly id: Id; readonly name: string } | null;
    }
  | {
      readonly kind: 'mandate';
      readonly id: Id;
      readonly party: WorkParty;
      readonly since: Instant;
      readonly office: string;
    }
  | {
      readonly kind: 'area';
      readonly id: Id;
      readonly party: WorkParty;
      readonly since: Instant;
      readonly added: number;
    }
  | {
      readonly kind: 'ceremony';
      readonly number: string;
      readonly party: WorkParty;
      readonly since: Instant;
      readonly items: number;
    }
  | {
      readonly kind: 'template-release';
      readonly label: string;
      readonly since: Instant;
      readonly askedBy: { readonly id: Id; readonly name: string };
    };

interface WorkParty {
  readonly id: Id;
  readonly kind: PartyKind;
  readonly name: string;
}

/** Everything that waits for the desk, oldest first. Ceremonies count as hanging when items wait since before `hangingSince`. */
export async function stewardWork(db: Db, today: Day, hangingSince: Instant): Promise<readonly StewardWork[]> {
  const work = [
    ...(await waitingRegistrations(db)),
    ...(await waitingMandates(db, today)),
    ...(await waitingAreas(db)),
    ...(await hangingCeremonies(db, hangingSince)),
    ...(await askedReleases(db)),
  ];
  return work.sort((a, b) => (a.since < b.since ? -1 : 1));
}

interface RegistrationWorkRow {
  number: string;
  received_at: string;
  supplemented_at: string | null;
  taken_by: string | null;
  taker: string | null;
  party_id: string;
  party_kind: PartyKind;
  party_name: string;
}

async function waitingRegistrations(db: Db): Promise<readonly StewardWork[]> {
  const rows = await registrations(db, ['received']);
  return rows.map((row) => ({
    kind: 'registration',
    number: row.number,
    party: partyOf(row),
    since: row.supplemented_at ?? row.received_at,
    supplemented: row.supplemented_at !== null,
    takenBy: row.taken_by === null ? null : { id: row.taken_by, name: row.taker ?? '' },
  }));
}

export interface AskedRegistration {
  readonly number: string;
  readonly party: WorkParty;
  readonly askedAt: Instant;
  readonly takenBy: Id | null;
}

/** Registrations that wait for their sender. */
export async function askedRegistrations(db: Db): Promise<readonly AskedRegistration[]> {
  const rows = await registrations(db, ['asked']);
  return rows.map((row) => ({
    number: row.number,
    party: partyOf(row),
    askedAt: row.asked_at ?? row.received_at,
    takenBy: row.taken_by,
  }));
}

function registrations(
  db: Db,
  statuses: readonly RegistrationStatus[],
): Promise<(RegistrationWorkRow & { asked_at: string | null })[]> {
  const last = (kind: string, name: string): ReturnType<Db['raw']> =>
    db.raw(
      `(select max(note.at) from registration_note note where note.registration_id = registration.id and note.kind = ?) as ${name}`,
      [kind],
    );
  return db('registration')
    .join('party', 'party.id', 'registration.party_id')
    .leftJoin('person', 'person.id', 'registration.taken_by')
    .whereIn('registration.status', [...statuses])
    .orderBy('registration.received_at')
    .select(
      'registration.number as number',
      'registration.received_at as received_at',
      'registration.taken_by as taken_by',
      'person.name as taker',
      'party.id as party_id',
      'party.kind as party_kind',
      'party.name as party_name',
      last('supplement', 'supplemented_at'),
      last('question', 'asked_at'),
    ) as Promise<(RegistrationWorkRow & { asked_at: string | null })[]>;
}

async function waitingMandates(db: Db, today: Day): Promise<readonly StewardWork[]> {
  const mandates = await mandatesForSteward(db, today);
  const parties = await partiesById(
    db,
    mandates.map((mandate) => mandate.partyId),
  );
  return mandates.map((mandate) => ({
    kind: 'mandate',
    id: mandate.id,
    party: parties.get(mandate.partyId) ?? unknownParty(mandate.partyId),
    since: mandate.recordedAt,
    office: mandate.office,
  }));
}

async function waitingAreas(db: Db): Promise<readonly StewardWork[]> {
  const requests = await areaRequestsForSteward(db);
  const parties = await partiesById(
    db,
    requests.map((request) => request.partnerId),
  );
  return requests.map((request) => ({
    kind: 'area',
    id: request.id,
    party: parties.get(request.partnerId) ?? unknownParty(request.partnerId),
    since: request.requestedAt,
    added: request.added,
  }));
}

/** Ceremonies with consent whose items still wait for their signature, mostly because no time-stamp comes. */
async function hangingCeremonies(db: Db, hangingSince: Instant): Promise<readonly StewardWork[]> {
  const rows = await db('ceremony')
    .join('ceremony_item', 'ceremony_item.ceremony_id', 'ceremony.id')
    .join('party', 'party.id', 'ceremony.party_id')
    .where({ 'ceremony.status': 'consented', 'ceremony_item.state': 'queued' })
    .where('ceremony.consented_at', '<', hangingSince)
    .groupBy('ceremony.number', 'ceremony.consented_at', 'party.id', 'party.kind', 'party.name')
    .select<
      { number: string; since: string; party_id: string; party_kind: PartyKind; party_name: string; items: number }[]
    >(
      'ceremony.number as number',
      'ceremony.consented_at as since',
      'party.id as party_id',
      'party.kind as party_kind',
      'party.name as party_name',
      db.raw('count(*) as items'),
    );
  return rows.map((row) => ({
    kind: 'ceremony',
    number: row.number,
    party: partyOf(row),
    since: row.since,
    items: row.items,
  }));
}

/** Model texts of which one steward asked the release and another has to give it. */
async function askedReleases(db: Db): Promise<readonly StewardWork[]> {
  const rows = await db('template_draft')
    .join('person', 'person.id', 'template_draft.asked_by')
    .select<{ label: string; since: string; id: string; name: string }[]>(
      'template_draft.label as label',
      'template_draft.asked_at as since',
      'person.id as id',
      'person.name as name',
    );
  return rows.map(({ label, since, id, name }) => ({ kind: 'template-release', label, since, askedBy: { id, name } }));
}

export interface DecidedRegistration {
  readonly number: string;
  readonly party: WorkParty;
  readonly status: RegistrationStatus;
  readonly at: Instant;
  readonly by: string | null;
}

/** What was decided since this moment, newest first. */
export async function decidedSince(db: Db, since: Instant): Promise<readonly DecidedRegistration[]> {
  const rows = await db('registration')
    .join('party', 'party.id', 'registration.party_id')
    .leftJoin('person', 'person.id', 'registration.decided_by')
    .where('registration.decided_at', '>=', since)
    .orderBy('registration.decided_at', 'desc')
    .select<
      {
        number: string;
        status: RegistrationStatus;
        at: string;
        by: string | null;
        party_id: string;
        party_kind: PartyKind;
        party_name: string;
      }[]
    >(
      'registration.number as number',
      'registration.status as status',
      'registration.decided_at as at',
      'person.name as by',
      'party.id as party_id',
      'party.kind as party_kind',
      'party.name as party_name',
    );
  return rows.map((row) => ({ number: row.number, party: partyOf(row), status: row.status, at: row.at, by: row.by }));
}

function partyOf(row: { party_id: string; party_kind: PartyKind; party_name: string }): WorkParty {
  return { id: row.party_id, kind: row.party_kind, name: row.party_name };
}

async function partiesById(db: Db, ids: readonly Id[]): Promise<ReadonlyMap<Id, WorkParty>> {
  const rows = await db('party')
    .whereIn('id', [...ids])
    .select<WorkParty[]>('id', 'kind', 'name');
  return new Map(rows.map((row) => [row.id, row]));
}

const unknownParty = (id: Id): WorkParty => ({ id, kind: 'partner', name: '' });
