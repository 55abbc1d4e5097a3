import { searchKey } from '../../domain/names';
import type { Party } from '../../domain/parties';
import type { Day, Id } from '../../domain/time';
import type { Db } from '../db';
import { toParty, type PartyRow } from '../party';

/** A party that the public may find, and the spelling by which it was found when that is not its name. */
export interface FoundParty {
  readonly party: Party;
  readonly otherName: string | null;
}

/** In public: all municipalities, and partners that take part or did; never a natural person. */
const PUBLIC = `((party.kind = 'municipality') or
  (party.kind = 'partner' and party.natural_person = 0 and party.number is not null and party.status in ('admitted', 'ended')))`;

/** A partner with a public page, by its number. */
export async function findPublicPartner(db: Db, number: string): Promise<Party | null> {
  const row = await db<PartyRow>('party').where({ number, kind: 'partner' }).whereRaw(PUBLIC).first();
  return row ? toParty(row) : null;
}

/** Finds by code (GM0344, SP-00042, 344), by KvK number, or by a part of a name: the best hits first. */
export async function searchParties(db: Db, typed: string): Promise<readonly FoundParty[]> {
  const byNumber = await findByNumber(db, typed);
  return byNumber.length > 0 ? byNumber : findByName(db, typed);
}

async function findByNumber(db: Db, typed: string): Promise<readonly FoundParty[]> {
  const text = typed.toUpperCase().replace(/\s/g, '');
  const codes = /^(GM)?\d{1,4}$/.test(text) ? [`GM${text.replace('GM', '').padStart(4, '0')}`] : [];
  const numbers = /^SP-?\d{1,5}$/.test(text) ? [`SP-${text.replace(/\D/g, '').padStart(5, '0')}`] : [];
  const kvk = /^\d{8}$/.test(text) ? [text] : [];
  if (codes.length + numbers.length + kvk.length === 0) return [];
  const rows = await db<PartyRow>('party')
    .where((one) => void one.whereIn('cbs_code', codes).orWhereIn('number', numbers).orWhereIn('kvk', kvk))
    .whereRaw(PUBLIC);
  return rows.map((row) => ({ party: toParty(row), otherName: null }));
}

type NameHit = PartyRow & { found_name: string; search_key: string };

async function findByName(db: Db, typed: string): Promise<readonly FoundParty[]> {
  const key = searchKey(typed);
  if (key === '') return [];
  const hits = await db('party')
    .join('party_name', 'party_name.party_id', 'party.id')
    .whereLike('party_name.search_key', `%${key}%`)
    .whereRaw(PUBLIC)
    .orderBy('party.sort_key')
    .select<NameHit[]>('party.*', 'party_name.name as found_name', 'party_name.search_key');
  const best = new Map<Id, { readonly found: FoundParty; readonly rank: number }>();
  for (const hit of hits) {
    const rank = rankOf(hit.search_key, key, hit.found_name === hit.name);
    if (rank >= (best.get(hit.id)?.rank ?? Number.POSITIVE_INFINITY)) continue;
    const otherName = hit.found_name === hit.name ? null : hit.found_name;
    best.set(hit.id, { found: { party: toParty(hit), otherName }, rank });
  }
  return [...best.values()].sort((a, b) => a.rank - b.rank).map(({ found }) => found);
}

/** The whole name, its beginning, the beginning of a word, anywhere; a name before another spelling. */
function rankOf(nameKey: string, key: string, ownName: boolean): number {
  const place = nameKey === key ? 0 : nameKey.startsWith(key) ? 2 : nameKey.includes(` ${key}`) ? 4 : 6;
  return place + (ownName ? 0 : 1);
}

/** A public party with all its spellings. */
export interface NamedParty {
  readonly kind: 'municipality' | 'partner';
  readonly code: string;
  readonly name: string;
  readonly alike: readonly string[];
}

/** Everybody whom the public may find, for suggestions. */
export async function publicNames(db: Db): Promise<readonly NamedParty[]> {
  const rows = await db('party')
    .leftJoin('party_name', 'party_name.party_id', 'party.id')
    .whereRaw(PUBLIC)
    .orderBy('party.sort_key')
    .select<(PartyRow & { found_name: string | null })[]>('party.*', 'party_name.name as found_name');
  const parties = new Map<Id, NamedParty>();
  for (const row of rows) {
    const code = row.cbs_code ?? row.number ?? '';
    const kind = row.kind === 'municipality' ? ('municipality' as const) : ('partner' as const);
    const known = parties.get(row.id) ?? { kind, code, name: row.name, alike: [row.name] };
    parties.set(row.id, row.found_name ? { ...known, alike: [...known.alike, row.found_name] } : known);
  }
  return [...parties.values()];
}

/** How many rights each of these parties has on a day, per sector. */
export async function rightsPerSector(
  db: Db,
  side: 'municipality' | 'partner',
  partyIds: readonly Id[],
  day: Day,
): Promise<ReadonlyMap<Id, ReadonlyMap<string, number>>> {
  const column = side === 'municipality' ? 'municipality_id' : 'partner_id';
  const rows = await db('exchange_permission')
    .whereIn(column, [...partyIds])
    .whereNull('replaced_seq')
    .where('valid_from', '<=', day)
    .where((open) => void open.whereNull('valid_until').orWhere('valid_until', '>', day))
    .groupBy(column, 'sector_code')
    .select<{ party_id: string; sector_code: string; n: number }[]>(
      `${column} as party_id`,
      'sector_code',
      // Two grounds for one pair are one right.
      db.raw(`count(distinct ${side === 'municipality' ? 'partner_id' : 'municipality_id'}) as n`),
    );
  const rights = new Map<Id, Map<string, number>>();
  for (const row of rows) {
    const sectors = rights.get(row.party_id) ?? new Map<string, number>();
    rights.set(row.party_id, sectors.set(row.sector_code, row.n));
  }
  return rights;
}
