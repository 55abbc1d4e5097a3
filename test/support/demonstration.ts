import { fillDemonstration } from '../../src/usecases/demonstration/fill-demonstration';
import { consentSentence, sentenceText } from '../../src/web/nl/ceremony';
import { testWorld, type World } from './world';

export const fillWorld = (world: World): Promise<void> =>
  fillDemonstration(world.deps, (...said) => sentenceText(consentSentence(...said)));

/** A portal with the demonstration data. */
export async function demonstrationWorld(): Promise<World> {
  const world = await testWorld();
  await fillWorld(world);
  return world;
}
