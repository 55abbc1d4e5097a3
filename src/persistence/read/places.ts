import type { NamedPlace } from '../../domain/place-list';
import type { Place } from '../../domain/service-area';
import type { Id } from '../../domain/time';
import type { Db } from '../db';

/** A municipality of today, as service areas and lists of codes know it. */
export interface KnownPlace extends Place, NamedPlace {
  readonly id: Id;
  readonly admitted: boolean;
}

/** All municipalities of today in the order of their names, those that do not take part too. */
export async function allPlaces(db: Db): Promise<readonly KnownPlace[]> {
  const rows = await db('party')
    .where({ kind: 'municipality' })
    .whereNull('valid_until')
    .orderBy('sort_key')
    .select<{ id: string; cbs_code: string; name: string; province_code: string | null; status: string }[]>(
      'id',
      'cbs_code',
      'name',
      'province_code',
      'status',
    );
  const aliases = await db('party_name')
    .where({ kind: 'alias' })
    .whereNull('valid_until')
    .select<{ party_id: string; name: string }[]>('party_id', 'name');
  return rows.map((row) => ({
    id: row.id,
    cbsCode: row.cbs_code,
    name: row.name,
    provinceCode: row.province_code ?? '',
    admitted: row.status === 'admitted',
    aliases: aliases.filter((alias) => alias.party_id === row.id).map((alias) => alias.name),
  }));
}
