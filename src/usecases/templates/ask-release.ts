import type { Deps } from '../../deps';
import { DomainError, notFound } from '../../domain/errors';
import type { OutboxOrder } from '../../domain/outbox';
import type { Viewer } from '../../domain/parties';
import { amsterdamDay, type Day } from '../../domain/time';
import { recordDeed } from '../../persistence/audit-entry';
import type { Db } from '../../persistence/db';
import { membersOf } from '../../persistence/membership';
import { enqueue } from '../../persistence/outbox';
import { askRelease as writeAsked, draftByLabel } from '../../persistence/template-draft';
import { versionBeginsOn } from '../../persistence/template-version';
import { checkText } from './check-text';

/** Which draft, and the version of it that the steward saw. */
export interface DraftSeen {
  readonly label: string;
  readonly version: number;
}

/** The first of two stewards; the others hear of it by mail. Refuses day-in-past and template-day-taken: then the day in the text must change first. */
export async function askRelease(
  deps: Pick<Deps, 'db' | 'clock' | 'newId'> & { readonly config: Pick<Deps['config'], 'baseUrl'> },
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
    const colleagues = (await membersOf(trx, viewer.party.id)).filter(
      ({ personId, roles }) => personId !== viewer.personId && roles.includes('steward'),
    );
    const values = {
      label,
      by: viewer.name,
      from: checked.template.effectiveFrom,
      link: `${deps.config.baseUrl}/beheer/modelteksten/${label}`,
    };
    const orders = colleagues.map(({ personId, email, name }): OutboxOrder => ({
      kind: 'mail',
      dedupeKey: `release-asked ${draft.id} ${version} ${personId}`,
      payload: { template: 'vrijgave-gevraagd', to: { email, name }, values },
      dueAt: now,
    }));
    await enqueue(trx, deps.newId, now, orders);
  });
}

/** A text holds from today at the earliest, and no two from one day. */
export async function refuseDay(db: Db, effectiveFrom: Day, today: Day): Promise<void> {
  if (effectiveFrom < today) throw new DomainError('invalid', 'day-in-past');
  if (await versionBeginsOn(db, effectiveFrom)) throw new DomainError('invalid', 'template-day-taken');
}
