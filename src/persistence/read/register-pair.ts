import type { AgreementStatus, Seat } from '../../domain/agreement';
import type { Pair, Permission, RegisteredAgreement } from '../../domain/exchange-permission';
import type { PartyStatus } from '../../domain/parties';
import { amsterdamDay, type Id } from '../../domain/time';
import type { Db } from '../db';
import { allSectors } from '../sector';
import { rowsOf } from './rows';

interface PairRow {
  m_id: string;
  m_name: string;
  m_status: PartyStatus;
  m_admitted_on: string | null;
  m_province: string;
  p_id: string;
  p_name: string;
  p_status: PartyStatus;
  p_admitted_on: string | null;
  sector_code: string | null;
  agreement_id: string | null;
  valid_from: string;
  valid_until: string | null;
  began_at: string | null;
}

/**
 * Everything that the answer about one pair rests on; null when there is no such pair of codes. A natural person has no
 * page and no answer in public. `knownAt`: what the register said after that change, instead of now.
 */
export async function findPair(
  db: Db,
  municipalityCode: string,
  partnerNumber: string,
  knownAt: number | null = null,
): Promise<Pair | null> {
  const rows = await rowsOf<PairRow>(
    db,
    `${PAIR} ${knownAt === null ? CURRENT : AS_KNOWN} ${OF_CODE}`,
    knownAt === null ? [partnerNumber, municipalityCode] : [partnerNumber, knownAt, knownAt, municipalityCode],
  );
  const pair = rows[0];
  if (!pair) return null;
  const place = { code: municipalityCode, province: pair.m_province };
  const [agreements, servedSectors, sectors] = await Promise.all([
    agreementsOfPair(db, pair.m_id, pair.p_id),
    servedSectorsIn(db, pair.p_id, place),
    allSectors(db),
  ]);
  return {
    municipality: {
      id: pair.m_id,
      code: municipalityCode,
      name: pair.m_name,
      status: pair.m_status,
      admittedOn: pair.m_admitted_on,
    },
    partner: {
      id: pair.p_id,
      code: partnerNumber,
      name: pair.p_name,
      status: pair.p_status,
      admittedOn: pair.p_admitted_on,
    },
    permissions: rows.flatMap(toPermission),
    agreements,
    servedSectors,
    sectors,
  };
}

// The question that platforms ask all day, in one statement: both parties by their codes, with the rights between them.
const PAIR = `
  select m.id as m_id, m.name as m_name, m.status as m_status, m.admitted_on as m_admitted_on, m.province_code as m_province,
    p.id as p_id, p.name as p_name, p.status as p_status, p.admitted_on as p_admitted_on,
    e.sector_code, e.agreement_id, e.valid_from, e.valid_until, e.began_at
  from party m
  join party p on p.number = ? and p.kind = 'partner' and p.natural_person = 0 and p.status in ('admitted', 'ended')
  left join exchange_permission e on e.municipality_id = m.id and e.partner_id = p.id`;
const CURRENT = 'and e.replaced_seq is null';
const AS_KNOWN = 'and e.recorded_seq <= ? and (e.replaced_seq is null or e.replaced_seq > ?)';
const OF_CODE = "where m.cbs_code = ? and m.kind = 'municipality'";

function toPermission(row: PairRow): Permission[] {
  if (row.sector_code === null) return [];
  return [
    {
      sectorCode: row.sector_code,
      agreementId: row.agreement_id,
      validFrom: row.valid_from,
      validUntil: row.valid_until,
      beganAt: row.began_at,
    },
  ];
}

interface AgreementOfPairRow {
  id: string;
  number: string;
  sector_code: string;
  origin: RegisteredAgreement['origin'];
  status: AgreementStatus;
  created_at: string;
  offered_at: string | null;
  expires_on: string | null;
  ended_on: string | null;
  seat: Seat | null;
  signed_at: string | null;
}

async function agreementsOfPair(db: Db, municipalityId: Id, partnerId: Id): Promise<readonly RegisteredAgreement[]> {
  const rows = await db('agreement as a')
    .leftJoin('signature_slot as s', 's.agreement_id', 'a.id')
    .leftJoin('signature as g', (join) => void join.on('g.agreement_id', 's.agreement_id').andOn('g.slot', 's.slot'))
    .where({ 'a.municipality_id': municipalityId, 'a.partner_id': partnerId })
    .orderBy(['a.number', 's.turn', 's.slot'])
    .select<AgreementOfPairRow[]>(
      'a.id',
      'a.number',
      'a.sector_code',
      'a.origin',
      'a.status',
      'a.created_at',
      'a.offered_at',
      'a.expires_on',
      'a.ended_on',
      's.seat',
      // The day that counts is that of the time-stamp.
      db.raw('coalesce(g.stamped_at, g.signed_at) as signed_at'),
    );
  const agreements = new Map<Id, RegisteredAgreement>();
  for (const row of rows) {
    const place = row.seat && { seat: row.seat, signedOn: row.signed_at && amsterdamDay(row.signed_at) };
    const agreement = agreements.get(row.id) ?? toRegistered(row);
    agreements.set(row.id, { ...agreement, places: place ? [...agreement.places, place] : agreement.places });
  }
  return [...agreements.values()];
}

function toRegistered(row: AgreementOfPairRow): RegisteredAgreement {
  return {
    id: row.id,
    number: row.number,
    sectorCode: row.sector_code,
    origin: row.origin,
    status: row.status,
    createdOn: amsterdamDay(row.created_at),
    offeredOn: row.offered_at && amsterdamDay(row.offered_at),
    expiresOn: row.expires_on,
    endedOn: row.ended_on,
    places: [],
  };
}

async function servedSectorsIn(
  db: Db,
  partnerId: Id,
  place: { readonly code: string; readonly province: string },
): Promise<readonly string[]> {
  const rows = await db('service_area')
    .where({ partner_id: partnerId })
    .whereNull('valid_until')
    .where(
      (here) =>
        void here
          .where({ scope: 'country' })
          .orWhere({ scope: 'province', code: place.province })
          .orWhere({ scope: 'municipality', code: place.code }),
    )
    .distinct<{ sector_code: string }[]>('sector_code');
  return rows.map((row) => row.sector_code);
}
