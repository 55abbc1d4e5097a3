import type { AgreementFacts } from '../domain/agreement-facts';
import type { Agreement, AgreementStatus } from '../domain/agreement';
import type { Day, Id, Instant } from '../domain/time';
import type { Db, Trx } from './db';

export interface AgreementRow {
  id: string;
  number: string;
  origin: 'portal' | 'taken-over' | 'external';
  municipality_id: string;
  partner_id: string;
  sector_code: string;
  template_version_id: string | null;
  shape_id: string | null;
  facts: string | null;
  status: AgreementStatus;
  version: number;
  base_sha256: string | null;
  verification_code: string | null;
  created_at: string;
  offered_at: string | null;
  expires_on: string | null;
  parked_until: string | null;
  effective_on: string | null;
  in_force_at: string | null;
  ended_on: string | null;
  end_reason: string | null;
  ended_by_party_id: string | null;
  successor_id: string | null;
  archive_level: 'B-LT' | 'B-LTA' | null;
  archive_stamped_at: string | null;
}

function toAgreement(row: AgreementRow): Agreement {
  return {
    id: row.id,
    number: row.number,
    municipalityId: row.municipality_id,
    partnerId: row.partner_id,
    sectorCode: row.sector_code,
    status: row.status,
    version: row.version,
    templateVersionId: row.template_version_id,
    verificationCode: row.verification_code,
    createdAt: row.created_at,
    offeredAt: row.offered_at,
    expiresOn: row.expires_on,
    parkedUntil: row.parked_until,
    effectiveOn: row.effective_on,
    inForceAt: row.in_force_at,
    endedOn: row.ended_on,
    endReason: row.end_reason,
  };
}

export interface NewDraft {
  readonly id: Id;
  readonly number: string;
  readonly municipalityId: Id;
  readonly partnerId: Id;
  readonly sectorCode: string;
  readonly createdAt: Instant;
}

export async function insertDrafts(trx: Trx, drafts: readonly NewDraft[]): Promise<void> {
  const rows: Partial<AgreementRow>[] = drafts.map((draft) => ({
    id: draft.id,
    number: draft.number,
    origin: 'portal',
    municipality_id: draft.municipalityId,
    partner_id: draft.partnerId,
    sector_code: draft.sectorCode,
    status: 'draft',
    version: 1,
    created_at: draft.createdAt,
  }));
  await trx.batchInsert('agreement', rows, 50);
}

export async function findAgreement(db: Db, number: string): Promise<Agreement | null> {
  const row = await db<AgreementRow>('agreement').where({ number }).first();
  return row ? toAgreement(row) : null;
}

export async function agreementsById(db: Db, ids: readonly Id[]): Promise<readonly Agreement[]> {
  const found: Agreement[] = [];
  // SQLite allows 32,766 bindings in a statement; stay far below.
  for (let i = 0; i < ids.length; i += 500) {
    const rows = await db<AgreementRow>('agreement')
      .whereIn('id', ids.slice(i, i + 500))
      .orderBy('number');
    found.push(...rows.map(toAgreement));
  }
  return found;
}

/** The facts that were frozen when it was offered; null for a draft. */
export async function factsOf(db: Db, id: Id): Promise<AgreementFacts | null> {
  const row = await db<AgreementRow>('agreement').where({ id }).select('facts').first();
  return row?.facts ? (JSON.parse(row.facts) as AgreementFacts) : null;
}

/** Every agreement of a party in one of these states, whatever the sector. */
export async function agreementsOfParty(
  db: Db,
  partyId: Id,
  statuses: readonly AgreementStatus[],
): Promise<readonly Agreement[]> {
  const rows = await db<AgreementRow>('agreement')
    .where((own) => void own.where({ municipality_id: partyId }).orWhere({ partner_id: partyId }))
    .whereIn('status', [...statuses])
    .orderBy('number');
  return rows.map(toAgreement);
}

export interface Offer {
  readonly templateVersionId: Id;
  readonly shapeId: Id;
  readonly facts: AgreementFacts;
  readonly baseSha256: string;
  readonly verificationCode: string;
  readonly offeredAt: Instant;
  readonly expiresOn: Day;
}

/** Freezes a draft; false when it was no draft any more or somebody changed it since `version`. */
export async function offerDraft(trx: Trx, id: Id, version: number, offer: Offer): Promise<boolean> {
  const changed = await trx<AgreementRow>('agreement')
    .where({ id, version, status: 'draft' })
    .update({
      status: 'offered',
      version: version + 1,
      template_version_id: offer.templateVersionId,
      shape_id: offer.shapeId,
      facts: JSON.stringify(offer.facts),
      base_sha256: offer.baseSha256,
      verification_code: offer.verificationCode,
      offered_at: offer.offeredAt,
      expires_on: offer.expiresOn,
      parked_until: null,
    });
  return changed === 1;
}

/** Puts an offered agreement in force at the last signature; false when it was not offered any more. */
export async function putInForce(trx: Trx, id: Id, at: Instant, effectiveOn: Day): Promise<boolean> {
  const changed = await trx<AgreementRow>('agreement')
    .where({ id, status: 'offered' })
    .update({ status: 'in-force', in_force_at: at, effective_on: effectiveOn, expires_on: null })
    .increment('version', 1);
  return changed === 1;
}

/** Level and time-stamp of the archive; false when another was faster (`before`: the time-stamp that it had, or null). */
export async function recordArchive(trx: Trx, id: Id, before: Instant | null, stampedAt: Instant): Promise<boolean> {
  const query = trx<AgreementRow>('agreement').where({ id });
  if (before === null) void query.whereNull('archive_stamped_at');
  else void query.where({ archive_stamped_at: before });
  return (await query.update({ archive_level: 'B-LTA', archive_stamped_at: stampedAt })) === 1;
}

/** When the archive of an agreement was last stamped; null when it was not closed yet. */
export async function archiveStampOf(db: Db, id: Id): Promise<Instant | null> {
  const row = await db<AgreementRow>('agreement').where({ id }).select('archive_stamped_at').first();
  return row?.archive_stamped_at ?? null;
}

/** Agreements whose archive was last stamped before this moment, the oldest stamp first. */
export async function archivesStampedBefore(db: Db, moment: Instant, limit: number): Promise<readonly Id[]> {
  const rows = await db<AgreementRow>('agreement')
    .where('archive_stamped_at', '<', moment)
    .orderBy(['archive_stamped_at', 'id'])
    .limit(limit)
    .select('id');
  return rows.map((row) => row.id);
}

/** Ends a draft or an offer; false when somebody changed it since `version`. */
export async function endOpen(
  trx: Trx,
  id: Id,
  version: number,
  end: {
    readonly status: 'declined' | 'withdrawn' | 'lapsed';
    readonly on: Day;
    /** Null where the day itself ended it. */
    readonly reason: string | null;
    readonly byPartyId: Id | null;
  },
): Promise<boolean> {
  const changed = await trx<AgreementRow>('agreement')
    .where({ id, version })
    .whereIn('status', ['draft', 'offered'])
    .update({
      status: end.status,
      version: version + 1,
      ended_on: end.on,
      end_reason: end.reason,
      ended_by_party_id: end.byPartyId,
    });
  return changed === 1;
}

/** The draft, offer or agreement in force that this pair has for this sector; null when there is none. */
export async function standingOfPair(
  db: Db,
  { municipalityId, partnerId, sectorCode }: Pick<Agreement, 'municipalityId' | 'partnerId' | 'sectorCode'>,
): Promise<Agreement | null> {
  const row = await db<AgreementRow>('agreement')
    .where({ municipality_id: municipalityId, partner_id: partnerId, sector_code: sectorCode })
    .whereIn('status', ['draft', 'offered', 'in-force'])
    .orderBy('number', 'desc')
    .first();
  return row ? toAgreement(row) : null;
}

/** Parks drafts until a day; returns how many were still drafts. */
export async function parkDrafts(trx: Trx, ids: readonly Id[], until: Day): Promise<number> {
  return trx<AgreementRow>('agreement')
    .whereIn('id', [...ids])
    .where({ status: 'draft' })
    .update({ parked_until: until })
    .increment('version', 1);
}

/** Drafts leave without a trace of their own: nobody has seen a text yet. The audit entry names their numbers. */
export async function deleteDrafts(trx: Trx, ids: readonly Id[]): Promise<number> {
  let deleted = 0;
  for (let i = 0; i < ids.length; i += 500) {
    deleted += await trx<AgreementRow>('agreement')
      .whereIn('id', ids.slice(i, i + 500))
      .where({ status: 'draft' })
      .del();
  }
  return deleted;
}
