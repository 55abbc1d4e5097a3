import { createHash, sign, verify } from 'node:crypto';
import { knownCertificates } from '../../src/signing/certificates/known';
import { newKey } from '../../src/signing/certificates/portal-ca';
import { closeArchive, closeKnown, nothingToFetch } from '../../src/signing/close-archive';
import { knowFile, knowPrefix, type KnownFile } from '../../src/signing/known-file';
import { signField, signKnown, type FieldSigning } from '../../src/signing/sign-field';
import { verifyAny } from '../../src/signing/open/verify-any';
import { verifyOwn } from '../../src/signing/verify/verify-own';
import type { Contender } from '../measure';
import { clock, NOW, type Made } from './made';

const FIRST = 'Plaats1';
const SECOND = 'Plaats2';

type Terms = Omit<FieldSigning, 'file'>;

/** As many as the portal opens, and then signs side by side, of a ceremony. */
const TOGETHER = 32;

interface Signed {
  readonly file: KnownFile;
  readonly increment: Buffer;
}

/** Every one of these verified what it made before it gave it. */
export function ours(made: Made, count: number): readonly Contender[] {
  const {
    base,
    prefixLength,
    ca,
    sessions: [session],
    timestamper,
  } = made;
  const anchors = [ca.root.certificate];
  const known = knownCertificates();
  const terms = (field: string, stamped: boolean): Terms => ({
    field,
    appearance: () => made.appearance,
    name: 'Zoë van der Łukasz',
    session,
    timestamper: stamped ? timestamper : null,
    clock,
    anchors,
    tsaAnchors: anchors,
    known,
  });
  const prefix = knowPrefix(base.subarray(0, prefixLength));
  const rest = base.subarray(prefixLength);
  const archive = {
    field: 'ArchiveStamp',
    timestamper,
    clock,
    anchors,
    tsaAnchors: anchors,
    crls: [ca.root.crl, ...(session.crl ? [session.crl] : [])],
    fetchProof: nothingToFetch,
    known,
  };
  const signed = (stamped: boolean): Promise<readonly Signed[]> => {
    const files = Array.from({ length: TOGETHER }, () => knowFile(prefix, rest));
    const sign = async (file: KnownFile): Promise<Signed> => ({
      file,
      increment: (await signKnown(file, terms(FIRST, stamped))).increment,
    });
    return Promise.all(files.map(sign));
  };
  const fast = async (stamped: boolean): Promise<number> =>
    (await signed(stamped)).reduce((sum, { increment }) => sum + increment.length, 0);
  /** Signed together; each is closed by itself, as the job does. */
  const fastToTheArchive = async (): Promise<number> => {
    let sum = 0;
    for (const { file, increment } of await signed(true)) {
      const closed = await closeKnown(
        { prefix, rest: Buffer.concat([rest, increment]), hash: file.hash.copy().update(increment) },
        archive,
      );
      sum += increment.length + (closed.dss?.length ?? 0) + closed.timestamp.length;
    }
    return sum;
  };
  const general = async (stamped: boolean): Promise<number> =>
    (await signField({ ...terms(FIRST, stamped), file: base })).increment.length;
  return [
    { name: 'ours, fast, B-B', count, together: TOGETHER, make: () => fast(false) },
    { name: 'ours, fast, B-T', count, together: TOGETHER, make: () => fast(true) },
    { name: 'ours, fast, B-LTA', count, together: TOGETHER, make: fastToTheArchive },
    { name: 'ours, general, B-B', count: Math.ceil(count / 8), make: () => general(false) },
    { name: 'ours, general, B-T', count: Math.ceil(count / 8), make: () => general(true) },
    {
      name: 'ours, general, B-LTA',
      count: Math.ceil(count / 8),
      make: async () => {
        const { increment } = await signField({ ...terms(FIRST, true), file: base });
        const closed = await closeArchive({ ...archive, file: Buffer.concat([base, increment]) });
        return increment.length + (closed.dss?.length ?? 0) + closed.timestamp.length;
      },
    },
  ];
}

/** The document with the signatures of both signatories, each with its time-stamp. */
export async function signedTwice(made: Made): Promise<Buffer> {
  const { base, ca, sessions, timestamper } = made;
  const anchors = [ca.root.certificate];
  let file = base;
  for (const [field, session] of [[FIRST, sessions[0]] as const, [SECOND, sessions[1]] as const]) {
    const terms = { field, appearance: () => made.appearance, name: 'Zoë', session, timestamper, clock };
    const { increment } = await signField({ ...terms, file, anchors, tsaAnchors: anchors });
    file = Buffer.concat([file, increment]);
  }
  return file;
}

/** As the portal verifies one of its own documents, and as it verifies any PDF. */
export function verifying({ ca }: Made, signed: Buffer, count: number): readonly Contender[] {
  const anchors = [ca.root.certificate];
  const trust = { anchors, tsaAnchors: anchors, now: NOW, known: knownCertificates() };
  const passed = ({ indication }: { readonly indication: string }): number => {
    if (indication !== 'TOTAL-PASSED') throw new Error('an honest file was refused');
    return signed.length;
  };
  return [
    { name: 'verify ours, two signatures', count, make: () => passed(verifyOwn(signed, trust)) },
    {
      name: 'verify any PDF, two signatures: ours',
      count: Math.ceil(count / 20),
      make: () => passed(verifyAny(signed, { anchors, now: NOW })),
    },
  ];
}

/** What the curve itself allows, and the hash. */
export function limits({ base, prefixLength }: Made, count: number): readonly Contender[] {
  const { privateKey, publicKey } = newKey();
  const prefixHash = createHash('sha256').update(base.subarray(0, prefixLength));
  const rest = base.subarray(prefixLength);
  const attributes = Buffer.alloc(180, 7);
  const signature = sign('sha256', attributes, privateKey);
  const check = (): void => {
    if (!verify('sha256', attributes, publicKey, signature)) throw new Error('the signature is wrong');
  };
  return [
    { name: 'crypto.sign P-256', count, make: () => sign('sha256', attributes, privateKey).length },
    { name: 'crypto.verify P-256', count, make: () => (check(), 0) },
    {
      name: 'limit: two signatures and two verifications',
      count,
      make: () => {
        check();
        check();
        return sign('sha256', attributes, privateKey).length + sign('sha256', attributes, privateKey).length;
      },
    },
    {
      name: 'limit of B-B: own bytes hashed, a signature, a verification',
      count,
      make: () => {
        prefixHash.copy().update(rest).digest();
        check();
        return sign('sha256', attributes, privateKey).length;
      },
    },
    { name: 'SHA-256 of the file', count, make: () => createHash('sha256').update(base).digest().length },
  ];
}
