import type { Knex } from 'knex';
import * as parties from './0001-parties';
import * as people from './0002-people';
import * as onboarding from './0003-onboarding';
import * as agreements from './0004-agreements';
import * as signing from './0005-signing';
import * as register from './0006-register';
import * as audit from './0007-audit';
import * as outbox from './0008-outbox';
import * as checkpoints from './0009-checkpoints';

interface Step {
  readonly name: string;
  readonly up: (db: Knex) => Promise<void>;
}

// Listed, not read from a folder: knex records file extensions, and .ts and .js would be two histories.
const steps: readonly Step[] = [
  { name: '0001-parties', up: parties.up },
  { name: '0002-people', up: people.up },
  { name: '0003-onboarding', up: onboarding.up },
  { name: '0004-agreements', up: agreements.up },
  { name: '0005-signing', up: signing.up },
  { name: '0006-register', up: register.up },
  { name: '0007-audit', up: audit.up },
  { name: '0008-outbox', up: outbox.up },
  { name: '0009-checkpoints', up: checkpoints.up },
];

export const migrations: Knex.MigrationSource<Step> = {
  getMigrations: () => Promise.resolve([...steps]),
  getMigrationName: (step) => step.name,
  getMigration: (step) =>
    Promise.resolve({
      up: step.up,
      down: () => Promise.reject(new Error('the past is not undone: restore a backup instead')),
    }),
};
