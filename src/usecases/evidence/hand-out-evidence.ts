import { createHash } from 'node:crypto';
import type { Deps } from '../../deps';
import type { Agreement } from '../../domain/agreement';
import { DomainError, notFound } from '../../domain/errors';
import type { Viewer } from '../../domain/parties';
import type { Id } from '../../domain/time';
import { findAgreement } from '../../persistence/agreement';
import { recordDeed } from '../../persistence/audit-entry';
import { slotsOf } from '../../persistence/signature-slot';
import { pkiUrls } from '../../signing/certificates/urls';
import { SigningError } from '../../signing/errors';
import { TimestampError } from '../../signing/timestamps/faults';
import { gatherEvidence, type Evidence } from './gather-evidence';
import { packageFiles, type EvidenceTexts } from './package-files';
import { zipFiles } from './zip-files';

export interface EvidencePackage {
  readonly number: string;
  readonly zip: Buffer;
}

/**
 * The evidence package of an agreement, as a ZIP, for one of its parties, the NVVK, or (viewer null) an operator; the log says
 * that it was handed out. Throws not-found to anyone else, `nothing-signed` while nobody signed, and `proof-unavailable` when a
 * time-stamp or a CRL that is still needed is not to be had.
 */
export async function handOutEvidence(
  deps: Deps,
  texts: EvidenceTexts,
  asked: { readonly number: string; readonly viewer: Viewer | null },
): Promise<EvidencePackage> {
  const agreement = await agreementFor(deps, asked);
  const evidence = await gathered(deps, agreement);
  if (!evidence) throw new DomainError('conflict', 'nothing-signed');
  const files = packageFiles(evidence, {
    texts,
    desk: deps.config.desk.mail,
    rootAddress: pkiUrls(deps.config.baseUrl).rootCertificate,
    builtIn: deps.authorities.length === 0,
  });
  const zip = await zipFiles(files, evidence.checkpoint.at);
  await deps.db.transaction((trx) =>
    recordDeed(trx, {
      at: deps.clock.now(),
      kind: 'evidence-handed-out',
      actorId: asked.viewer?.personId ?? null,
      actingForId: asked.viewer?.party.id ?? null,
      // Not about the agreement: that one party gathers proof is not for the other party to read in its history.
      subjectId: null,
      body: {
        number: agreement.number,
        checkpoint: evidence.checkpoint.size,
        sha256: createHash('sha256').update(zip).digest('hex'),
      },
    }),
  );
  return { number: agreement.number, zip };
}

/** The agreement, if its evidence is for this viewer: a party of it or the NVVK. Not yours is not found. */
export async function agreementFor(
  { db }: Pick<Deps, 'db'>,
  { number, viewer }: { readonly number: string; readonly viewer: Viewer | null },
): Promise<Agreement> {
  const agreement = await findAgreement(db, number);
  if (!agreement) throw notFound();
  if (viewer === null || viewer.party.kind === 'steward') return agreement;
  const slots = (await slotsOf(db, [agreement.id])).get(agreement.id) ?? [];
  const parties: readonly Id[] = [agreement.municipalityId, agreement.partnerId, ...slots.map((slot) => slot.partyId)];
  if (!parties.includes(viewer.party.id)) throw notFound();
  return agreement;
}

async function gathered(deps: Deps, agreement: Agreement): Promise<Evidence | null> {
  try {
    return await gatherEvidence(deps, agreement);
  } catch (error) {
    const missing = error instanceof SigningError && error.code === 'proof-missing';
    if (!missing && !(error instanceof TimestampError)) throw error;
    deps.log.warn({ err: error, agreement: agreement.number }, 'evidence is not to be had now');
    throw new DomainError('unavailable', 'proof-unavailable');
  }
}
