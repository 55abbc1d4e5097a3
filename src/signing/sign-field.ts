import { createHash } from 'node:crypto';
import type { Clock, Instant } from '../domain/time';
import { assembleCms, buildSignedAttributes } from './cms/write';
import { readCrl } from './certificates/crl';
import { readCertificate } from './certificates/read-certificate';
import { SigningError } from './errors';
import { embedSignature, prepareSignature, type Appearance } from './pdf/increment';
import type { SigningSession } from './signer';
import type { Stamp, Timestamper } from './timestamps/timestamper';
import { verifyOwn } from './verify/verify-own';

export interface FieldSigning {
  /** The file so far: base and earlier increments. */
  readonly file: Buffer;
  readonly field: string;
  /** Made for the moment that is written into the signature. */
  readonly appearance: (signedAt: Instant) => Appearance;
  /** Of the signatory, as /Name. */
  readonly name: string;
  readonly reason?: string;
  readonly session: SigningSession;
  /** Null leaves the signature without proof of its time (B-B). */
  readonly timestamper: Timestamper | null;
  readonly clock: Clock;
  readonly anchors: readonly Buffer[];
  readonly tsaAnchors: readonly Buffer[];
}

export interface SignedField {
  /** What is appended to the file. */
  readonly increment: Buffer;
  readonly level: 'B-B' | 'B-T';
  readonly signedAt: Instant;
  readonly stampedAt: Instant | null;
  readonly certificate: Buffer;
  readonly crl: Buffer | null;
}

/**
 * Signs one prepared field. The result was verified with the same eyes that will check it later, before anyone gets it.
 * Throws `SigningError` (`outside-certificate-validity`: ask for consent and a new certificate) and `TimestampError` (the
 * signature waits; it never becomes weaker).
 */
export async function signField(of: FieldSigning): Promise<SignedField> {
  const signedAt = of.clock.now();
  checkValidity(of.session, signedAt);
  const { increment, stamp } = await signWithRoom(of, signedAt, of.timestamper?.tokenRoom ?? 0);
  const stampedAt = stamp?.genTime ?? null;
  checkValidity(of.session, stampedAt ?? signedAt);
  checkOwnWork(of, increment);
  const { certificate, crl } = of.session;
  return { increment, level: stamp ? 'B-T' : 'B-B', signedAt, stampedAt, certificate, crl };
}

interface Attempt {
  readonly increment: Buffer;
  readonly stamp: Stamp | null;
}

/** A token that turns out larger than expected gets a second, larger gap; that changes the digest, so all is made again. */
async function signWithRoom(of: FieldSigning, signedAt: Instant, tokenRoom: number): Promise<Attempt> {
  const { session, timestamper } = of;
  const prepared = prepareSignature(of.file, {
    field: of.field,
    appearance: of.appearance(signedAt),
    signedAt,
    name: of.name,
    ...(of.reason === undefined ? {} : { reason: of.reason }),
    room: roomFor(session, tokenRoom),
  });
  const attributes = buildSignedAttributes({ digest: prepared.digest, certificate: session.certificate });
  const signature = await session.sign(attributes);
  const stamp = timestamper ? await timestamper.stamp(createHash('sha256').update(signature).digest()) : null;
  const cms = assembleCms({ ...session, attributes, signature, token: stamp?.token ?? null });
  if (cms.length > prepared.room && stamp && stamp.token.length > tokenRoom) {
    return signWithRoom(of, signedAt, stamp.token.length + 16);
  }
  return { increment: embedSignature(prepared, cms), stamp };
}

/** The size of the CMS with this chain, the longest P-256 signature and a token of the given size. */
function roomFor(session: SigningSession, tokenRoom: number): number {
  const attributes = buildSignedAttributes({ digest: Buffer.alloc(32), certificate: session.certificate });
  const token = tokenRoom > 0 ? Buffer.alloc(tokenRoom) : null;
  return assembleCms({ ...session, attributes, signature: Buffer.alloc(72), token }).length;
}

/** Past the certificate, or past its CRL that could no longer vouch for it, a new certificate is needed. */
function checkValidity({ certificate, crl }: SigningSession, at: Instant): void {
  const { notBefore, notAfter } = readCertificate(certificate);
  const end = crl ? readCrl(crl).nextUpdate : notAfter;
  if (at < notBefore || at > notAfter || at > end) {
    throw new SigningError('outside-certificate-validity', `${at} is not within ${notBefore} to ${end}`);
  }
}

function checkOwnWork(of: FieldSigning, increment: Buffer): void {
  const report = verifyOwn(Buffer.concat([of.file, increment]), {
    anchors: of.anchors,
    tsaAnchors: of.tsaAnchors,
    now: of.clock.now(),
  });
  if (report.indication !== 'TOTAL-PASSED') {
    throw new SigningError('own-check-failed', JSON.stringify({ ...report.signatures.at(-1), error: report.error }));
  }
}
