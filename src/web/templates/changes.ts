// /beheer/modelteksten/{label}/verschillen: what a text writes differently from the one before it, side by side.
import { notFound } from '../../domain/errors';
import { releasedBefore, type TemplateVersion } from '../../persistence/template-version';
import { changedParts, type ChangedPart } from '../../usecases/templates/changed-parts';
import { parseTemplate } from '../../documents';
import { page, type MemberHandler } from '../http';
import { heldText, sourceOf, type Held } from './held';

const PATH = '/beheer/modelteksten';

export interface Changes {
  readonly former: TemplateVersion;
  readonly parts: readonly ChangedPart[];
}

/** Against the released text that holds just before this one; null for the first of all. */
export async function changesOf(deps: Parameters<MemberHandler>[0], held: Held): Promise<Changes | null> {
  const source = sourceOf(held);
  const former = await releasedBefore(deps.db, parseTemplate(source).effectiveFrom);
  return former && { former, parts: changedParts(former.source, source) };
}

export const showChanges: MemberHandler = async (deps, { params }) => {
  const label = params['label'] ?? '';
  const changes = await changesOf(deps, await heldText(deps, label));
  if (!changes) throw notFound();
  const title = `Wat verandert er in modeltekst ${label}`;
  const breadcrumbs = [
    { label: 'Modelteksten', href: PATH },
    { label, href: `${PATH}/${label}` },
    { label: 'Verschillen', href: null },
  ];
  const model = { label, former: changes.former.label, parts: changes.parts };
  return page('templates/changes', title, model, { current: PATH, breadcrumbs });
};
