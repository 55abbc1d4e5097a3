import type { Day, Id } from '../../domain/time';
import type { Db } from '../db';

/** One right to exchange on a day, seen from one of its parties. */
export interface Right {
  readonly sectorCode: string;
  /** GM0344 or SP-00042 of the other party. */
  readonly code: string;
  readonly name: string;
  readonly naturalPerson: boolean;
  readonly kvk: string | null;
  readonly provinceCode: string | null;
  readonly municipalityId: Id;
  readonly validFrom: Day;
  /** The first day without. */
  readonly validUntil: Day | null;
  readonly agreementNumber: string | null;
}

interface RightRow {
  sector_code: string;
  cbs_code: string | null;
  number: string | null;
  name: string;
  natural_person: number;
  kvk: string | null;
  province_code: string | null;
  municipality_id: string;
  valid_from: string;
  valid_until: string | null;
  agreement_number: string | null;
}

/** Partners that may send signals to this municipality on a day. */
export function rightsOfMunicipality(db: Db, municipalityId: Id, day: Day): Promise<readonly Right[]> {
  return rightsOn(db, { 'e.municipality_id': municipalityId }, 'e.partner_id', day);
}

/** Municipalities to which this partner may send signals on a day. */
export function rightsOfPartner(db: Db, partnerId: Id, day: Day): Promise<readonly Right[]> {
  return rightsOn(db, { 'e.partner_id': partnerId }, 'e.municipality_id', day);
}

async function rightsOn(db: Db, own: object, other: string, day: Day): Promise<readonly Right[]> {
  const rows = await db('exchange_permission as e')
    .join('party as o', 'o.id', other)
    .leftJoin('agreement as a', 'a.id', 'e.agreement_id')
    .where(own)
    .whereNull('e.replaced_seq')
    .where('e.valid_from', '<=', day)
    .where((open) => void open.whereNull('e.valid_until').orWhere('e.valid_until', '>', day))
    .orderBy(['o.sort_key', 'e.sector_code', 'e.valid_from'])
    .select<RightRow[]>(
      'e.sector_code',
      'e.municipality_id',
      'e.valid_from',
      'e.valid_until',
      'o.cbs_code',
      'o.number',
      'o.name',
      'o.natural_person',
      'o.kvk',
      'o.province_code',
      'a.number as agreement_number',
    );
  return rows.map((row) => ({
    sectorCode: row.sector_code,
    code: row.cbs_code ?? row.number ?? '',
    name: row.name,
    naturalPerson: row.natural_person === 1,
    kvk: row.kvk,
    provinceCode: row.province_code,
    municipalityId: row.municipality_id,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    agreementNumber: row.agreement_number,
  }));
}

/** The desk of each of these municipalities on a day: the version that began last, and of two of one day the last recorded. */
export async function desksOn(db: Db, municipalityIds: readonly Id[], day: Day): Promise<ReadonlyMap<Id, string>> {
  const rows = await db('local_arrangement')
    .whereIn('municipality_id', [...municipalityIds])
    .where('valid_from', '<=', day)
    .orderBy(['valid_from', 'recorded_at'])
    .select<{ municipality_id: string; desk: string }[]>('municipality_id', 'desk');
  return new Map(rows.map((row) => [row.municipality_id, row.desk]));
}
