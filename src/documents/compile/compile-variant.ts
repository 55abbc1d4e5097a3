import type { AgreementFacts } from '../../domain/agreement-facts';
import { composeAgreement } from '../compose-agreement';
import { layOut } from '../layout/lay-out';
import { printPrefix } from '../pdf/print-prefix';
import type { VariantLayout } from '../pdf/variant-layout';
import type { Template } from '../template/template';
import { variantKey } from './variant-key';

/** What all agreements of a variant share; `layout` is data for JSON. To be kept as it is: old agreements begin with its bytes. */
export interface CompiledVariant {
  readonly key: string;
  readonly prefix: Buffer;
  readonly layout: VariantLayout;
}

/** Any agreement of the variant will do. @throws what composeAgreement throws */
export function compileVariant(template: Template, facts: AgreementFacts): CompiledVariant {
  const { groups } = layOut(composeAgreement(template, facts));
  const { bytes, layout } = printPrefix(groups);
  return { key: variantKey(template, facts), prefix: bytes, layout };
}
