import type { Deps } from '../../deps';
import { hasDeed, recordDeed } from '../../persistence/audit-entry';
import { partiesOfKind } from '../../persistence/party';
import { DEMONSTRATION_PASSWORD } from '../accounts/create-account';
import { desk } from './desk';
import { settleMails } from './settle-mails';
import { calendar, depsAt, type ConsentText, type Stage, type Step } from './stage';
import { agreements, beginnings } from './story';

/** An earlier start was ended while it filled the database; what is there has no use. */
export class DemonstrationHalfFilled extends Error {
  constructor() {
    super(
      'the demonstration data were not finished by an earlier start; delete the database (the folder var) and start again',
    );
    this.name = 'DemonstrationHalfFilled';
  }
}

/**
 * Fills a new database with invented data: real municipalities, invented partners and people, agreements in every state,
 * signed by the use cases by which everybody signs, at instants of the last months. Does nothing when it was filled before or
 * holds partners of its own. It is many transactions, one for each deed; one that was killed half-way cannot go on, because its
 * people's secrets are known to that process only, and is refused with DemonstrationHalfFilled: the first and last entries
 * of the log tell. Never in production.
 */
export async function fillDemonstration(deps: Deps, consentText: ConsentText): Promise<void> {
  if (!deps.config.demonstration) throw new Error('demonstration data are impossible in production');
  if (await hasDeed(deps.db, 'demonstration-filled')) return;
  if (await hasDeed(deps.db, 'demonstration-begun')) throw new DemonstrationHalfFilled();
  if ((await partiesOfKind(deps.db, 'partner', ['applied', 'admitted', 'refused', 'ended'])).length > 0) return;

  const days = calendar(deps.clock.now());
  const steps = [...beginnings(days), ...agreements(days), ...desk(days)].sort(byTime);
  const first = steps[0]?.at ?? deps.clock.now();
  await note(deps, 'demonstration-begun', first, { steps: steps.length });
  const stage = await emptyStage(deps, consentText);
  // Argon2 is slow on purpose, and everybody has the same password.
  const hash = await deps.passwords.hash(DEMONSTRATION_PASSWORD);
  const passwords = { ...deps.passwords, hash: () => Promise.resolve(hash) };
  for (const { at, run } of steps) await run(stage, depsAt({ ...deps, passwords }, at));
  await settleMails(stage, deps, days.ago(3, '00:00'));
  await note(deps, 'demonstration-filled', deps.clock.now(), { parties: stage.parties.size });
}

async function emptyStage(deps: Deps, consentText: ConsentText): Promise<Stage> {
  const [nvvk] = await partiesOfKind(deps.db, 'steward', ['admitted']);
  if (!nvvk) throw new Error('the reference data lack the NVVK');
  return { consentText, parties: new Map([['NVVK', nvvk]]), players: new Map(), numbers: new Map() };
}

function byTime(one: Step, other: Step): number {
  return one.at === other.at ? 0 : one.at < other.at ? -1 : 1;
}

async function note(
  deps: Deps,
  kind: 'demonstration-begun' | 'demonstration-filled',
  at: string,
  body: Readonly<Record<string, number>>,
): Promise<void> {
  const nobody = { actorId: null, actingForId: null, subjectId: null };
  await deps.db.transaction((trx) => recordDeed(trx, { ...nobody, at, kind, body }));
}
