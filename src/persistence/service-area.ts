import type { AreaPart, AreaScope } from '../domain/service-area';
import type { Day, Id } from '../domain/time';
import type { Db, Trx } from './db';

interface ServiceAreaRow {
  partner_id: string;
  sector_code: string;
  scope: AreaScope;
  code: string;
  valid_from: string;
  valid_until: string | null;
}

/** Where a partner works today; parts that ended are left out. */
export async function serviceAreaOf(db: Db, partnerId: Id): Promise<readonly AreaPart[]> {
  const rows = await db<ServiceAreaRow>('service_area')
    .where({ partner_id: partnerId })
    .whereNull('valid_until')
    .orderBy(['sector_code', 'scope', 'code']);
  return rows.map((row) => ({ sectorCode: row.sector_code, scope: row.scope, code: row.code }));
}

/** The sectors in which a partner works or once worked. */
export async function sectorsOfPartner(db: Db, partnerId: Id): Promise<readonly string[]> {
  const rows = await db<ServiceAreaRow>('service_area').where({ partner_id: partnerId }).distinct('sector_code');
  return rows.map((row) => row.sector_code);
}

/** Service areas of many partners at once: partner id with its parts. */
export async function serviceAreas(db: Db, partnerIds: readonly Id[]): Promise<ReadonlyMap<Id, readonly AreaPart[]>> {
  const rows = await db<ServiceAreaRow>('service_area')
    .whereIn('partner_id', [...partnerIds])
    .whereNull('valid_until');
  const areas = new Map<Id, AreaPart[]>(partnerIds.map((id) => [id, []]));
  for (const row of rows)
    areas.get(row.partner_id)?.push({ sectorCode: row.sector_code, scope: row.scope, code: row.code });
  return areas;
}

/** Makes the area exactly `parts` from `day` on: what is no longer in it ends, what is new begins. */
export async function replaceServiceArea(trx: Trx, partnerId: Id, parts: readonly AreaPart[], day: Day): Promise<void> {
  const current = await serviceAreaOf(trx, partnerId);
  const key = (part: AreaPart): string => `${part.sectorCode} ${part.scope} ${part.code}`;
  const wanted = new Map(parts.map((part) => [key(part), part]));
  const had = new Map(current.map((part) => [key(part), part]));
  for (const [id, part] of had) {
    if (wanted.has(id)) continue;
    const where = { partner_id: partnerId, sector_code: part.sectorCode, scope: part.scope, code: part.code };
    await trx<ServiceAreaRow>('service_area').where(where).whereNull('valid_until').update({ valid_until: day });
  }
  const added = [...wanted].filter(([id]) => !had.has(id)).map(([, part]) => part);
  if (added.length === 0) return;
  await trx<ServiceAreaRow>('service_area')
    .insert(
      added.map((part) => ({
        partner_id: partnerId,
        sector_code: part.sectorCode,
        scope: part.scope,
        code: part.code,
        valid_from: day,
        valid_until: null,
      })),
    )
    .onConflict(['partner_id', 'sector_code', 'scope', 'code', 'valid_from'])
    .merge({ valid_until: null });
}
