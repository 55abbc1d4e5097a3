import type { Deps } from '../../deps';
import { DomainError, notFound } from '../../domain/errors';
import type { Viewer } from '../../domain/parties';
import { recordDeed } from '../../persistence/audit-entry';
import { deleteDraft, draftByLabel } from '../../persistence/template-draft';
import type { DraftSeen } from './ask-release';

/** Throws a draft away; what it was stays known by its digest. */
export async function dropDraft(
  deps: Pick<Deps, 'db' | 'clock'>,
  viewer: Viewer,
  { label, version }: DraftSeen,
): Promise<void> {
  await deps.db.transaction(async (trx) => {
    const draft = await draftByLabel(trx, label);
    if (!draft) throw notFound();
    if (!(await deleteDraft(trx, { id: draft.id, version }))) throw new DomainError('conflict', 'changed-meanwhile');
    await recordDeed(trx, {
      at: deps.clock.now(),
      kind: 'template-draft-dropped',
      actorId: viewer.personId,
      actingForId: viewer.party.id,
      subjectId: draft.id,
      body: { label, sourceSha256: draft.sourceSha256 },
    });
  });
}
