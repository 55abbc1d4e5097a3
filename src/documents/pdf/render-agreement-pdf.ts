import type { AgreementText } from '../agreement-text';
import { layOut } from '../layout/lay-out';
import { assembleTail } from './assemble-tail';
import { ownObjects } from './own-objects';
import { planTail, preparePrefix } from './plan-tail';
import { printPrefix } from './print-prefix';

/**
 * The base revision of an agreement: A4, tagged, with an empty signature field for every place. A classic cross-reference
 * table without object streams, so that signing appends plain increments. The same text gives the same bytes.
 */
export function renderAgreementPdf(text: AgreementText): Buffer {
  const { groups } = layOut(text);
  const prefix = printPrefix(groups);
  const plan = planTail(
    preparePrefix(prefix.bytes, prefix.layout),
    groups.filter((group) => !group.fixed),
  );
  const bodies = ownObjects(plan, text, { page: (own) => [own.body], field: (own) => own.op });
  return Buffer.concat([prefix.bytes, assembleTail(plan, bodies).tail]);
}
