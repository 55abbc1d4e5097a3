// The script of a package against every way in which a package can be wrong. Each defect is planted as a forger would: what lists
// the other files (SHA256SUMS) is made again, so that the deeper checks must find it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { X509Certificate, createHash } from 'node:crypto';
import { renewArchives } from '../../src/usecases/archive/complete-archive';
import { flipped, forged, runCheck, unzip, type Files } from '../support/evidence';
import { pem } from '../support/openssl';
import { gapsOf } from '../support/pdf-bytes';
import { DAY, handOut, packageOf, signedAgreement, type SignedAgreement } from '../support/signed-agreement';

// The script starts a hundred processes; on a busy machine that takes its time.
jest.setTimeout(120_000);

let signed: SignedAgreement;
let files: Files;
beforeAll(async () => {
  signed = await signedAgreement();
  files = await packageOf(signed.world, signed.number);
});
afterAll(() => signed.world.close());

const of = (name: string): Buffer => files.get(name) ?? fail(name);
const fail = (name: string): never => {
  throw new Error(`no ${name}`);
};
const PDF = 'OVK-2026-000001.pdf';
/** One bit of the DER inside a PEM file. */
const flippedPem = (name: string, at: number): string => {
  const [, label = '', body = ''] = /-----BEGIN (.*)-----\n([\s\S]*)\n-----END/.exec(of(name).toString()) ?? [];
  const der = flipped(Buffer.from(body, 'base64'), at);
  return pem(der, label);
};
const replaced = (
  name: string,
  from: string | RegExp,
  to: string | ((found: string) => string),
): Record<string, string> => {
  const text = of(name).toString();
  const changed = text.replace(from, typeof to === 'string' ? () => to : to);
  if (changed === text) throw new Error(`nothing to change in ${name}`);
  return { [name]: changed };
};
const swapped = (one: string, other: string): Record<string, Buffer> => ({ [one]: of(other), [other]: of(one) });
const entryOf = (kind: string): string =>
  [...files.keys()].find((name) => /^logboek\/\d+\.json$/.test(name) && of(name).includes(`"kind":"${kind}"`)) ??
  fail(kind);
const proofOf = (kind: string): string => entryOf(kind).replace('.json', '.bewijs');
/** A PDF with its digests made again, as a forger would. */
const pdfOf = (bytes: Buffer): Record<string, Buffer | string> => ({
  [PDF]: bytes,
  [`${PDF}.sha256`]: `${createHash('sha256').update(bytes).digest('hex')}  ${PDF}\n`,
});
const inFirst = (): number => (gapsOf(of(PDF))[0]?.start ?? 0) + 1_000;
/** Where the n-th revision of the document ends; the first has no signature. */
const endOf = (nth: number): number => {
  let end = 0;
  for (let count = 0; count < nth; count++) end = of(PDF).indexOf('%%EOF\n', end) + 6;
  return end;
};

it('is what a package of the portal is not', () => {
  expect(runCheck(files)).toMatchObject({ status: 0, wrong: [] });
  expect(runCheck(forged(files, {}))).toMatchObject({ status: 0, wrong: [] });
});

// What is planted, and what the script must say of it.
const defects: readonly (readonly [string, () => Record<string, Buffer | string | null>, RegExp])[] = [
  ['a byte of a page', () => pdfOf(flipped(of(PDF), 100_000)), /handtekening 1: de handtekening past niet bij/],
  ['a byte of the first signature in the pdf', () => pdfOf(flipped(of(PDF), inFirst())), /1\.p7s staat in de pdf/],
  ['a byte of the last signature field', () => pdfOf(flipped(of(PDF), of(PDF).length - 300)), /archief/],
  ['a byte after the end of the pdf', () => pdfOf(Buffer.concat([of(PDF), Buffer.from('\n')])), /na het laatste deel/],
  ['the pdf without its archive', () => pdfOf(of(PDF).subarray(0, endOf(3))), /de pdf heeft 2 handtekening/],
  [
    'another sha256 of the pdf',
    () => ({ [`${PDF}.sha256`]: `${'0'.repeat(64)}  ${PDF}\n` }),
    /de pdf heeft de SHA-256/,
  ],
  ...['ondertekenaar-1', 'ondertekenaar-2', 'uitgever-1', 'tijdstempel-1', 'logboek-1', 'wortel-ondertekenaars-1'].map(
    (name): (typeof defects)[number] => [
      `a byte of the certificate ${name}`,
      () => ({ [`certificaten/${name}.pem`]: flippedPem(`certificaten/${name}.pem`, 200) }),
      /certificaat|niet door|past niet|klopt niet/,
    ],
  ),
  [
    'a byte of the root of the time-stamps',
    () => ({ 'certificaten/wortel-tijdstempels-1.pem': flippedPem('certificaten/wortel-tijdstempels-1.pem', 200) }),
    /tijdstempel klopt niet/,
  ],
  [
    'the certificate of another signatory',
    () => swapped('certificaten/ondertekenaar-1.pem', 'certificaten/ondertekenaar-2.pem'),
    /niet het certificaat/,
  ],
  ...['ondertekenaar-1', 'uitgever-1', 'logboek-1'].map((name): (typeof defects)[number] => [
    `a byte of the CRL ${name}`,
    () => ({ [`intrekkingslijsten/${name}.pem`]: flippedPem(`intrekkingslijsten/${name}.pem`, 60) }),
    /niet door .* uitgegeven, of was ingetrokken/,
  ]),
  [
    'the CRL of another certificate',
    () => swapped('intrekkingslijsten/ondertekenaar-1.pem', 'intrekkingslijsten/ondertekenaar-2.pem'),
    /of was ingetrokken/,
  ],
  [
    'a chain that ends too early',
    () => replaced('ketens/handtekening-1.txt', /\n.*\n$/, '\n'),
    /eindigt niet bij een wortel/,
  ],
  [
    'the chain of another signature',
    () => swapped('ketens/handtekening-1.txt', 'ketens/handtekening-2.txt'),
    /niet het certificaat waarmee/,
  ],
  [
    'a byte of a signature',
    () => ({ 'handtekeningen/1.p7s': flipped(of('handtekeningen/1.p7s'), 1_500) }),
    /1\.p7s staat in de pdf/,
  ],
  [
    'the signatures in another order',
    () => swapped('handtekeningen/1.p7s', 'handtekeningen/2.p7s'),
    /1\.p7s staat in de pdf/,
  ],
  [
    'a byte of a time-stamp',
    () => ({ 'handtekeningen/1.tst': flipped(of('handtekeningen/1.tst'), 200) }),
    /is het tijdstempel uit de handtekening/,
  ],
  [
    'the time-stamps in another order',
    () => swapped('handtekeningen/1.tst', 'handtekeningen/2.tst'),
    /is het tijdstempel uit de handtekening/,
  ],
  ['no time-stamp of a signature', () => ({ 'handtekeningen/2.tst': null }), /is het tijdstempel uit de handtekening/],
  ['no archive time-stamp', () => ({ 'archief/1.tst': null }), /archief\/1\.tst staat in de pdf/],
  [
    'a byte of the archive time-stamp',
    () => ({ 'archief/1.tst': flipped(of('archief/1.tst'), 150) }),
    /archief\/1\.tst staat in de pdf/,
  ],
  [
    'a byte of an entry of the log',
    () => replaced(entryOf('agreement-in-force'), '"from":"2026-09-29"', '"from":"2026-09-28"'),
    /hoort bij het controlepunt \(agreement-in-force\)/,
  ],
  [
    'another number of an entry',
    () => replaced(entryOf('archive-closed'), /"seq":\d+/, '"seq":1'),
    /regel 1 van het logboek/,
  ],
  [
    'two entries of the log swapped',
    () => swapped(entryOf('agreements-offered'), entryOf('agreement-in-force')),
    /hoort bij het controlepunt/,
  ],
  [
    'a digit of a proof',
    () => replaced(proofOf('agreement-signed'), /^./, 'x'),
    /hoort bij het controlepunt \(agreement-signed\)/,
  ],
  [
    'a hash of a proof',
    () => replaced(proofOf('agreement-signed'), /^[0-9a-f]{64}/, 'ab'.repeat(32)),
    /hoort bij het controlepunt \(agreement-signed\)/,
  ],
  ['a proof cut off', () => replaced(proofOf('agreement-signed'), /^.*\n/, ''), /hoort bij het controlepunt/],
  ['an empty proof', () => ({ [proofOf('agreement-signed')]: '' }), /hoort bij het controlepunt/],
  [
    'an entry left out',
    () => ({ [entryOf('archive-closed')]: null, [proofOf('archive-closed')]: null }),
    /regels van het logboek/,
  ],
  [
    'an entry left out, and the count with it',
    () => ({
      [entryOf('agreement-in-force')]: null,
      [proofOf('agreement-in-force')]: null,
      ...replaced('pakket.txt', 'logboekregels: 9', 'logboekregels: 8'),
    }),
    /het logboek zegt dat de overeenkomst van kracht werd/,
  ],
  [
    'another size of the log',
    () => replaced('logboek/controlepunt.txt', /\n\d+\n/, '\n14\n'),
    /controlepunt: de handtekening past niet/,
  ],
  [
    'another root of the log',
    () => replaced('logboek/controlepunt.txt', /\n(.)(?=.{42}=\n)/, (first) => (first === '\nA' ? '\nB' : '\nA')),
    /controlepunt: de handtekening past niet/,
  ],
  [
    'another moment of the checkpoint',
    () => replaced('logboek/controlepunt.txt', /T08(?=:)/, 'T07'),
    /controlepunt: de handtekening past niet/,
  ],
  [
    'a byte of the signature over the checkpoint',
    () => ({
      'logboek/controlepunt.p7s': flipped(of('logboek/controlepunt.p7s'), of('logboek/controlepunt.p7s').length - 30),
    }),
    /controlepunt/,
  ],
  [
    'the checkpoint signed by a signatory',
    () => ({
      'logboek/controlepunt.p7s': of('handtekeningen/1.p7s'),
      'logboek/controlepunt.tst': of('handtekeningen/1.tst'),
    }),
    /controlepunt: de handtekening past niet/,
  ],
  ['no checkpoint', () => ({ 'logboek/controlepunt.txt': null }), /het controlepunt is niet te lezen/],
  [
    'another office in a mandate',
    () => replaced('mandaten/1.json', 'wethouder', 'burgemeester'),
    /handtekening 1: de tekenbevoegdheid/,
  ],
  ['the mandates swapped', () => swapped('mandaten/1.json', 'mandaten/2.json'), /handtekening 1: de tekenbevoegdheid/],
  [
    'another sentence of consent',
    () => replaced('ondertekensessies/1-lijst.json', 'Ik ga ermee akkoord', 'Ik ga er niet mee akkoord'),
    /het akkoord op de lijst/,
  ],
  [
    'the lists swapped',
    () => swapped('ondertekensessies/1-lijst.json', 'ondertekensessies/2-lijst.json'),
    /het akkoord op de lijst/,
  ],
  [
    'another factor',
    () => replaced('ondertekensessies/2-bevestiging.json', '"totp"', '"passkey"'),
    /handtekening 2: de bevestiging/,
  ],
  [
    'another code',
    () => replaced('ondertekensessies/2-bevestiging.json', /"step":\d+/, '"step":1'),
    /handtekening 2: de bevestiging/,
  ],
  [
    'one signature told of two',
    () => replaced('pakket.txt', 'handtekeningen: 2', 'handtekeningen: 1'),
    /de pdf heeft 1 handtekening/,
  ],
  ['a lower level told', () => replaced('pakket.txt', 'B-LTA', 'B-T'), /het niveau van de handtekeningen/],
  ['no summary', () => ({ 'pakket.txt': null }), /pakket\.txt is niet te lezen/],
];

it.each(defects)('finds %s', (_what, plant, said) => {
  const verdict = runCheck(forged(files, plant()));
  expect(verdict.status).toBe(1);
  expect(verdict.wrong.join('\n')).toMatch(said);
  expect(verdict.said).not.toContain('ALLES KLOPT');
});

it('finds what is not on the list, what is missing, and any byte at all', () => {
  for (const changed of [
    new Map([...files, ['extra.txt', Buffer.from('hallo')]]),
    new Map([...files].filter(([name]) => name !== 'README.txt')),
    new Map([...files, ['README.txt', flipped(of('README.txt'), 300)] as const]),
    new Map([...files, ['SHA256SUMS', flipped(of('SHA256SUMS'), 10)] as const]),
  ])
    expect(runCheck(changed).status).toBe(1);
});

it('holds the root against a fingerprint from elsewhere', () => {
  const { fingerprint256 } = new X509Certificate(signed.world.deps.keys.portal.root.certificate);
  expect(runCheck(files, [fingerprint256]).status).toBe(0);
  const wrong = runCheck(files, ['00'.repeat(32)]);
  expect([wrong.status, wrong.wrong]).toEqual([1, Array(2).fill('FOUT   deze vingerafdruk hebt u opgegeven')]);
});

it('finds parts of two packages put together', async () => {
  const { clock, deps } = signed.world;
  clock.pass(DAY);
  // The log goes on, and with it the checkpoint of the next package.
  expect(await renewArchives(deps, '2026-10-01T00:00:00.000Z')).toEqual({ renewed: 1, failed: [] });
  const later = await packageOf(signed.world, signed.number);
  expect(runCheck(later)).toMatchObject({ status: 0, wrong: [] });
  const checkpoint = Object.fromEntries([...later].filter(([name]) => name.includes('controlepunt')));
  const mixed = forged(files, { ...checkpoint, ...logbookCertificate(later) });
  expect(runCheck(mixed).wrong.join('\n')).toMatch(/hoort bij het controlepunt/);
});

const logbookCertificate = (of: Files): Record<string, Buffer> =>
  Object.fromEntries([...of].filter(([name]) => name.endsWith('/logboek-1.pem')));

it('reads the same with the unzip of the system', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'evidence-zip-'));
  try {
    const zip = await handOut(signed.world, signed.number);
    writeFileSync(join(folder, 'x.zip'), zip);
    const { error, status } = spawnSync('unzip', ['-q', 'x.zip', '-d', 'out'], { cwd: folder });
    if (error) return;
    expect(status).toBe(0);
    for (const [name, content] of unzip(zip))
      expect(readFileSync(join(folder, 'out', name)).equals(content)).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
