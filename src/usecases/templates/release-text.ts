import { createHash } from 'node:crypto';
import type { Deps } from '../../deps';
import { DomainError, notFound } from '../../domain/errors';
import type { Viewer } from '../../domain/parties';
import { amsterdamDay } from '../../domain/time';
import { recordDeed } from '../../persistence/audit-entry';
import { deleteDraft, draftByLabel } from '../../persistence/template-draft';
import { refuseDay, type DraftSeen } from './ask-release';
import { checkText } from './check-text';
import { insertRelease } from './insert-release';

/**
 * The second of two stewards: the draft becomes a released text, frozen by its SHA-256, that holds from the day in it.
 * Refuses release-not-asked, own-release-request, day-in-past, template-day-taken and changed-meanwhile.
 */
export async function releaseText(
  deps: Pick<Deps, 'db' | 'clock' | 'newId'>,
  viewer: Viewer,
  { label, version }: DraftSeen,
): Promise<void> {
  const now = deps.clock.now();
  await deps.db.transaction(async (trx) => {
    const draft = await draftByLabel(trx, label);
    if (!draft) throw notFound();
    if (draft.askedBy === null) throw new DomainError('invalid', 'release-not-asked');
    if (draft.askedBy === viewer.personId) throw new DomainError('invalid', 'own-release-request');
    if (createHash('sha256').update(draft.source).digest('hex') !== draft.sourceSha256)
      throw new Error(`the draft ${label} is not the text that was saved`);
    const checked = checkText(draft.source, amsterdamDay(now));
    if (!checked.ok) throw checked.mistakes[0] ?? new Error('a faulty text without a mistake');
    await refuseDay(trx, checked.template.effectiveFrom, amsterdamDay(now));
    if (!(await deleteDraft(trx, { id: draft.id, version }))) throw new DomainError('conflict', 'changed-meanwhile');
    const id = await insertRelease(trx, deps, {
      template: checked.template,
      source: draft.source,
      sourceSha256: draft.sourceSha256,
      releasedBy: draft.askedBy,
      approvedBy: viewer.personId,
      releasedAt: now,
    });
    await recordDeed(trx, {
      at: now,
      kind: 'template-released',
      actorId: viewer.personId,
      actingForId: viewer.party.id,
      subjectId: id,
      body: { label, sourceSha256: draft.sourceSha256, askedBy: draft.askedBy, effectiveFrom: checked.template.effectiveFrom },
    });
  });
}
