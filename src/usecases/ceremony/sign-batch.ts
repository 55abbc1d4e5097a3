import type { Deps } from '../../deps';
import type { Agreement } from '../../domain/agreement';
import {
  CONSENT_SECONDS,
  manifestHash,
  type CeremonyItem,
  type MandateFacts,
  type MandatesUsed,
  type Manifest,
} from '../../domain/ceremony';
import { DomainError, notFound } from '../../domain/errors';
import { mandateToSign, type Mandate } from '../../domain/mandates';
import type { Viewer } from '../../domain/parties';
import { addSeconds, amsterdamDay, type Id } from '../../domain/time';
import { agreementsById } from '../../persistence/agreement';
import { recordDeed } from '../../persistence/audit-entry';
import { findCeremony, recordConsent } from '../../persistence/ceremony';
import { itemsOf, moveItems } from '../../persistence/ceremony-item';
import { fileHashes } from '../../persistence/document-segment';
import { mandatesOf } from '../../persistence/mandate';
import { slotsOf } from '../../persistence/signature-slot';
import { checkFreshCode, consumeStep } from '../accounts/fresh-code';

export interface SignBatch {
  readonly viewer: Viewer;
  readonly ceremonyNumber: string;
  /** The sentence above the button, as the portal wrote it for this list. */
  readonly consentText: string;
  /** Hash of the list that the signatory saw, from the form. */
  readonly manifestSha256: string;
  readonly code: string;
}

/**
 * The act of will: a fresh code over exactly this list, with a valid mandate, makes each item of it work to carry out.
 * Refuses, with nothing recorded and the list kept: already-signed, list-changed, document-changed, no-valid-mandate,
 * wrong-code, used-code, code-locked. Returns the id of the ceremony.
 */
export async function signBatch(deps: Deps, command: SignBatch): Promise<Id> {
  const now = deps.clock.now();
  const ceremony = await findCeremony(deps.db, command.ceremonyNumber);
  if (!ceremony || ceremony.partyId !== command.viewer.party.id || ceremony.personId !== command.viewer.personId)
    throw notFound();
  if (ceremony.status !== 'handed-over') throw new DomainError('conflict', 'already-signed');

  const items = (await itemsOf(deps.db, ceremony.id)).filter((item) => item.state === 'listed');
  const agreements = await agreementsById(
    deps.db,
    items.map((item) => item.agreementId),
  );
  const manifest = manifestOf(items, agreements, command.consentText);
  const manifestSha256 = manifestHash(manifest);
  if (items.length === 0 || manifestSha256 !== command.manifestSha256)
    throw new DomainError('conflict', 'list-changed');
  await checkDocuments(deps, items, agreements, amsterdamDay(now));
  const mandates = await mandatesOf(deps.db, ceremony.partyId);
  const mandateFacts = mandatesUsed(mandates, agreements, command.viewer, amsterdamDay(now));
  const { credentialId, step } = await checkFreshCode(deps, command.viewer.personId, command.code);

  await deps.db.transaction(async (trx) => {
    if (!(await consumeStep(trx, credentialId, step))) throw new DomainError('invalid', 'used-code');
    const consented = await recordConsent(trx, ceremony.id, ceremony.version, {
      manifest,
      manifestSha256,
      mandateFacts,
      factor: 'totp',
      factorEvidence: { credential: credentialId, step, boundTo: manifestSha256, checkedBy: 'portal' },
      consentedAt: now,
      consentExpiresAt: addSeconds(now, CONSENT_SECONDS),
    });
    const queued = consented
      ? await moveItems(trx, ceremony.id, 'all', 'listed', { state: 'queued', reason: null, dueAt: now })
      : 0;
    if (queued !== items.length) throw new DomainError('conflict', 'list-changed');
    await recordDeed(trx, {
      at: now,
      kind: 'ceremony-consented',
      actorId: command.viewer.personId,
      actingForId: ceremony.partyId,
      subjectId: ceremony.id,
      body: {
        ceremony: ceremony.number,
        count: items.length,
        manifestSha256,
        factor: 'totp',
        credential: credentialId,
        step,
      },
    });
  });
  return ceremony.id;
}

/** What is signed, in the order of the list: agreement number, place and digest of the document that was shown. */
export function manifestOf(
  items: readonly CeremonyItem[],
  agreements: readonly Agreement[],
  consentText: string,
): Manifest {
  const numbers = new Map(agreements.map((agreement) => [agreement.id, agreement.number]));
  return {
    items: items.map((item) => ({
      number: numbers.get(item.agreementId) ?? '',
      slot: item.slot,
      fileSha256: item.fileSha256,
    })),
    consentText,
  };
}

/** Each document is still the one that was shown, its offer stands today, and its next place is still this party's. */
async function checkDocuments(
  deps: Deps,
  items: readonly CeremonyItem[],
  agreements: readonly Agreement[],
  today: string,
): Promise<void> {
  const ids = items.map((item) => item.agreementId);
  const hashes = await fileHashes(deps.db, ids);
  const slots = await slotsOf(deps.db, ids);
  const standing = new Set(
    agreements
      .filter(({ status, expiresOn }) => status === 'offered' && (expiresOn === null || today < expiresOn))
      .map((agreement) => agreement.id),
  );
  for (const item of items) {
    if (hashes.get(item.agreementId) !== item.fileSha256) throw new DomainError('conflict', 'document-changed');
    const next = slots.get(item.agreementId)?.find((slot) => !slot.signed);
    if (!standing.has(item.agreementId) || next?.slot !== item.slot) throw new DomainError('conflict', 'list-changed');
  }
}

/** The mandate for each sector of the list, frozen; refuses when one is missing today. */
function mandatesUsed(
  mandates: readonly Mandate[],
  agreements: readonly Agreement[],
  viewer: Viewer,
  day: string,
): MandatesUsed {
  const used: Record<string, MandateFacts> = {};
  for (const sectorCode of new Set(agreements.map((agreement) => agreement.sectorCode))) {
    const mandate = mandateToSign(mandates, { personId: viewer.personId, sectorCode, day });
    if (!mandate?.confirmedAt) throw noMandate(mandates, viewer.personId, day);
    used[sectorCode] = {
      mandateId: mandate.id,
      office: mandate.office,
      holderName: viewer.name,
      partyName: viewer.party.name,
      scope: mandate.scope,
      grounds: mandate.grounds,
      validFrom: mandate.validFrom,
      validUntil: mandate.validUntil,
      confirmedAt: mandate.confirmedAt,
    };
  }
  return used;
}

/** Names the day on which the last mandate ended, when that is why. */
function noMandate(mandates: readonly Mandate[], personId: Id, day: string): DomainError {
  const ended = mandates
    .filter((mandate) => mandate.holders.some((holder) => holder.personId === personId))
    .map((mandate) => mandate.validUntil)
    .filter((until): until is string => until !== null && until <= day)
    .sort()
    .at(-1);
  return new DomainError('invalid', 'no-valid-mandate', ended ? { endedOn: ended } : {});
}
