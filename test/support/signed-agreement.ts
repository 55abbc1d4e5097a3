import type { Files } from './evidence';
import { unzip } from './evidence';
import { signAll } from './ceremonies';
import { readyPair, type Pair } from './signing-parties';
import { testWorld, type World } from './world';
import { evidenceTexts } from '../../src/outside/template-files';
import { handOutEvidence } from '../../src/usecases/evidence/hand-out-evidence';
import { deliver } from '../../src/usecases/notifications/deliver';
import { projectRoot } from '../../src/web/project-root';
import type { Viewer } from '../../src/domain/parties';

export const DAY = 86_400;

export interface SignedAgreement {
  readonly world: World;
  readonly pair: Pair;
  readonly number: string;
}

/** An agreement that both parties signed, three days apart, closed for the archive; that is sixty days ago. */
export async function signedAgreement(): Promise<SignedAgreement> {
  const world = await testWorld('2026-09-26T08:00:00.500Z');
  const pair = await readyPair(world, 2);
  await signAll(world, pair.contact, pair.wethouder);
  world.clock.pass(3 * DAY);
  await signAll(world, pair.partnerContact, pair.director);
  await doJobs(world);
  world.clock.pass(60 * DAY);
  return { world, pair, number: 'OVK-2026-000001' };
}

/** What the job loop does, closing archives included. */
export async function doJobs(world: World): Promise<void> {
  while ((await deliver(world.deps, new Map(), 'test')) > 0);
}

export const handOut = async (world: World, number: string, viewer: Viewer | null = null): Promise<Buffer> =>
  (await handOutEvidence(world.deps, evidenceTexts(projectRoot), { number, viewer })).zip;

export const packageOf = async (world: World, number: string): Promise<Files> => unzip(await handOut(world, number));
