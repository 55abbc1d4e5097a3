import {
  confirmedBySteward,
  type GroundKind,
  type Mandate,
  type MandateGround,
  type MandateHolder,
} from '../domain/mandates';
import type { SectorScope } from '../domain/scope';
import type { Day, Id, Instant } from '../domain/time';
import type { Db, Trx } from './db';
import { readScope, scopeText } from './scope';

interface MandateRow {
  id: string;
  party_id: string;
  office: string;
  scope: string;
  signers_needed: number;
  valid_from: string;
  valid_until: string | null;
  recorded_by: string;
  recorded_at: string;
  confirmed_by: string | null;
  confirmed_at: string | null;
  revoked_by: string | null;
  revoked_at: string | null;
  revoked_reason: string | null;
  version: number;
}

interface GroundRow {
  mandate_id: string;
  kind: GroundKind;
  decided_on: string;
  reference: string;
  proof_id: string | null;
}

interface HolderRow {
  mandate_id: string;
  person_id: string;
  valid_from: string;
  valid_until: string | null;
}

/** All mandates of a party, those that begin last first; also ended, revoked and unconfirmed ones. */
export async function mandatesOf(db: Db, partyId: Id): Promise<readonly Mandate[]> {
  const rows = await db<MandateRow>('mandate')
    .where({ party_id: partyId })
    .orderBy([
      { column: 'valid_from', order: 'desc' },
      { column: 'id', order: 'desc' },
    ]);
  return withParts(db, rows);
}

/** Until the end of the transaction nobody takes back a mandate of this party. (SQLite lets one write at a time anyway.) */
export async function holdMandates(trx: Trx, partyId: Id): Promise<void> {
  await trx<MandateRow>('mandate').where({ party_id: partyId }).select('id').forShare();
}

export async function findMandate(db: Db, id: Id): Promise<Mandate | null> {
  const rows = await db<MandateRow>('mandate').where({ id });
  return (await withParts(db, rows))[0] ?? null;
}

/** What waits for the confirmation of this person, who holds it and did not record it; for one organisation. */
export async function mandatesToConfirm(db: Db, personId: Id, partyId: Id, day: Day): Promise<readonly Mandate[]> {
  const open = await unconfirmed(db, day);
  return open.filter(
    (mandate) =>
      mandate.partyId === partyId &&
      mandate.holders.some((holder) => holder.personId === personId) &&
      !confirmedBySteward(mandate),
  );
}

/** What waits for a steward: mandates that their holder recorded. Oldest first. */
export async function mandatesForSteward(db: Db, day: Day): Promise<readonly Mandate[]> {
  return (await unconfirmed(db, day)).filter(confirmedBySteward);
}

async function unconfirmed(db: Db, day: Day): Promise<readonly Mandate[]> {
  const rows = await db<MandateRow>('mandate')
    .whereNull('confirmed_at')
    .whereNull('revoked_at')
    .where((open) => void open.whereNull('valid_until').orWhere('valid_until', '>', day))
    .orderBy('recorded_at');
  return withParts(db, rows);
}

export interface NewMandate {
  readonly id: Id;
  readonly partyId: Id;
  readonly office: string;
  readonly scope: SectorScope;
  readonly validFrom: Day;
  readonly validUntil: Day | null;
  readonly grounds: readonly MandateGround[];
  readonly holderId: Id;
  readonly recordedBy: Id;
  readonly recordedAt: Instant;
}

export async function insertMandate(trx: Trx, mandate: NewMandate): Promise<void> {
  await trx<MandateRow>('mandate').insert({
    id: mandate.id,
    party_id: mandate.partyId,
    office: mandate.office,
    scope: scopeText(mandate.scope),
    valid_from: mandate.validFrom,
    valid_until: mandate.validUntil,
    recorded_by: mandate.recordedBy,
    recorded_at: mandate.recordedAt,
  });
  await trx<GroundRow>('mandate_ground').insert(
    mandate.grounds.map((ground) => ({
      mandate_id: mandate.id,
      kind: ground.kind,
      decided_on: ground.decidedOn,
      reference: ground.reference,
    })),
  );
  await trx<HolderRow>('mandate_holder').insert({
    mandate_id: mandate.id,
    person_id: mandate.holderId,
    valid_from: mandate.validFrom,
    valid_until: mandate.validUntil,
  });
}

interface Change {
  readonly id: Id;
  readonly version: number;
  readonly by: Id;
  readonly at: Instant;
}

/** False when it was confirmed, revoked or changed since `version`. */
export async function confirmMandate(trx: Trx, { id, version, by, at }: Change): Promise<boolean> {
  const changed = await trx<MandateRow>('mandate')
    .where({ id, version })
    .whereNull('confirmed_at')
    .whereNull('revoked_at')
    .update({ confirmed_by: by, confirmed_at: at, version: version + 1 });
  return changed === 1;
}

/** False when it was revoked or changed since `version`. */
export async function revokeMandate(trx: Trx, { id, version, by, at }: Change, reason: string): Promise<boolean> {
  const changed = await trx<MandateRow>('mandate')
    .where({ id, version })
    .whereNull('revoked_at')
    .update({ revoked_by: by, revoked_at: at, revoked_reason: reason, version: version + 1 });
  return changed === 1;
}

async function withParts(db: Db, rows: readonly MandateRow[]): Promise<readonly Mandate[]> {
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return [];
  const grounds = await db<GroundRow>('mandate_ground').whereIn('mandate_id', ids).orderBy(['decided_on', 'kind']);
  const holders = await db('mandate_holder')
    .join('person', 'person.id', 'mandate_holder.person_id')
    .whereIn('mandate_id', ids)
    .orderBy('mandate_holder.valid_from')
    .select<(HolderRow & { name: string })[]>('mandate_holder.*', 'person.name as name');
  return rows.map((row) => ({
    id: row.id,
    partyId: row.party_id,
    office: row.office,
    scope: readScope(row.scope),
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    grounds: grounds.filter((ground) => ground.mandate_id === row.id).map(toGround),
    holders: holders.filter((holder) => holder.mandate_id === row.id).map(toHolder),
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at,
    confirmedBy: row.confirmed_by,
    confirmedAt: row.confirmed_at,
    revokedBy: row.revoked_by,
    revokedAt: row.revoked_at,
    revokedReason: row.revoked_reason,
    version: row.version,
  }));
}

const toGround = (row: GroundRow): MandateGround => ({
  kind: row.kind,
  decidedOn: row.decided_on,
  reference: row.reference,
});

const toHolder = (row: HolderRow & { name: string }): MandateHolder => ({
  personId: row.person_id,
  name: row.name,
  from: row.valid_from,
  until: row.valid_until,
});
