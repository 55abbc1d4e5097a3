import type { Deps } from '../../deps';
import { manifestHash } from '../../domain/ceremony';
import type { Id } from '../../domain/time';
import { agreementsById, agreementsOfParty } from '../../persistence/agreement';
import { findCeremony } from '../../persistence/ceremony';
import { itemsOf } from '../../persistence/ceremony-item';
import { fileOf } from '../../persistence/document-segment';
import { carryOut, newWorker } from '../ceremony/carry-out';
import { prepareBatch } from '../ceremony/prepare-batch';
import { manifestOf, signBatch } from '../ceremony/sign-batch';
import { inventParties, type SampleParties } from './invent-parties';

const CONSENT = 'Ik onderteken deze overeenkomst. Ik heb haar kunnen lezen. Ik ga ermee akkoord.';

export interface Sample {
  readonly number: string;
  /** The document before, after the first and after the second signature. */
  readonly base: Buffer;
  readonly signed: readonly Buffer[];
}

/** One agreement between invented parties, made in an empty portal by the same use cases as every other; `pause` lets time pass. */
export async function makeSample(deps: Deps, pause: () => void): Promise<Sample> {
  const parties = await inventParties(deps);
  const { municipality, partner } = parties;
  const [draft] = await agreementsOfParty(deps.db, municipality.contact.party.id, ['draft']);
  if (!draft) throw new Error('the parties have no draft between them');
  const first = await prepare(deps, municipality, draft.id);
  const base = await bytesOf(deps, draft.id);
  pause();
  await sign(deps, municipality, first);
  const afterOne = await bytesOf(deps, draft.id);
  pause();
  await sign(deps, partner, await prepare(deps, partner, draft.id));
  return { number: draft.number, base, signed: [afterOne, await bytesOf(deps, draft.id)] };
}

async function prepare(deps: Deps, side: SampleParties['partner'], agreementId: Id): Promise<string> {
  const batch = await prepareBatch(deps, {
    viewer: side.contact,
    agreementIds: [agreementId],
    signatoryId: side.signatory.personId,
    message: null,
  });
  return batch.ceremonyNumber;
}

async function sign(deps: Deps, { signatory }: SampleParties['partner'], ceremonyNumber: string): Promise<void> {
  const ceremony = await findCeremony(deps.db, ceremonyNumber);
  if (!ceremony) throw new Error('the list is gone');
  const items = await itemsOf(deps.db, ceremony.id);
  const agreements = await agreementsById(
    deps.db,
    items.map((item) => item.agreementId),
  );
  await signBatch(deps, {
    viewer: signatory,
    ceremonyNumber,
    consentText: CONSENT,
    manifestSha256: manifestHash(manifestOf(items, agreements, CONSENT)),
    code: await signatory.code(),
  });
  await carryOut(deps, newWorker(deps), ceremony.id);
}

async function bytesOf(deps: Deps, agreementId: Id): Promise<Buffer> {
  const file = await fileOf(deps.db, agreementId);
  if (!file) throw new Error('the document is gone');
  return file.bytes;
}
