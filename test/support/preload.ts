import type { Knex } from 'knex';
import { newId, systemClock } from '../../src/outside/clock';
import { agreementTexts } from '../../src/outside/template-files';
import { projectRoot } from '../../src/web/project-root';
import { seedTemplates } from '../../src/usecases/templates/seed-templates';
import { loadReferenceData } from '../../src/usecases/onboarding/load-reference-data';

/** What every portal starts with: sectors, the 342 municipalities, the NVVK's own party, the agreement texts. */
export async function preload(db: Knex): Promise<void> {
  const deps = { db, newId, clock: systemClock };
  await loadReferenceData(deps);
  await seedTemplates(deps, agreementTexts(projectRoot));
}
