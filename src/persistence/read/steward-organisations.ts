import { municipalityCode } from '../../domain/identifiers';
import { searchKey } from '../../domain/names';
import type { AgreementStatus } from '../../domain/agreement';
import type { MailOrder, MailTemplate } from '../../domain/outbox';
import type { Party } from '../../domain/parties';
import type { Id, Instant } from '../../domain/time';
import type { Db } from '../db';
import { toParty, type PartyRow } from '../party';

export interface FoundOrganisation {
  readonly party: Party;
  /** The former name, brand or alias by which it was found. */
  readonly foundAs: string | null;
}

const MOST = 50;

/** By any name, also former ones, and by KvK number, CBS code, participant number or registration number. At most 50. */
export async function searchOrganisations(db: Db, text: string): Promise<readonly FoundOrganisation[]> {
  const key = searchKey(text);
  if (key === '') return [];
  const number = text.trim().toUpperCase();
  const rows = await db('party')
    .leftJoin('party_name', 'party_name.party_id', 'party.id')
    .where(
      (any) =>
        void any
          .where('party_name.search_key', 'like', `%${key}%`)
          .orWhere('party.kvk', text.replace(/[\s.-]/g, ''))
          .orWhere('party.number', number)
          .orWhere('party.cbs_code', municipalityCode(text) ?? number)
          .orWhereIn('party.id', db('registration').where({ number }).select('party_id')),
    )
    .orderBy(['party.sort_key', 'party.id'])
    .select<(PartyRow & { found_as: string | null; found_key: string | null })[]>(
      'party.*',
      'party_name.name as found_as',
      'party_name.search_key as found_key',
    );
  const found = new Map<Id, FoundOrganisation>();
  for (const row of rows) {
    const byOtherName = row.found_as !== row.name && (row.found_key ?? '').includes(key);
    const byName = searchKey(row.name).includes(key);
    if (found.has(row.id)) continue;
    found.set(row.id, { party: toParty(row), foundAs: byOtherName && !byName ? row.found_as : null });
  }
  return [...found.values()].slice(0, MOST);
}

/** How many agreements an organisation has in each state. */
export async function agreementCounts(db: Db, partyId: Id): Promise<ReadonlyMap<AgreementStatus, number>> {
  const rows = await db('agreement')
    .where((own) => void own.where({ municipality_id: partyId }).orWhere({ partner_id: partyId }))
    .groupBy('status')
    .select<{ status: AgreementStatus; n: number }[]>('status', db.raw('count(*) as n'));
  return new Map(rows.map((row) => [row.status, row.n]));
}

export interface SentMail {
  readonly template: MailTemplate;
  readonly to: string;
  readonly orderedAt: Instant;
  readonly sentAt: Instant | null;
  readonly failed: boolean;
}

/** The last mails to these addresses, newest first. */
export async function mailsTo(db: Db, addresses: readonly string[], limit = 20): Promise<readonly SentMail[]> {
  if (addresses.length === 0) return [];
  const rows = await db('outbox')
    .where({ kind: 'mail' })
    .where((any) => {
      for (const address of addresses) void any.orWhere('payload', 'like', `%${JSON.stringify(address)}%`);
    })
    .orderBy('created_at', 'desc')
    .limit(limit)
    .select<{ payload: string; created_at: string; done_at: string | null; failed_at: string | null }[]>(
      'payload',
      'created_at',
      'done_at',
      'failed_at',
    );
  return rows.map((row) => {
    const { template, to } = JSON.parse(row.payload) as MailOrder;
    return {
      template,
      to: to.email,
      orderedAt: row.created_at,
      sentAt: row.done_at,
      failed: row.failed_at !== null,
    };
  });
}
