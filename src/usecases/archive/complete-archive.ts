import type { Deps } from '../../deps';
import { ARCHIVE_FIELD } from '../../documents/layout/page';
import type { Id, Instant } from '../../domain/time';
import { agreementsById, archivesStampedBefore, archiveStampOf, recordArchive } from '../../persistence/agreement';
import { recordDeed } from '../../persistence/audit-entry';
import { crlsOf } from '../../persistence/certificate';
import { rootCrls } from '../../persistence/key-version';
import { insertSegment, segmentsOf } from '../../persistence/document-segment';
import { beginningOf } from '../../persistence/template-shape';
import { slotsOf } from '../../persistence/signature-slot';
import { closeKnown, type ClosedArchive } from '../../signing/close-archive';
import { knowFile, knowPrefix, type KnownFile } from '../../signing/known-file';

/**
 * Closes the document of an agreement of which every place is signed: level B-LTA. May be called again; what is closed stays
 * as it is. Throws TimestampError, or SigningError proof-missing: then the level stays what it was, and it is tried again.
 */
export async function completeArchive(deps: Deps, agreementId: Id): Promise<void> {
  if ((await archiveStampOf(deps.db, agreementId)) !== null) return;
  const slots = (await slotsOf(deps.db, [agreementId])).get(agreementId) ?? [];
  if (slots.length === 0 || slots.some((slot) => !slot.signed)) return;
  await extend(deps, agreementId, null);
}

/** Adds a time-stamp to every archive that was last stamped before `moment`; returns how many, and which failed. */
export async function renewArchives(
  deps: Deps,
  moment: Instant,
): Promise<{ readonly renewed: number; readonly failed: readonly Id[] }> {
  const failed: Id[] = [];
  // Each once: where `moment` is still to come, the new stamp too lies before it.
  const done = new Set<Id>();
  for (;;) {
    const due = (await archivesStampedBefore(deps.db, moment, done.size + 100)).filter((id) => !done.has(id));
    if (due.length === 0) return { renewed: done.size - failed.length, failed };
    for (const id of due) {
      done.add(id);
      try {
        await extend(deps, id, await archiveStampOf(deps.db, id));
      } catch (error) {
        deps.log.error({ err: error, agreement: id }, 'an archive was not renewed');
        failed.push(id);
      }
    }
  }
}

/** Stamps outside any transaction, then records it in one; nothing happens when somebody else was faster. */
async function extend(deps: Deps, agreementId: Id, before: Instant | null): Promise<void> {
  const stored = (await segmentsOf(deps.db, [agreementId])).get(agreementId);
  if (!stored) throw new Error('the document is missing');
  const file = knowFile(knowPrefix(await beginningOf(deps.db, stored.shapeId)), stored.rest);
  // Only bytes that were verified when they were stored are closed without verifying them again.
  if (file.hash.copy().digest('hex') !== stored.sha256) throw new Error('the document is not what was stored');
  const closed = await closeKnown(file, {
    field: ARCHIVE_FIELD,
    timestamper: deps.timestamper,
    clock: deps.clock,
    ...deps.trust,
    // The oldest first: a signature from before a rotation is proven by the root's CRL of its own days.
    crls: [...(await rootCrls(deps.db)), deps.keys.portal.root.crl, ...(await crlsOf(deps.db, agreementId))],
    fetchProof: deps.fetchProof,
  });
  await record(deps, { agreementId, ordinal: stored.ordinal, file }, before, closed);
}

interface Closing {
  readonly agreementId: Id;
  /** Of the last segment before. */
  readonly ordinal: number;
  readonly file: KnownFile;
}

async function record(
  deps: Deps,
  { agreementId, ordinal: last, file }: Closing,
  before: Instant | null,
  closed: ClosedArchive,
): Promise<void> {
  const now = deps.clock.now();
  await deps.db.transaction(async (trx) => {
    if (!(await recordArchive(trx, agreementId, before, closed.stampedAt))) return;
    const hash = file.hash.copy();
    let ordinal = last;
    let fileLength = file.prefix.length + file.rest.length;
    let fileSha256 = '';
    for (const [kind, bytes] of [['dss', closed.dss] as const, ['timestamp', closed.timestamp] as const]) {
      if (!bytes) continue;
      ordinal++;
      fileLength += bytes.length;
      fileSha256 = hash.update(bytes).copy().digest('hex');
      await insertSegment(trx, { agreementId, ordinal, kind, bytes, fileLength, fileSha256, recordedAt: now });
    }
    const [agreement] = await agreementsById(trx, [agreementId]);
    await recordDeed(trx, {
      at: now,
      kind: before === null ? 'archive-closed' : 'archive-renewed',
      actorId: null,
      actingForId: null,
      subjectId: agreementId,
      body: { number: agreement?.number ?? '', level: 'B-LTA', stampedAt: closed.stampedAt, fileSha256 },
    });
  });
}
