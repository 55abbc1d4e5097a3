import type { Deps } from '../../deps';
import { DomainError, notFound } from '../../domain/errors';
import type { Viewer } from '../../domain/parties';
import { amsterdamDay, type Day } from '../../domain/time';
import { recordDeed } from '../../persistence/audit-entry';
import type { Db } from '../../persistence/db';
import { askRelease as writeAsked, draftByLabel } from '../../persistence/template-draft';
import { versionBeginsOn } from '../../persistence/template-version';
import { checkText } from './check-text';

/** Which draft, and the version of it that the steward saw. */
export interface DraftSeen {
  readonly label: string;
  readonly version: number;
}

/** The first of two stewards. Refuses day-in-past and template-day-taken: then the day in the text must change first. */
export async function askRelease(
  deps: Pick<Deps, 'db' | 'clock'>,
  viewer: Viewer,
  { label, version }: DraftSeen,
): Promise<void> {
  const now = deps.clock.now();
  await deps.db.transaction(async (trx) => {
    const draft = await draftByLabel(trx, label);
    if (!draft) throw notFound();
    const checked = checkText(draft.source, amsterdamDay(now));
    if (!checked.ok) throw checked.mistakes[0] ?? new Error('a faulty text without a mistake');
    await refuseDay(trx, checked.template.effectiveFrom, amsterdamDay(now));
    if (!(await writeAsked(trx, { id: draft.id, version }, viewer.personId, now)))
      throw new DomainError('conflict', 'changed-meanwhile');
    await recordDeed(trx, {
      at: now,
      kind: 'template-release-asked',
      actorId: viewer.personId,
      actingForId: viewer.party.id,
      subjectId: draft.id,
      body: { label, sourceSha256: draft.sourceSha256 },
    });
  });
}

/** A text holds from today at the earliest, and no two from one day. */
export async function refuseDay(db: Db, effectiveFrom: Day, today: Day): Promise<void> {
  if (effectiveFrom < today) throw new DomainError('invalid', 'day-in-past');
  if (await versionBeginsOn(db, effectiveFrom)) throw new DomainError('invalid', 'template-day-taken');
}
