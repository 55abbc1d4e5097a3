import { searchKey } from '../domain/names';
import type { Day, Id } from '../domain/time';
import type { Db, Trx } from './db';

export type PartyNameKind = 'legal' | 'brand' | 'alias' | 'former';

export interface PartyName {
  readonly partyId: Id;
  readonly kind: PartyNameKind;
  readonly name: string;
  readonly validFrom: Day;
  readonly validUntil: Day | null;
}

interface PartyNameRow {
  party_id: string;
  kind: PartyNameKind;
  name: string;
  search_key: string;
  valid_from: string;
  valid_until: string | null;
}

export async function insertPartyNames(trx: Trx, names: readonly PartyName[]): Promise<void> {
  const rows: PartyNameRow[] = names.map((name) => ({
    party_id: name.partyId,
    kind: name.kind,
    name: name.name,
    search_key: searchKey(name.name),
    valid_from: name.validFrom,
    valid_until: name.validUntil,
  }));
  if (rows.length > 0) await trx.batchInsert('party_name', rows, 100);
}

export async function namesOf(db: Db, partyId: Id): Promise<readonly PartyName[]> {
  const rows = await db<PartyNameRow>('party_name').where({ party_id: partyId }).orderBy('name');
  return rows.map((row) => ({
    partyId: row.party_id,
    kind: row.kind,
    name: row.name,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
  }));
}
