import type { Deps } from '../../deps';
import type { Agreement } from '../../domain/agreement';
import type { AuditEntry } from '../../domain/audit';
import { mandateHash, type Ceremony, type CeremonyItem } from '../../domain/ceremony';
import { amsterdamDay, type Id, type Instant } from '../../domain/time';
import { agreementsById, putInForce } from '../../persistence/agreement';
import { recordDeeds } from '../../persistence/audit-entry';
import { ensureCertificate } from '../../persistence/certificate';
import { closeCeremony } from '../../persistence/ceremony';
import { countItems, settleItem } from '../../persistence/ceremony-item';
import type { Trx } from '../../persistence/db';
import { fileHashes, insertSegment } from '../../persistence/document-segment';
import { beginPermission } from '../../persistence/exchange-permission';
import { holdMandates, mandatesOf } from '../../persistence/mandate';
import { enqueue } from '../../persistence/outbox';
import { insertSignature } from '../../persistence/signature';
import { readCertificate } from '../../signing/certificates/read-certificate';
import { announceCountersigning, announceInForce } from '../notifications/digests';
import { mandateUsed, type UnsignedItem } from './open-items';
import type { SignedItem } from './sign-item';

export interface Outcome {
  readonly item: CeremonyItem;
  readonly result: SignedItem | UnsignedItem;
}

/**
 * Records a chunk in one transaction: segment, signature, certificate with its CRL, the end of the work item, and at the
 * last signature the agreement in force with its exchange permission. An item whose lease went to another drops out.
 */
export async function recordSigned(
  deps: Deps,
  ceremony: Ceremony,
  outcomes: readonly Outcome[],
  owner: Id,
): Promise<void> {
  await deps.db.transaction(async (trx) => {
    const deeds: AuditEntry[] = [];
    const inForce = new Set<Id>();
    const began: { readonly number: string; readonly at: string }[] = [];
    const waiting = new Set<Id>();
    await holdMandates(trx, ceremony.partyId);
    const mandates = await mandatesOf(trx, ceremony.partyId);
    for (const { item, result: made } of outcomes) {
      // A mandate that was taken back while others were stamped still stops what is not recorded.
      const stands = made.kind !== 'signed' || mandateUsed(ceremony, mandates, made.sectorCode) !== null;
      const result: Outcome['result'] = stands ? made : { kind: 'refused', reason: 'mandate-ended' };
      if (result.kind !== 'signed') {
        await settleItem(trx, item, owner, {
          state: result.kind === 'conflict' ? 'conflict' : 'refused',
          reason: result.reason,
        });
        continue;
      }
      // Under the lease nobody else signs this place; the file is looked at once more because a lease may have run out.
      if ((await fileHashes(trx, [item.agreementId])).get(item.agreementId) !== item.fileSha256) continue;
      if (!(await settleItem(trx, item, owner, { state: 'signed', reason: null }))) continue;
      const { agreement, beganAt } = await recordOne(trx, deps, ceremony, item, result, deeds);
      if (beganAt === null) {
        waiting.add(agreement.partnerId);
        continue;
      }
      began.push({ number: agreement.number, at: beganAt });
      inForce.add(agreement.municipalityId).add(agreement.partnerId);
    }
    await recordDeeds(trx, deeds);
    await announceCountersigning(trx, deps, [...waiting]);
    const since = began.map(({ at }) => at).sort()[0] ?? deps.clock.now();
    await announceInForce(trx, deps, [...inForce], {
      since,
      only: began.length === 1 ? (began[0]?.number ?? null) : null,
    });
    const left = await countItems(trx, ceremony.id);
    if (left.listed + left.queued === 0) {
      await closeCeremony(trx, ceremony.id, ['consented'], { status: 'finished', at: deps.clock.now(), note: null });
    }
  });
}

/** Writes one signature; returns its agreement, and the instant at which it came into force with the last signature. */
async function recordOne(
  trx: Trx,
  deps: Deps,
  ceremony: Ceremony,
  item: CeremonyItem,
  result: SignedItem,
  deeds: AuditEntry[],
): Promise<{ readonly agreement: Agreement; readonly beganAt: Instant | null }> {
  const now = deps.clock.now();
  const { signed, mandate } = result;
  const { ordinal, fileLength, fileSha256 } = result.after;
  const certificate = readCertificate(signed.certificate);
  const serial = certificate.serial.toString('hex');
  await insertSegment(trx, {
    agreementId: item.agreementId,
    ordinal,
    kind: 'signature',
    bytes: signed.increment,
    fileLength,
    fileSha256,
    recordedAt: now,
  });
  const { notBefore, notAfter } = certificate;
  const crl = signed.crl ?? Buffer.alloc(0);
  const certificateId = await ensureCertificate(
    trx,
    { id: deps.newId(), serial, ceremonyId: ceremony.id, der: signed.certificate, crl, notBefore, notAfter },
    now,
  );
  await insertSignature(trx, {
    agreementId: item.agreementId,
    slot: item.slot,
    ordinal,
    personId: ceremony.personId,
    mandateId: mandate.mandateId,
    mandateFacts: mandate,
    ceremonyId: ceremony.id,
    certificateId,
    level: signed.level,
    stampedAt: signed.stampedAt,
    signedAt: signed.signedAt,
  });
  const [agreement] = await agreementsById(trx, [item.agreementId]);
  if (!agreement) throw new Error('the signed agreement is gone');
  const deed = { at: now, actorId: ceremony.personId, actingForId: ceremony.partyId, subjectId: agreement.id };
  const body = {
    number: agreement.number,
    slot: item.slot,
    ordinal,
    fileSha256,
    level: signed.level,
    stampedAt: signed.stampedAt,
    ceremony: ceremony.number,
    certificate: serial,
    mandateSha256: mandateHash(mandate),
  };
  deeds.push({ ...deed, kind: 'agreement-signed', body });
  if (!result.isLast) return { agreement, beganAt: null };
  const at = signed.stampedAt ?? signed.signedAt;
  // From the day of the last time-stamp, or the agreed later day.
  const stampDay = amsterdamDay(at);
  const from = agreement.effectiveOn !== null && agreement.effectiveOn > stampDay ? agreement.effectiveOn : stampDay;
  if (!(await putInForce(trx, agreement.id, at, from))) throw new Error(`${agreement.number} was no longer offered`);
  const { municipalityId, partnerId, sectorCode } = agreement;
  await beginPermission(trx, {
    id: deps.newId(),
    municipalityId,
    partnerId,
    sectorCode,
    agreementId: agreement.id,
    validFrom: from,
    beganAt: at,
    recordedAt: now,
  });
  deeds.push({ ...deed, kind: 'agreement-in-force', body: { number: agreement.number, from, at } });
  await enqueue(trx, deps.newId, now, [
    { kind: 'complete-archive', dedupeKey: agreement.id, payload: { agreementId: agreement.id }, dueAt: now },
  ]);
  return { agreement, beganAt: at };
}
