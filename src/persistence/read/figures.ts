import type { Day } from '../../domain/time';
import type { Db } from '../db';
import { rowsOf } from './rows';

/** How far the country is, as the home page and the page of the covenant tell it. */
export interface PublicFigures {
  readonly municipalitiesTakingPart: number;
  readonly municipalitiesTotal: number;
  readonly provinces: readonly { readonly code: string; readonly takingPart: number; readonly total: number }[];
  /** Natural persons counted too: a figure names nobody. */
  readonly partners: number;
  readonly naturalPersons: number;
  /** Partners that take part, by sector code. */
  readonly partnersPerSector: ReadonlyMap<string, number>;
  /** Rights to exchange that hold on the day: municipality, partner and sector. */
  readonly agreementsInForce: number;
}

export async function publicFigures(db: Db, day: Day): Promise<PublicFigures> {
  const provinces = await rowsOf<{ code: string; taking: number; total: number }>(
    db,
    `select province_code as code, count(*) as total, sum(case when status = 'admitted' then 1 else 0 end) as taking
     from party where kind = 'municipality' and status <> 'ended' group by province_code order by province_code`,
    [],
  );
  const partners = await rowsOf<{ n: number; persons: number | string | null }>(
    db,
    "select count(*) as n, sum(natural_person) as persons from party where kind = 'partner' and status = 'admitted'",
    [],
  );
  const sectors = await rowsOf<{ code: string; n: number }>(
    db,
    `select s.sector_code as code, count(distinct s.partner_id) as n
     from service_area s join party p on p.id = s.partner_id
     where p.status = 'admitted' and s.valid_until is null group by s.sector_code`,
    [],
  );
  const rights = await rowsOf<{ n: number }>(
    db,
    `select count(*) as n from (select distinct municipality_id, partner_id, sector_code from exchange_permission
     where replaced_seq is null and valid_from <= ? and (valid_until is null or valid_until > ?)) as rights`,
    [day, day],
  );
  const perProvince = provinces.map(({ code, taking, total }) => ({
    code,
    takingPart: taking,
    total,
  }));
  return {
    municipalitiesTakingPart: perProvince.reduce((sum, one) => sum + one.takingPart, 0),
    municipalitiesTotal: perProvince.reduce((sum, one) => sum + one.total, 0),
    provinces: perProvince,
    partners: partners[0]?.n ?? 0,
    // PostgreSQL sums whole numbers to its numeric type, which arrives as text.
    naturalPersons: Number(partners[0]?.persons ?? 0),
    partnersPerSector: new Map(sectors.map(({ code, n }) => [code, n])),
    agreementsInForce: rights[0]?.n ?? 0,
  };
}
