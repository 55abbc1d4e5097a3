import type { ArchiveProof } from './pdf/dss';
import { readFile } from './pdf/file';
import { refusePdf } from './pdf/letters';
import { readRevision } from './verify/archive-revision';

/** A signature or document time-stamp of a file of the portal, with the bytes that it is over. */
export interface SignedPart {
  readonly kind: 'signature' | 'timestamp';
  readonly field: string;
  /** What /ByteRange says (ISO 32000-2 12.8.1): the first `before` bytes, and `length` bytes from `after` on. */
  readonly range: { readonly before: number; readonly after: number; readonly length: number };
  /** CMS of a signature or token of a time-stamp: DER, without the zeros that fill the gap. */
  readonly contents: Buffer;
}

export interface TakenApart {
  /** In the order in which they were made. */
  readonly parts: readonly SignedPart[];
  /** What the document security stores hold. */
  readonly proof: ArchiveProof;
}

/** Everything in a file of the portal that an outsider needs to check it with other tools. Throws `malformed-pdf`. */
export function takeApart(bytes: Buffer): TakenApart {
  const file = readFile(bytes);
  const parts: SignedPart[] = [];
  const stores: ArchiveProof[] = [];
  for (let index = 1; index < file.revisions.length; index++) {
    const found = readRevision(file, index);
    if (found.kind === 'proof') {
      stores.push(found.proof);
      continue;
    }
    const { kind, field, gap, revision } = found;
    const contents = found.kind === 'signature' ? found.contents : found.token;
    if (!contents) throw refusePdf('signature without contents', gap.start);
    parts.push({
      kind,
      field,
      range: { before: gap.start, after: gap.end, length: revision.end - gap.end },
      contents,
    });
  }
  const all = (list: keyof ArchiveProof): readonly Buffer[] => stores.flatMap((store) => store[list]);
  return { parts, proof: { certificates: all('certificates'), crls: all('crls'), ocsps: all('ocsps') } };
}
