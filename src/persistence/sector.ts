import type { Sector } from '../domain/sectors';
import type { Db, Trx } from './db';

interface SectorRow {
  code: string;
  name: string;
  legal_basis: string;
  position: number;
  valid_from: string;
  valid_until: string | null;
  closed_from: string | null;
}

/** All sectors, in the order in which people list them. */
export async function allSectors(db: Db): Promise<readonly Sector[]> {
  const rows = await db<SectorRow>('sector').orderBy('position');
  return rows.map((row) => ({
    code: row.code,
    name: row.name,
    legalBasis: row.legal_basis,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    closedFrom: row.closed_from,
  }));
}

/** Adds the sectors that are not there yet. */
export async function ensureSectors(trx: Trx, sectors: readonly Sector[]): Promise<void> {
  const rows: SectorRow[] = sectors.map((sector, i) => ({
    code: sector.code,
    name: sector.name,
    legal_basis: sector.legalBasis,
    position: i + 1,
    valid_from: sector.validFrom,
    valid_until: sector.validUntil,
    closed_from: sector.closedFrom,
  }));
  await trx<SectorRow>('sector').insert(rows).onConflict('code').ignore();
}
