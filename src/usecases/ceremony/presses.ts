import { createHash } from 'node:crypto';
import type { Deps } from '../../deps';
import { compileVariant, press, variantKey, type Press, type Template, type VariantLayout } from '../../documents';
import type { AgreementFacts } from '../../domain/agreement-facts';
import type { Id } from '../../domain/time';
import { findVariant, type NewVariant } from '../../persistence/template-variant';

/** A variant of a text, stored or to be stored with its first agreement, ready for its agreements. */
export interface ReadyVariant {
  readonly variant: NewVariant;
  readonly press: Press;
}

/** Gives the variant of an agreement; each is looked up, or compiled when it is new, once. */
export function presses(
  deps: Pick<Deps, 'db' | 'newId'>,
  templateVersionId: Id,
  template: Template,
): (facts: AgreementFacts) => Promise<ReadyVariant> {
  const ready = new Map<string, ReadyVariant>();
  return async (facts) => {
    const key = variantKey(template, facts);
    const known = ready.get(key);
    if (known !== undefined) return known;
    const stored = (await findVariant(deps.db, templateVersionId, key)) ?? compiled(deps.newId(), template, facts);
    const { prefix } = stored;
    const layout = JSON.parse(stored.layout) as VariantLayout;
    const fresh = { variant: { ...stored, templateVersionId, key }, press: press(template, { prefix, layout }) };
    ready.set(key, fresh);
    return fresh;
  };
}

function compiled(id: Id, template: Template, facts: AgreementFacts): Omit<NewVariant, 'templateVersionId' | 'key'> {
  const { prefix, layout } = compileVariant(template, facts);
  const prefixSha256 = createHash('sha256').update(prefix).digest('hex');
  return { id, prefix, prefixSha256, layout: JSON.stringify(layout) };
}
