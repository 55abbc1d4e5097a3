import { stageOf, type AgreementStatus, type Seat, type Stage } from '../../domain/agreement';
import { amsterdamDay, type Day, type Id } from '../../domain/time';
import type { Db } from '../db';

/** One agreement in a list of one of its parties. */
export interface ListedAgreement {
  readonly id: Id;
  readonly number: string;
  readonly version: number;
  readonly sectorCode: string;
  readonly status: AgreementStatus;
  readonly stage: Stage;
  /** The day on which the present stage began. */
  readonly since: Day;
  readonly effectiveOn: Day | null;
  readonly expiresOn: Day | null;
  readonly endReason: string | null;
  readonly templateVersionId: Id | null;
  readonly counterpart: Counterpart;
  /** The list on which it lies now; null: on none. */
  readonly ceremony: { readonly number: string; readonly personName: string } | null;
}

export interface Counterpart {
  readonly id: Id;
  readonly name: string;
  readonly sortKey: string;
  /** GM0344 or SP-00042. */
  readonly code: string;
  /** Of a municipality; null for partners. */
  readonly provinceCode: string | null;
  readonly generalMailbox: string | null;
}

interface ListedRow {
  id: string;
  number: string;
  version: number;
  sector_code: string;
  status: AgreementStatus;
  created_at: string;
  offered_at: string | null;
  expires_on: string | null;
  parked_until: string | null;
  effective_on: string | null;
  ended_on: string | null;
  end_reason: string | null;
  template_version_id: string | null;
  other_id: string;
  other_name: string;
  other_sort: string;
  other_cbs: string | null;
  other_number: string | null;
  other_province: string | null;
  other_mailbox: string | null;
  next_seat: Seat | null;
  last_signed_at: string | null;
  item_state: 'listed' | 'queued' | null;
  ceremony_number: string | null;
  person_id: string | null;
  person_name: string | null;
}

interface PartyOf {
  readonly id: Id;
  readonly kind: string;
}

/** All agreements of a municipality or partner with their stage today, by name of the other party; one query. */
export async function agreementList(db: Db, party: PartyOf, today: Day): Promise<readonly ListedAgreement[]> {
  const rows = (await listQuery(db, party)) as ListedRow[];
  return rows.map((row) => toListed(row, today));
}

/** One agreement by its number (OVK-2026-000042); null when it is not this party's. */
export async function listedAgreement(
  db: Db,
  party: PartyOf,
  number: string,
  today: Day,
): Promise<ListedAgreement | null> {
  const rows = (await listQuery(db, party).where('a.number', number)) as ListedRow[];
  return rows[0] ? toListed(rows[0], today) : null;
}

function listQuery(db: Db, party: PartyOf) {
  const [own, other] =
    party.kind === 'municipality' ? ['a.municipality_id', 'a.partner_id'] : ['a.partner_id', 'a.municipality_id'];
  const nextSeat = db('signature_slot as s')
    .leftJoin('signature as g', (join) => void join.on('g.agreement_id', 's.agreement_id').andOn('g.slot', 's.slot'))
    .where('s.agreement_id', db.ref('a.id'))
    .whereNull('g.signed_at')
    .orderBy(['s.turn', 's.slot'])
    .limit(1)
    .select('s.seat');
  const lastSigned = db('signature as z')
    .where('z.agreement_id', db.ref('a.id'))
    .select(db.raw('max(coalesce(z.stamped_at, z.signed_at))'));
  return db('agreement as a')
    .join('party as o', 'o.id', other)
    .leftJoin(
      'ceremony_item as i',
      (join) => void join.on('i.agreement_id', 'a.id').andOnIn('i.state', ['listed', 'queued']),
    )
    .leftJoin('ceremony as c', 'c.id', 'i.ceremony_id')
    .leftJoin('person as p', 'p.id', 'c.person_id')
    .where(own, party.id)
    .orderBy(['o.sort_key', 'a.sector_code', 'a.number'])
    .select(
      'a.id',
      'a.number',
      'a.version',
      'a.sector_code',
      'a.status',
      'a.created_at',
      'a.offered_at',
      'a.expires_on',
      'a.parked_until',
      'a.effective_on',
      'a.ended_on',
      'a.end_reason',
      'a.template_version_id',
      'o.id as other_id',
      'o.name as other_name',
      'o.sort_key as other_sort',
      'o.cbs_code as other_cbs',
      'o.number as other_number',
      'o.province_code as other_province',
      'o.general_mailbox as other_mailbox',
      nextSeat.as('next_seat'),
      lastSigned.as('last_signed_at'),
      'i.state as item_state',
      'c.number as ceremony_number',
      'c.person_id as person_id',
      'p.name as person_name',
    );
}

function toListed(row: ListedRow, today: Day): ListedAgreement {
  const stage = stageOf(
    {
      status: row.status,
      parkedUntil: row.parked_until,
      expiresOn: row.expires_on,
      effectiveOn: row.effective_on,
      endedOn: row.ended_on,
      nextSeat: row.next_seat,
      work: workOf(row),
    },
    today,
  );
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    sectorCode: row.sector_code,
    status: row.status,
    stage,
    since: sinceOf(row, stage),
    effectiveOn: row.effective_on,
    expiresOn: row.expires_on,
    endReason: row.end_reason,
    templateVersionId: row.template_version_id,
    counterpart: {
      id: row.other_id,
      name: row.other_name,
      sortKey: row.other_sort,
      code: row.other_cbs ?? row.other_number ?? '',
      provinceCode: row.other_province,
      generalMailbox: row.other_mailbox,
    },
    ceremony: row.ceremony_number === null ? null : { number: row.ceremony_number, personName: row.person_name ?? '' },
  };
}

function workOf(row: ListedRow) {
  if (row.item_state === 'queued') return { kind: 'running' } as const;
  return row.item_state === 'listed' && row.person_id !== null
    ? ({ kind: 'handed-over', personId: row.person_id } as const)
    : ({ kind: 'none' } as const);
}

function sinceOf(row: ListedRow, stage: Stage): Day {
  switch (stage.at) {
    case 'draft':
      return amsterdamDay(row.created_at);
    case 'municipality':
    case 'partner':
      return amsterdamDay(row.last_signed_at ?? row.offered_at ?? row.created_at);
    case 'in-force':
    case 'in-force-later':
      return stage.from;
    default:
      return stage.on ?? amsterdamDay(row.created_at);
  }
}
