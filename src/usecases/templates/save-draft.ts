import { createHash } from 'node:crypto';
import type { Deps } from '../../deps';
import { DomainError } from '../../domain/errors';
import { amsterdamDay, type Id } from '../../domain/time';
import { recordDeed } from '../../persistence/audit-entry';
import type { Trx } from '../../persistence/db';
import { isDuplicate } from '../../persistence/duplicate';
import { draftByLabel, insertDraft, replaceDraft } from '../../persistence/template-draft';
import { templateByLabel } from '../../persistence/template-version';
import { checkText } from './check-text';

/** What may already stand under the label: nothing, this version of a draft, or any draft. */
export type Replaces = { readonly kind: 'nothing' | 'any' } | { readonly kind: 'draft'; readonly version: number };

export interface DraftBy {
  /** Null: the operator, from the command line. */
  readonly personId: Id | null;
  readonly partyId: Id | null;
}

export type SavedDraft = { readonly label: string; readonly state: 'saved' | 'already-saved' | 'already-released' };

/**
 * Keeps a text as a draft under the label that stands in it. A draft that replaces another is no longer asked to be released.
 * Throws the first TemplateError of a faulty text; refuses template-label-released (the released text differs),
 * template-draft-exists and changed-meanwhile.
 */
export async function saveDraft(
  deps: Pick<Deps, 'db' | 'clock' | 'newId'>,
  by: DraftBy,
  given: string,
  replaces: Replaces,
): Promise<SavedDraft> {
  // Browsers send other line ends than files have; the digest must not tell them apart.
  const source = given.replace(/\r\n?/g, '\n');
  const now = deps.clock.now();
  const checked = checkText(source, amsterdamDay(now));
  if (!checked.ok) throw checked.mistakes[0] ?? new Error('a faulty text without a mistake');
  const { label } = checked.template;
  const sourceSha256 = createHash('sha256').update(source).digest('hex');
  const text = { source, sourceSha256, uploadedBy: by.personId, uploadedAt: now };
  return deps.db.transaction(async (trx) => {
    const released = await templateByLabel(trx, label);
    if (released?.sourceSha256 === sourceSha256) return { label, state: 'already-released' };
    if (released) throw new DomainError('conflict', 'template-label-released', { label });
    const draft = await draftByLabel(trx, label);
    if (draft?.sourceSha256 === sourceSha256) return { label, state: 'already-saved' };
    if (draft === null) {
      if (replaces.kind === 'draft') throw new DomainError('conflict', 'changed-meanwhile');
      await insertNew(trx, { ...text, id: deps.newId(), label });
    } else {
      if (replaces.kind === 'nothing') throw new DomainError('conflict', 'template-draft-exists', { label });
      const version = replaces.kind === 'draft' ? replaces.version : draft.version;
      if (!(await replaceDraft(trx, { id: draft.id, version }, text)))
        throw new DomainError('conflict', 'changed-meanwhile');
    }
    await recordDeed(trx, {
      at: now,
      kind: 'template-drafted',
      actorId: by.personId,
      actingForId: by.partyId,
      subjectId: (await draftByLabel(trx, label))?.id ?? null,
      body: { label, sourceSha256 },
    });
    return { label, state: 'saved' };
  });
}

async function insertNew(trx: Trx, draft: Parameters<typeof insertDraft>[1]): Promise<void> {
  try {
    await insertDraft(trx, draft);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new DomainError('conflict', 'template-draft-exists', { label: draft.label });
  }
}
