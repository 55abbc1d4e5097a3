// The texts under /beheer/modelteksten by their label.
import type { Deps } from '../../deps';
import { notFound } from '../../domain/errors';
import { draftByLabel, type TemplateDraft } from '../../persistence/template-draft';
import { releasedTexts, type ReleasedText } from '../../persistence/template-version';

export type Held =
  | { readonly kind: 'draft'; readonly draft: TemplateDraft }
  | { readonly kind: 'released'; readonly text: ReleasedText };

/** The draft or the released text of a label. Throws notFound. */
export async function heldText(deps: Deps, label: string): Promise<Held> {
  const draft = await draftByLabel(deps.db, label);
  if (draft) return { kind: 'draft', draft };
  const text = (await releasedTexts(deps.db)).find((one) => one.label === label);
  if (!text) throw notFound();
  return { kind: 'released', text };
}

export const sourceOf = (held: Held): string => (held.kind === 'draft' ? held.draft.source : held.text.source);
