import type { AgreementText } from '../agreement-text';
import { layOut } from '../layout/lay-out';
import { assembleTail } from './assemble-tail';
import { ownObjects } from './own-objects';
import { planShape } from './plan-shape';
import { preparePrefix } from './prepare-prefix';
import { printPrefix } from './print-prefix';
import { printWords } from './print-words';

/**
 * The base revision of an agreement: A4, tagged, with an empty signature field for every place. A classic cross-reference
 * table without object streams, so that signing appends plain increments. The same text gives the same bytes.
 */
export function renderAgreementPdf(text: AgreementText): Buffer {
  const { groups } = layOut(text);
  const prefix = printPrefix(groups);
  const plan = planShape(
    preparePrefix(prefix.bytes, prefix.layout),
    groups.filter((group) => !group.fixed),
  );
  const objects = ownObjects(plan, text, {
    texts: (own, i) =>
      printWords(
        plan.ownNumbers[i] ?? 0,
        own,
        own.texts.map((one) => one.text),
      ),
    party: (op) => op.party,
  });
  return Buffer.concat([prefix.bytes, plan.bytes, assembleTail(plan, objects).tail]);
}
