import { readBase } from '../../src/signing/pdf/increment';
import { textString } from '../../src/signing/pdf/append';
import { timeDigits } from '../../src/signing/instant';
import { bentCms, ROOM } from './bent-signature';
import { append, gapsOf, refill, splice } from './pdf-bytes';
import { sha256, type SigningWorld } from './pki';

/** What a revision that signs a field consists of. */
export interface RevisionParts {
  readonly numbers: { readonly appearance: number; readonly field: number; readonly signature: number };
  readonly appearance: string;
  readonly field: string;
  /** Objects that the portal does not add, at the end. */
  readonly more: readonly { readonly number: number; readonly body: string }[];
}

/** A revision as the portal would write it, forged, and then signed with a session of the portal over all that stands there. */
export async function forgedRevision(
  world: SigningWorld,
  file: Buffer,
  field: string,
  forge: (honest: RevisionParts) => RevisionParts = (honest) => honest,
): Promise<Buffer> {
  const base = readBase(file, field);
  const [signature, appearance] = [base.size, base.size + 1];
  const forged = forge({
    numbers: { appearance, field: base.field.number, signature },
    appearance: `<< /Type /XObject /Subtype /Form /BBox [0 0 240 60] /Resources << /Font ${base.fonts} >> /Length 0 >>`,
    field: `<< ${base.field.entries} /AP << /N ${appearance} 0 R >> /V ${signature} 0 R >>`,
    more: [],
  });
  const written = append(file, [
    { number: forged.numbers.appearance, body: `${forged.appearance}\nstream\n\nendstream` },
    { number: forged.numbers.field, body: forged.field },
    { number: forged.numbers.signature, body: signatureDictionary(world) },
    ...forged.more,
  ]);
  return signLast(world, written);
}

const RANGE = ' '.repeat(40);

const signatureDictionary = ({ clock }: SigningWorld): string =>
  `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (D:${timeDigits(clock.now())}Z)` +
  ` /Name ${textString('Naam')} /Contents <${'0'.repeat(2 * ROOM)}> /ByteRange [${RANGE}] >>`;

/** Fills in the range and the CMS of the last signature. */
async function signLast(world: SigningWorld, file: Buffer): Promise<Buffer> {
  const nth = gapsOf(file).length - 1;
  const { start = 0, end = 0 } = gapsOf(file)[nth] ?? {};
  const [before, after] = [start - 1, end + 1];
  const rangeAt = file.indexOf(RANGE, after, 'latin1');
  const range = `0 ${before} ${after} ${file.length - after}`.padEnd(RANGE.length);
  const ranged = splice(file, rangeAt, rangeAt + RANGE.length, range);
  const digest = sha256(Buffer.concat([ranged.subarray(0, before), ranged.subarray(after)]));
  return refill(ranged, nth, await bentCms(world, digest));
}
