import type { Knex } from 'knex';
import { newId, systemClock } from '../../src/outside/clock';
import { loadReferenceData } from '../../src/usecases/onboarding/load-reference-data';

/** What every portal starts with: sectors, the 342 municipalities, the NVVK's own party. */
export async function preload(db: Knex): Promise<void> {
  await loadReferenceData({ db, newId, clock: systemClock });
}
