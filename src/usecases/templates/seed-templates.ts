import { createHash } from 'node:crypto';
import type { Deps } from '../../deps';
import { parseTemplate } from '../../documents';
import { recordDeed } from '../../persistence/audit-entry';
import { templateByLabel } from '../../persistence/template-version';
import { insertRelease } from './insert-release';

/** A file under templates/ no longer holds the text that was released under its label. */
export class ReleasedTextChanged extends Error {
  constructor(label: string, file: string) {
    super(`${file}: text ${label} was released and may not change any more; give the new text a label of its own`);
    this.name = 'ReleasedTextChanged';
  }
}

/**
 * Brings the texts that come with the program into the database, which is the truth from then on. They count as released
 * by the installation. Throws TemplateError for a text with a fault, ReleasedTextChanged for one that was altered later.
 */
export async function seedTemplates(
  deps: Pick<Deps, 'db' | 'clock' | 'newId'>,
  texts: readonly { readonly file: string; readonly source: string }[],
): Promise<void> {
  const now = deps.clock.now();
  for (const { file, source } of texts) {
    const template = parseTemplate(source);
    const sourceSha256 = createHash('sha256').update(source).digest('hex');
    await deps.db.transaction(async (trx) => {
      const known = await templateByLabel(trx, template.label);
      if (known && known.sourceSha256 !== sourceSha256) throw new ReleasedTextChanged(template.label, file);
      if (known) return;
      const id = await insertRelease(trx, deps, {
        template,
        source,
        sourceSha256,
        releasedBy: 'templates',
        approvedBy: 'installation',
        releasedAt: now,
      });
      const body = { label: template.label, sourceSha256 };
      await recordDeed(trx, { at: now, kind: 'template-released', actorId: null, actingForId: null, subjectId: id, body });
    });
  }
}
