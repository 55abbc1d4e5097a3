import { manifestHash } from '../../src/domain/ceremony';
import type { AgreementStatus } from '../../src/domain/agreement';
import { agreementsById, agreementsOfParty } from '../../src/persistence/agreement';
import { findCeremony } from '../../src/persistence/ceremony';
import { itemsOf } from '../../src/persistence/ceremony-item';
import { carryOut, newWorker } from '../../src/usecases/ceremony/carry-out';
import { prepareBatch, type Batch } from '../../src/usecases/ceremony/prepare-batch';
import { manifestOf, signBatch } from '../../src/usecases/ceremony/sign-batch';
import type { Actor } from './signing-parties';
import type { World } from './world';

export const CONSENT = 'Ik onderteken deze overeenkomsten. Ik heb ze kunnen lezen. Ik ga ermee akkoord.';

export async function idsOf(world: World, partyId: string, status: AgreementStatus): Promise<readonly string[]> {
  return (await agreementsOfParty(world.deps.db, partyId, [status])).map((agreement) => agreement.id);
}

/** Everything the preparer's organisation can list, to this signatory. */
export async function prepareAll(world: World, preparer: Actor, signatory: Actor): Promise<Batch> {
  const status = preparer.party.kind === 'municipality' ? 'draft' : 'offered';
  const agreementIds = await idsOf(world, preparer.party.id, status);
  return prepareBatch(world.deps, { viewer: preparer, agreementIds, signatoryId: signatory.personId, message: null });
}

/** The hash of the list as the signatory sees it now. */
export async function listHash(world: World, ceremonyNumber: string): Promise<string> {
  const ceremony = await findCeremony(world.deps.db, ceremonyNumber);
  const items = ceremony ? (await itemsOf(world.deps.db, ceremony.id)).filter((item) => item.state === 'listed') : [];
  const agreements = await agreementsById(
    world.deps.db,
    items.map((item) => item.agreementId),
  );
  return manifestHash(manifestOf(items, agreements, CONSENT));
}

/** Presses the button, with the code of this moment. */
export async function press(world: World, signatory: Actor, ceremonyNumber: string): Promise<string> {
  const manifestSha256 = await listHash(world, ceremonyNumber);
  return signBatch(world.deps, {
    viewer: signatory,
    ceremonyNumber,
    consentText: CONSENT,
    manifestSha256,
    code: await signatory.code(),
  });
}

/** Carries out whatever is due, as one worker. */
export async function carryOutAll(world: World): Promise<void> {
  const worker = newWorker(world.deps);
  while ((await carryOut(world.deps, worker)) > 0);
}

/** Prepare, press, carry out: one party's whole part. Returns the number of the ceremony. */
export async function signAll(world: World, preparer: Actor, signatory: Actor): Promise<string> {
  const { ceremonyNumber } = await prepareAll(world, preparer, signatory);
  await press(world, signatory, ceremonyNumber);
  await carryOutAll(world);
  return ceremonyNumber;
}
