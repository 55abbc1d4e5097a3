import type { Knex } from 'knex';
import type { AgreementStatus } from '../../domain/agreement';
import type { AgreementFacts } from '../../domain/agreement-facts';
import type { Ceremony, ItemState } from '../../domain/ceremony';
import type { Day, Id, Instant } from '../../domain/time';
import type { Db } from '../db';

/** One agreement on a list, as its pages show it. */
export interface ListEntry {
  readonly position: number;
  readonly state: ItemState;
  readonly reason: string | null;
  readonly agreementId: Id;
  readonly number: string;
  readonly status: AgreementStatus;
  readonly sectorCode: string;
  readonly effectiveOn: Day | null;
  readonly expiresOn: Day | null;
  readonly templateVersionId: Id | null;
  /** No place stays open after this signature. */
  readonly isLast: boolean;
  readonly counterpart: { readonly id: Id; readonly name: string; readonly provinceCode: string | null };
}

interface EntryRow {
  position: number;
  state: ItemState;
  reason: string | null;
  agreement_id: string;
  number: string;
  status: AgreementStatus;
  sector_code: string;
  effective_on: string | null;
  expires_on: string | null;
  template_version_id: string | null;
  other_id: string;
  other_name: string;
  other_province: string | null;
  later_places: number;
}

/** The list of a ceremony in its order, left-out ones too; `kind` is that of the party whose ceremony it is. */
export async function entriesOf(db: Db, ceremonyId: Id, kind: string): Promise<readonly ListEntry[]> {
  const other = kind === 'municipality' ? 'a.partner_id' : 'a.municipality_id';
  const laterPlaces = db('signature_slot as s')
    .where('s.agreement_id', db.ref('a.id'))
    .where(
      's.turn',
      '>',
      db('signature_slot as t')
        .where('t.agreement_id', db.ref('a.id'))
        .where('t.slot', db.ref('i.slot'))
        .select('t.turn'),
    )
    .count();
  const query: Knex.QueryBuilder = db('ceremony_item as i')
    .join('agreement as a', 'a.id', 'i.agreement_id')
    .join('party as o', 'o.id', other)
    .where('i.ceremony_id', ceremonyId)
    .orderBy('i.position')
    .select(
      'i.position',
      'i.state',
      'i.reason',
      'i.agreement_id',
      'a.number',
      'a.status',
      'a.sector_code',
      'a.effective_on',
      'a.expires_on',
      'a.template_version_id',
      'o.id as other_id',
      'o.name as other_name',
      'o.province_code as other_province',
      laterPlaces.as('later_places'),
    );
  const rows = (await query) as EntryRow[];
  return rows.map((row) => ({
    position: row.position,
    state: row.state,
    reason: row.reason,
    agreementId: row.agreement_id,
    number: row.number,
    status: row.status,
    sectorCode: row.sector_code,
    effectiveOn: row.effective_on,
    expiresOn: row.expires_on,
    templateVersionId: row.template_version_id,
    isLast: row.later_places === 0,
    counterpart: { id: row.other_id, name: row.other_name, provinceCode: row.other_province },
  }));
}

/** Who has the list and who prepared it: the names of two people of one organisation. */
export async function peopleOf(
  db: Db,
  ceremony: Pick<Ceremony, 'personId' | 'preparedBy'>,
): Promise<{ readonly signatory: string; readonly preparer: string }> {
  const rows = await db('person')
    .whereIn('id', [ceremony.personId, ceremony.preparedBy])
    .select<{ id: string; name: string }[]>('id', 'name');
  const name = (id: Id): string => rows.find((row) => row.id === id)?.name ?? '';
  return { signatory: name(ceremony.personId), preparer: name(ceremony.preparedBy) };
}

/** What makes one agreement of a list different from the rest. */
export interface Peculiarities {
  /** An earlier agreement of the same pair and sector was declined, by agreement id. */
  readonly declinedBefore: ReadonlySet<Id>;
  /** The annex with local arrangements, as frozen, by agreement id. */
  readonly arrangements: ReadonlyMap<Id, string>;
}

export async function peculiarities(db: Db, agreementIds: readonly Id[]): Promise<Peculiarities> {
  const declinedBefore = new Set<Id>();
  const arrangements = new Map<Id, string>();
  for (let i = 0; i < agreementIds.length; i += 500) {
    const ids = agreementIds.slice(i, i + 500);
    const declined = await db('agreement as a')
      .join(
        'agreement as d',
        (join) =>
          void join
            .on('d.municipality_id', 'a.municipality_id')
            .andOn('d.partner_id', 'a.partner_id')
            .andOn('d.sector_code', 'a.sector_code')
            .andOnVal('d.status', 'declined'),
      )
      .whereIn('a.id', ids)
      .distinct<{ id: string }[]>('a.id');
    for (const { id } of declined) declinedBefore.add(id);
    const frozen = await db('agreement')
      .whereIn('id', ids)
      .select<{ id: string; facts: string | null }[]>('id', 'facts');
    for (const { id, facts } of frozen)
      if (facts !== null) arrangements.set(id, JSON.stringify((JSON.parse(facts) as AgreementFacts).localArrangement));
  }
  return { declinedBefore, arrangements };
}

/** When each agreement of a ceremony was signed in it: by agreement id, the instant of the time-stamp. */
export async function signaturesIn(db: Db, ceremonyId: Id): Promise<ReadonlyMap<Id, Instant>> {
  const rows = await db('signature')
    .where({ ceremony_id: ceremonyId })
    .select<{ agreement_id: string; stamped_at: string | null; signed_at: string }[]>(
      'agreement_id',
      'stamped_at',
      'signed_at',
    );
  return new Map(rows.map((row) => [row.agreement_id, row.stamped_at ?? row.signed_at]));
}
