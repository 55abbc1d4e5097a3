import { readBase } from '../../src/signing/pdf/increment';
import { verifyOwn } from '../../src/signing/verify/verify-own';
import { basePdf } from '../support/base-pdf';
import { forgedRevision, type RevisionParts } from '../support/forged-revision';
import { signingWorld } from '../support/pki';

// Revisions with a true signature over them, a right table and a right trailer, in which one thing is not as the portal writes it:
// what a flaw in the portal could make, or a thief of its keys.

const world = signingWorld();
const anchors = [world.ca.root.certificate];
const trust = { anchors, tsaAnchors: anchors, now: '2027-06-01T00:00:00.000Z' };

let base: Buffer;
let once: Buffer;
/** The object that holds what the first page shows. */
let page: number;

beforeAll(async () => {
  const { bytes, appearance } = await basePdf();
  base = bytes;
  once = Buffer.concat([base, (await world.sign(base, 'partij-1', appearance('x'))).increment]);
  page = Number(/\/Contents (\d+) 0 R/.exec(base.toString('latin1'))?.[1]);
});

test.each(['partij-1', 'partij-2'])('a revision in which nothing is forged passes (%s)', async (field) => {
  const file = await forgedRevision(world, field === 'partij-1' ? base : once, field);
  expect(verifyOwn(file, trust)).toMatchObject({ indication: 'TOTAL-PASSED', problems: [] });
});

type Forge = (honest: RevisionParts) => RevisionParts;

const swapped = (text: string, from: RegExp, to: string): string => {
  if (!from.test(text)) throw new Error(`no ${String(from)} in ${text}`);
  return text.replace(from, to);
};
const inField =
  (from: RegExp, to: () => string): Forge =>
  (honest) => ({ ...honest, field: swapped(honest.field, from, to()) });
const inAppearance =
  (from: RegExp, to: string): Forge =>
  (honest) => ({ ...honest, appearance: swapped(honest.appearance, from, to) });

const COUNT = 'not three objects';
const NUMBERS = 'unexpected object numbers';
const FIELD = 'field changed otherwise than by signing';
const LOOK = 'appearance that the portal does not make';

const FORGED: readonly (readonly [string, string, Forge])[] = [
  [
    'a fourth object, in the place of what a page shows',
    COUNT,
    (honest) => ({ ...honest, more: [{ number: page, body: '<< /Length 2 >>\nstream\nBT\nendstream' }] }),
  ],
  [
    'the appearance in the place of what a page shows',
    NUMBERS,
    ({ numbers, field, ...honest }) => ({
      ...honest,
      numbers: { ...numbers, appearance: page },
      field: swapped(field, /\/N \d+/, `/N ${page}`),
    }),
  ],
  [
    'the signature in the place of what a page shows',
    NUMBERS,
    ({ numbers, field, ...honest }) => ({
      ...honest,
      numbers: { ...numbers, signature: page },
      field: swapped(field, /\/V \d+/, `/V ${page}`),
    }),
  ],
  ['a field that looks like another object', FIELD, inField(/\/N \d+/, () => `/N ${page}`)],
  ['a field with a look for when it is pressed', FIELD, inField(/(\/N \d+ 0 R)/, () => `$1 /D ${page} 0 R`)],
  ['a field whose value is another object', FIELD, inField(/\/V \d+/, () => `/V ${page}`)],
  ['a field that moves', FIELD, inField(/\/Rect \[ 60/, () => '/Rect [ 10')],
  [
    'a field that was signed before',
    FIELD,
    ({ numbers, field, ...honest }) => {
      const signed = readBase(base, 'partij-1').field;
      return {
        ...honest,
        numbers: { ...numbers, field: signed.number },
        field: swapped(field, /^<< .* \/AP/, `<< ${signed.entries} /AP`),
      };
    },
  ],
  [
    'an object that is no field',
    'changes what is not a field',
    ({ numbers, ...honest }) => ({ ...honest, numbers: { ...numbers, field: page } }),
  ],
  ['an appearance that is drawn elsewhere', LOOK, inAppearance(/(\/BBox)/, '/Matrix [9 0 0 9 0 0] $1')],
  ['an appearance with an image', LOOK, inAppearance(/(\/Font)/, '/XObject << /I 5 0 R >> $1')],
];

test.each(FORGED)('refused is %s: %s', async (_, cause, forge) => {
  const report = verifyOwn(await forgedRevision(world, once, 'partij-2', forge), trust);
  expect(report).toMatchObject({
    indication: 'TOTAL-FAILED',
    subIndication: 'FORMAT_FAILURE',
    problems: ['unknown-change-after-signing'],
    signatures: [{ field: 'partij-1', intact: true }],
  });
  expect(report.error?.message).toContain(cause);
});
