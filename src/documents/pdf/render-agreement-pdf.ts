import { createHash } from 'node:crypto';
import type { AgreementText } from '../agreement-text';
import { layOut } from '../layout/lay-out';
import { finishTail, prefixEntries } from './finish-tail';
import { printSlab } from './page-content';
import { printPrefix } from './print-prefix';
import { printTail } from './print-tail';

/**
 * The base revision of an agreement: A4, tagged, with an empty signature field for every place. A classic cross-reference
 * table without object streams, so that signing appends plain increments. The same text gives the same bytes.
 */
export function renderAgreementPdf(text: AgreementText): Buffer {
  const { groups } = layOut(text);
  const prefix = printPrefix(groups);
  const tail = printTail({
    layout: prefix.layout,
    prefixLength: prefix.bytes.length,
    prefixEntries: prefixEntries(prefix.layout),
    text,
    groups: groups.filter((group) => !group.fixed),
    print: printSlab,
  });
  return Buffer.concat([prefix.bytes, finishTail(tail, createHash('sha256').update(prefix.bytes)).tail]);
}
