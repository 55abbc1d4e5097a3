import type { Party, PartyKind, PartyStatus } from '../domain/parties';
import type { Day, Id } from '../domain/time';
import type { Db, Trx } from './db';

export interface PartyRow {
  id: string;
  kind: PartyKind;
  number: string | null;
  natural_person: number;
  name: string;
  sort_key: string;
  kvk: string | null;
  cbs_code: string | null;
  seat: string | null;
  province_code: string | null;
  general_mailbox: string | null;
  telephone: string | null;
  status: PartyStatus;
  admitted_on: string | null;
  valid_from: string;
  valid_until: string | null;
  residents: number | null;
  latitude: string | null;
  longitude: string | null;
  version: number;
}

export function toParty(row: PartyRow): Party {
  return {
    id: row.id,
    kind: row.kind,
    number: row.number,
    naturalPerson: row.natural_person === 1,
    name: row.name,
    sortKey: row.sort_key,
    kvk: row.kvk,
    cbsCode: row.cbs_code,
    seat: row.seat,
    provinceCode: row.province_code,
    status: row.status,
    admittedOn: row.admitted_on,
    generalMailbox: row.general_mailbox,
    telephone: row.telephone,
    version: row.version,
  };
}

export interface NewParty {
  readonly id: Id;
  readonly kind: PartyKind;
  readonly number: string | null;
  readonly naturalPerson: boolean;
  readonly name: string;
  readonly sortKey: string;
  readonly kvk: string | null;
  readonly cbsCode: string | null;
  readonly seat: string | null;
  readonly provinceCode: string | null;
  readonly generalMailbox: string | null;
  readonly telephone: string | null;
  readonly status: PartyStatus;
  readonly admittedOn: Day | null;
  readonly validFrom: Day;
  /** Municipalities only: degrees with three decimals, as text. */
  readonly place: { readonly residents: number; readonly latitude: string; readonly longitude: string } | null;
}

/** Throws what the database throws when the KvK number is already taking part (unique index party_kvk_once). */
export async function insertParty(trx: Trx, party: NewParty): Promise<void> {
  await trx<PartyRow>('party').insert({
    id: party.id,
    kind: party.kind,
    number: party.number,
    natural_person: party.naturalPerson ? 1 : 0,
    name: party.name,
    sort_key: party.sortKey,
    kvk: party.kvk,
    cbs_code: party.cbsCode,
    seat: party.seat,
    province_code: party.provinceCode,
    general_mailbox: party.generalMailbox,
    telephone: party.telephone,
    status: party.status,
    admitted_on: party.admittedOn,
    valid_from: party.validFrom,
    valid_until: null,
    residents: party.place?.residents ?? null,
    latitude: party.place?.latitude ?? null,
    longitude: party.place?.longitude ?? null,
    version: 1,
  });
}

export async function findParty(db: Db, id: Id): Promise<Party | null> {
  const row = await db<PartyRow>('party').where({ id }).first();
  return row ? toParty(row) : null;
}

export async function findMunicipality(db: Db, cbsCode: string): Promise<Party | null> {
  const row = await db<PartyRow>('party').where({ cbs_code: cbsCode, kind: 'municipality' }).first();
  return row ? toParty(row) : null;
}

/** Holds a party still until the commit, so that what hangs on it changes one at a time. SQLite has one writer and needs nothing. */
export async function lockParty(trx: Trx, id: Id): Promise<void> {
  await trx<PartyRow>('party').where({ id }).forUpdate().first('id');
}

/** By participant number: SP-00042. */
export async function findPartner(db: Db, number: string): Promise<Party | null> {
  const row = await db<PartyRow>('party').where({ number, kind: 'partner' }).first();
  return row ? toParty(row) : null;
}

/** A partner that has applied or takes part, by KvK number. */
export async function findPartnerByKvk(db: Db, kvk: string): Promise<Party | null> {
  const row = await db<PartyRow>('party')
    .where({ kvk, kind: 'partner' })
    .whereIn('status', ['applied', 'admitted'])
    .first();
  return row ? toParty(row) : null;
}

export async function partiesOfKind(
  db: Db,
  kind: PartyKind,
  statuses: readonly PartyStatus[],
): Promise<readonly Party[]> {
  const rows = await db<PartyRow>('party')
    .where({ kind })
    .whereIn('status', [...statuses])
    .orderBy('sort_key');
  return rows.map(toParty);
}

export interface PartyChange {
  readonly name?: string;
  readonly sortKey?: string;
  readonly number?: string;
  readonly seat?: string | null;
  readonly generalMailbox?: string | null;
  readonly telephone?: string | null;
  readonly status?: PartyStatus;
  readonly admittedOn?: Day | null;
}

/** Changes a party if nobody did so since `version`; false when somebody was first. */
export async function updateParty(trx: Trx, id: Id, version: number, change: PartyChange): Promise<boolean> {
  const row: Partial<PartyRow> = { version: version + 1 };
  if (change.name !== undefined) row.name = change.name;
  if (change.sortKey !== undefined) row.sort_key = change.sortKey;
  if (change.number !== undefined) row.number = change.number;
  if (change.seat !== undefined) row.seat = change.seat;
  if (change.generalMailbox !== undefined) row.general_mailbox = change.generalMailbox;
  if (change.telephone !== undefined) row.telephone = change.telephone;
  if (change.status !== undefined) row.status = change.status;
  if (change.admittedOn !== undefined) row.admitted_on = change.admittedOn;
  const changed = await trx<PartyRow>('party').where({ id, version }).update(row);
  return changed === 1;
}
