import { createHash } from 'node:crypto';
import { addSeconds } from '../../src/domain/time';
import { knownCertificates } from '../../src/signing/certificates/known';
import {
  closeArchive,
  closeKnown,
  type ArchiveClosing,
  type ClosedArchive,
  nothingToFetch,
} from '../../src/signing/close-archive';
import { knowFile, knowPrefix } from '../../src/signing/known-file';
import { prepareTimestamp } from '../../src/signing/pdf/document-timestamp';
import { fillGap, fillingOf } from '../../src/signing/pdf/append';
import { writeDss, type ArchiveProof } from '../../src/signing/pdf/dss';
import { signField } from '../../src/signing/sign-field';
import { readFile } from '../../src/signing/pdf/file';
import { TimestampError } from '../../src/signing/timestamps/faults';
import { builtInTimestamper, type Stamp, type Timestamper } from '../../src/signing/timestamps/timestamper';
import { verifyOwn, type OwnTrust } from '../../src/signing/verify/verify-own';
import { basePdf, type BasePdf } from '../support/base-pdf';
import { append, contentsOf, flip, freeNumber, gapsOf, refill } from '../support/pdf-bytes';
import { newSerial, SIGNATORIES, signingWorld, testCa, testClock } from '../support/pki';
import { OCSP_LIES } from '../support/revocation-lies';
import {
  INVENTED_ADDRESSES,
  inventedProof,
  inventedTimestamper,
  inventTimestampAuthority,
} from '../../src/usecases/sample/invent-timestamp-authority';

const FIELD = 'Archief';
const world = signingWorld();
const stranger = testCa('Vreemd');
const trust: OwnTrust = {
  anchors: [world.ca.root.certificate],
  tsaAnchors: [world.ca.root.certificate],
  now: '2027-06-01T00:00:00.000Z',
};
let base: BasePdf;
let signed: Buffer;
let closed: ClosedArchive;
let archived: Buffer;
const crls: Buffer[] = [world.ca.root.crl];

const close = (file: Buffer, other: Partial<ArchiveClosing> = {}): Promise<ClosedArchive> =>
  closeArchive({
    file,
    field: FIELD,
    timestamper: world.timestamper,
    clock: world.clock,
    anchors: [world.ca.root.certificate],
    tsaAnchors: [world.ca.root.certificate],
    crls,
    fetchProof: nothingToFetch,
    ...other,
  });
const joined = (file: Buffer, { dss, timestamp }: ClosedArchive): Buffer =>
  Buffer.concat([file, ...(dss ? [dss] : []), timestamp]);

async function sign(file: Buffer, field: string, of = SIGNATORIES[0]): Promise<Buffer> {
  const result = await world.sign(file, field, base.appearance(of?.name ?? ''), { session: await world.open(of) });
  if (result.crl) crls.push(result.crl);
  return Buffer.concat([file, result.increment]);
}

async function stamp(file: Buffer, timestamper: Timestamper): Promise<Buffer> {
  const opened = readFile(file);
  const prepared = prepareTimestamp(opened, createHash('sha256').update(file), { field: FIELD, room: 2000 });
  const { token } = await timestamper.stamp(prepared.digest);
  return Buffer.concat([file, fillGap(prepared, fillingOf(token))]);
}

beforeAll(async () => {
  base = await basePdf(['partij-1', 'partij-2', FIELD]);
  signed = await sign(await sign(base.bytes, 'partij-1'), 'partij-2', SIGNATORIES[1]);
  world.clock.moveTo(addSeconds(world.clock.now(), 60 * 86_400));
  closed = await close(signed);
  archived = joined(signed, closed);
});

test('a file that was closed two months after its signatures holds them all at level LTA', () => {
  const report = verifyOwn(archived, trust);
  expect(report).toMatchObject({ indication: 'TOTAL-PASSED', problems: [] });
  expect(
    report.signatures.map(({ field, level, changesAfter }) => [field, level, changesAfter.map(({ what }) => what)]),
  ).toEqual([
    [
      'partij-1',
      'B-LTA',
      ['signature in partij-2', 'proof for the archive (document security store)', `document time-stamp in ${FIELD}`],
    ],
    ['partij-2', 'B-LTA', ['proof for the archive (document security store)', `document time-stamp in ${FIELD}`]],
  ]);
  expect(report.timestamps.at(-1)).toMatchObject({
    field: FIELD,
    time: world.clock.now(),
    intact: true,
    trusted: true,
  });
});

test('with the proof alone the level is LT, and with neither it is T', () => {
  const levels = (file: Buffer): readonly unknown[] => verifyOwn(file, trust).signatures.map(({ level }) => level);
  expect(levels(Buffer.concat([signed, closed.dss ?? Buffer.alloc(0)]))).toEqual(['B-LT', 'B-LT']);
  expect(levels(signed)).toEqual(['B-T', 'B-T']);
});

test('the archive adds less than 12 kB', () => {
  expect(archived.length - signed.length).toBeLessThan(12_000);
});

test('a renewal adds one more time-stamp in a field of its own, and no proof twice', async () => {
  const renewal = await close(archived);
  expect(renewal.dss).toBeNull();
  const report = verifyOwn(joined(archived, renewal), trust);
  expect(report.indication).toBe('TOTAL-PASSED');
  expect(report.timestamps.map(({ field }) => field)).toEqual(['partij-1', 'partij-2', FIELD, `${FIELD}2`]);
  const again = joined(joined(archived, renewal), await close(joined(archived, renewal)));
  expect(verifyOwn(again, trust)).toMatchObject({ indication: 'TOTAL-PASSED' });
  expect(verifyOwn(again, trust).timestamps.at(-1)?.field).toBe(`${FIELD}3`);
});

describe('another authority', () => {
  const other = testCa('Andere tijdstempel');
  const timestamper = builtInTimestamper(other.timestamp, { clock: world.clock, newSerial });
  const anchors = { tsaAnchors: [world.ca.root.certificate, other.root.certificate], timestamper };

  test('closes the file with its own CRL, which is fetched', async () => {
    const asked: string[] = [];
    const result = await close(signed, {
      ...anchors,
      fetchProof: (certificate) => {
        asked.push(certificate.serial.toString('hex'));
        return Promise.resolve({ crls: [other.root.crl], ocsps: [] });
      },
    });
    expect(asked).toHaveLength(1);
    const report = verifyOwn(joined(signed, result), { ...trust, ...anchors });
    expect(report.indication).toBe('TOTAL-PASSED');
    expect(report.signatures.map(({ level }) => level)).toEqual(['B-LTA', 'B-LTA']);
  });

  test('renews with a second store that repeats the first', async () => {
    const result = await close(archived, {
      ...anchors,
      fetchProof: () => Promise.resolve({ crls: [other.root.crl], ocsps: [] }),
    });
    expect(result.dss).not.toBeNull();
    expect(verifyOwn(joined(archived, result), { ...trust, ...anchors })).toMatchObject({ indication: 'TOTAL-PASSED' });
  });

  test('whose CRL is not to be had closes nothing', async () => {
    await expect(close(signed, anchors)).rejects.toMatchObject({ code: 'proof-missing' });
    const wrong = { ...anchors, fetchProof: () => Promise.resolve({ crls: [stranger.root.crl], ocsps: [] }) };
    await expect(close(signed, wrong)).rejects.toMatchObject({ code: 'proof-missing' });
  });
});

test('nothing is closed while the time-stamp authority is silent, or while a CRL is missing', async () => {
  const silent: Timestamper = {
    tokenRoom: 2000,
    stamp: () => Promise.reject(new TimestampError('unreachable', 'no answer')),
  };
  await expect(close(signed, { timestamper: silent })).rejects.toMatchObject({ fault: 'unreachable' });
  await expect(close(signed, { crls: [world.ca.root.crl] })).rejects.toMatchObject({ code: 'proof-missing' });
});

test('a token that is larger than expected gets a larger gap', async () => {
  const modest = { ...world.timestamper, tokenRoom: 100 };
  expect(verifyOwn(joined(signed, await close(signed, { timestamper: modest })), trust).indication).toBe(
    'TOTAL-PASSED',
  );
});

describe('stamped by an authority outside, a file is at level LT', () => {
  const at = '2027-01-25T09:00:00.000Z';
  const pki = inventTimestampAuthority('2026-10-01T00:00:00.000Z', INVENTED_ADDRESSES);
  const own = signingWorld(world.ca, testClock(at));
  const theirs = { ...trust, tsaAnchors: [pki.root.certificate] };
  let stamped: Buffer;
  let proof: ArchiveProof;
  const levelWith = (other: Partial<ArchiveProof>): string => {
    const report = verifyOwn(Buffer.concat([stamped, writeDss(readFile(stamped), { ...proof, ...other })]), theirs);
    return `${report.indication} ${report.signatures.map(({ level }) => level).join()}`;
  };

  beforeAll(async () => {
    const session = await own.open();
    const { increment, crl } = await signField({
      file: base.bytes,
      field: 'partij-1',
      appearance: () => base.appearance(SIGNATORIES[0]?.name ?? ''),
      name: SIGNATORIES[0]?.name ?? '',
      session,
      timestamper: inventedTimestamper(pki, own.clock),
      clock: own.clock,
      anchors: theirs.anchors,
      tsaAnchors: theirs.tsaAnchors,
    });
    stamped = Buffer.concat([base.bytes, increment]);
    const found = inventedProof(pki, addSeconds(at, -3600));
    proof = {
      certificates: [
        session.certificate,
        world.ca.issuing.certificate,
        ...[pki.timestamp, pki.intermediate].map((each) => each.certificate),
      ],
      crls: [world.ca.root.crl, crl ?? Buffer.alloc(0), ...found.crls],
      ocsps: found.ocsps,
    };
  });

  test('with an answer of its responder', () => {
    expect(levelWith({})).toBe('TOTAL-PASSED B-LT');
    expect(levelWith({ ocsps: [] })).toBe('INDETERMINATE B-T');
  });

  // Too large is a matter of who fetches it; an answer that was given later speaks of earlier moments as well.
  const told = OCSP_LIES.filter(({ fault }) => fault !== 'too-large' && fault !== 'not-yet');
  test.each(told)('and not with $name', ({ answer }) => {
    expect(levelWith({ ocsps: [answer({ pki, now: at })] })).not.toContain('B-LT');
  });

  test('and not without the CRL of its root', () => {
    expect(levelWith({ crls: proof.crls.slice(0, 2) })).toBe('INDETERMINATE B-T');
  });
});

describe('refused is a file', () => {
  const refusal = (file: Buffer, other: Partial<OwnTrust> = {}): readonly [string, string | null] => {
    const { indication, subIndication } = verifyOwn(file, { ...trust, ...other });
    return [indication, subIndication];
  };
  const fields = ['partij-1', 'partij-2'];

  test('whose archive was cut off, by who knows that it was closed', () => {
    const expected = { fields, level: 'B-LTA' as const };
    expect(refusal(archived, { expected })).toEqual(['TOTAL-PASSED', null]);
    expect(refusal(signed, { expected })).toEqual(['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE']);
  });

  test('with proof that lacks a CRL', () => {
    const store = writeDss(readFile(signed), {
      certificates: [world.ca.issuing.certificate],
      crls: [crls[1] ?? stranger.root.crl],
      ocsps: [],
    });
    expect(refusal(Buffer.concat([signed, store]))).toEqual(['INDETERMINATE', 'TRY_LATER']);
  });

  test('with CRLs of somebody else of the same name', () => {
    const twin = testCa();
    const proof = { certificates: [world.ca.issuing.certificate], crls: [twin.root.crl, ...crls.slice(1)], ocsps: [] };
    expect(refusal(Buffer.concat([signed, writeDss(readFile(signed), proof)]))).toEqual(['INDETERMINATE', 'TRY_LATER']);
  });

  test('stamped by an authority that nobody trusts', async () => {
    const theirs = builtInTimestamper(stranger.timestamp, { clock: world.clock, newSerial });
    const file = await stamp(Buffer.concat([signed, closed.dss ?? Buffer.alloc(0)]), theirs);
    expect(refusal(file)).toEqual(['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND']);
  });

  test('stamped before the proof', async () => {
    expect(refusal(await stamp(signed, world.timestamper))).toEqual(['TOTAL-FAILED', 'FORMAT_FAILURE']);
  });

  test('signed after the archive was closed', async () => {
    const early = await sign(base.bytes, 'partij-1');
    const halfway = joined(early, await close(early));
    expect(refusal(halfway)).toEqual(['TOTAL-PASSED', null]);
    await expect(sign(halfway, 'partij-2')).rejects.toMatchObject({ code: 'own-check-failed' });
  });

  test('with the token of another file', async () => {
    const other = await sign(await sign(base.bytes, 'partij-1'), 'partij-2', SIGNATORIES[1]);
    const nth = gapsOf(signed).length;
    const token = contentsOf(joined(other, await close(other)), nth);
    const swapped = refill(archived, nth, token);
    expect(refill(swapped, nth, contentsOf(archived, nth)).equals(archived)).toBe(true);
    expect(refusal(swapped)).toEqual(['TOTAL-FAILED', 'FORMAT_FAILURE']);
    const { problems, timestamps } = verifyOwn(swapped, trust);
    expect(problems).toEqual(['archive-stamp-not-intact']);
    expect(timestamps.at(-1)).toMatchObject({ field: FIELD, intact: false, problems: ['wrong-imprint'] });
  });

  test('with an annotation added after the archive was closed', () => {
    const file = append(archived, [{ number: freeNumber(archived), body: '<< /Type /Annot >>' }]);
    expect(refusal(file)).toEqual(['TOTAL-FAILED', 'FORMAT_FAILURE']);
    const { problems, error } = verifyOwn(file, trust);
    expect(problems).toEqual(['unknown-change-after-signing']);
    expect(error?.message).toContain('not three objects');
  });

  // All of them with EXHAUSTIVE=1, else a fifth.
  const step = process.env['EXHAUSTIVE'] === '1' ? 1 : 5;
  test('with one byte of proof or time-stamp changed', () => {
    const missed: number[] = [];
    for (let at = signed.length; at < archived.length; at += step)
      if (verifyOwn(flip(archived, at), trust).indication === 'TOTAL-PASSED') missed.push(at);
    expect(missed).toEqual([]);
  }, 120_000);
});

test('the fast path closes a file with the same proof as the general one, and its result passes', async () => {
  const stamps = new Map<string, Stamp>();
  const timestamper: Timestamper = {
    ...world.timestamper,
    stamp: async (digest) => {
      const key = digest.toString('hex');
      const stamp = stamps.get(key) ?? (await world.timestamper.stamp(digest));
      stamps.set(key, stamp);
      return stamp;
    },
  };
  const terms = {
    field: FIELD,
    timestamper,
    clock: world.clock,
    anchors: trust.anchors,
    tsaAnchors: trust.tsaAnchors,
    crls,
    fetchProof: nothingToFetch,
    known: knownCertificates(),
  };
  const general = await closeArchive({ ...terms, file: signed });
  const quick = await closeKnown(knowFile(knowPrefix(signed.subarray(0, 9000)), signed.subarray(9000)), terms);
  expect(joined(signed, quick).equals(joined(signed, general))).toBe(true);
  expect(verifyOwn(joined(signed, quick), trust).indication).toBe('TOTAL-PASSED');
});
