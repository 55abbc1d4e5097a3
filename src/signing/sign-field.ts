import { hashBytes } from './algorithms';
import type { Clock, Instant } from '../domain/time';
import { nothingKnown, type KnownCertificates } from './certificates/known';
import { readCrl } from './certificates/crl';
import { readCertificate } from './certificates/read-certificate';
import { cmsFrame } from './cms/frame';
import { SigningError } from './errors';
import { knowFile, knowPrefix, type KnownFile } from './known-file';
import { digestAround, fillingOf, type Filling } from './pdf/append';
import { oncePer } from './once-per';
import { baseOf, embedSignature, withDigest, writeIncrement, type Appearance } from './pdf/increment';
import { readValue } from './pdf/syntax';
import type { SigningSession } from './signer';
import type { Stamp, Timestamper } from './timestamps/timestamper';
import { holds } from './verify/contents';
import { judgeLooked, lookAt } from './verify/signature';
import { verifyOwn } from './verify/verify-own';

export interface FieldSigning extends Terms {
  /** The file so far: base and earlier increments. */
  readonly file: Buffer;
}

interface Terms {
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
  readonly known?: KnownCertificates;
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
 * Signs one prepared field of any file that the portal made. The whole result was verified with the same eyes that will
 * check it later, before anyone gets it. Throws `SigningError` (`outside-certificate-validity`: ask for consent and a new
 * certificate) and `TimestampError` (the signature waits; it never becomes weaker).
 */
export async function signField(of: FieldSigning): Promise<SignedField> {
  const signed = resultOf(of, await signWithRoom(knowFile(knowPrefix(Buffer.alloc(0)), of.file), of));
  const { anchors, tsaAnchors, clock, known } = of;
  const report = verifyOwn(Buffer.concat([of.file, signed.increment]), {
    anchors,
    tsaAnchors,
    now: clock.now(),
    ...(known ? { known } : {}),
  });
  if (report.indication !== 'TOTAL-PASSED') {
    throw new SigningError('own-check-failed', JSON.stringify({ ...report.signatures.at(-1), error: report.error }));
  }
  return signed;
}

/**
 * The same, byte for byte, of a file whose bytes so far are the ones that were verified when they were stored (the caller
 * compares their hash): only the new signature is read back from its bytes and verified.
 */
export async function signKnown(file: KnownFile, terms: Terms): Promise<SignedField> {
  const attempt = await signWithRoom(file, terms);
  const signed = resultOf(terms, attempt);
  await checkSignature(file, attempt, terms);
  return signed;
}

function resultOf({ session }: Terms, { increment, stamp, signedAt }: Attempt): SignedField {
  const stampedAt = stamp?.genTime ?? null;
  checkValidity(session, stampedAt ?? signedAt);
  const { certificate, crl } = session;
  return { increment, level: stamp ? 'B-T' : 'B-B', signedAt, stampedAt, certificate, crl };
}

interface Attempt {
  readonly increment: Buffer;
  readonly signedAt: Instant;
  readonly stamp: Stamp | null;
  /** Where the signature dictionary stands in the increment, and what was put in its gap. */
  readonly signatureAt: number;
  readonly cms: Filling;
}

/** A token that turns out larger than expected gets a second, larger gap; that changes the digest, so all is made again. */
async function signWithRoom(
  known: KnownFile,
  of: Terms,
  signedAt: Instant = of.clock.now(),
  tokenRoom: number = of.timestamper?.tokenRoom ?? 0,
): Promise<Attempt> {
  const { session, timestamper, field, name, reason } = of;
  checkValidity(session, signedAt);
  const frame = cmsFrame(session);
  const base = baseOf(known.prefix.open(known.rest), field);
  await besides();
  const gapped = writeIncrement(base, {
    field,
    appearance: of.appearance(signedAt),
    signedAt,
    name,
    reason,
    room: measure(session).room + tokenRoom + (tokenRoom > 0 ? TOKEN_WRAPPING : 0),
  });
  await besides();
  const prepared = withDigest(gapped, known.hash);
  const { digest } = prepared;
  const attributes = frame.attributes(digest);
  await besides();
  const signature = await session.sign(attributes);
  const stamp = timestamper ? await timestamper.stamp(hashBytes('sha256', signature)) : null;
  const token = stamp?.token ?? null;
  const cms = fillingOf(frame.write({ digest, signature, token }));
  if (cms.der.length > prepared.room && stamp && stamp.token.length > tokenRoom) {
    return signWithRoom(known, of, signedAt, stamp.token.length + 16);
  }
  const { signatureAt } = prepared;
  return { increment: embedSignature(prepared, cms), signedAt, stamp, signatureAt, cms };
}

/**
 * Lets those that are signed beside this one come as far. The same work done for one after the other, and then the next, finds
 * its code and data at hand: a tenth faster than all the work for one and then for another.
 */
const besides = (): Promise<void> => Promise.resolve();

/** What is the same for every signature of a session. */
interface Measures {
  /** Bytes of the CMS with this chain and the longest P-256 signature, without a token. */
  readonly room: number;
  readonly validity: Validity;
}

const measure = oncePer((session: SigningSession): Measures => {
  const signature = Buffer.alloc(session.signatureRoom);
  const cms = cmsFrame(session).write({ digest: Buffer.alloc(32), signature, token: null });
  return { room: cms.length, validity: validityOf(session) };
});

/** The attribute around a token, and what longer lengths around that add. */
const TOKEN_WRAPPING = 32;

interface Validity {
  readonly from: Instant;
  readonly until: Instant;
}

/** Until the certificate ends, or its CRL that could no longer vouch for it. */
function validityOf({ certificate, crl }: SigningSession): Validity {
  const { notBefore, notAfter } = readCertificate(certificate);
  const vouched = crl ? readCrl(crl).nextUpdate : notAfter;
  return { from: notBefore, until: vouched < notAfter ? vouched : notAfter };
}

/** Outside it a new certificate is needed. */
function checkValidity(session: SigningSession, at: Instant): void {
  const { from, until } = measure(session).validity;
  if (at < from || at > until)
    throw new SigningError('outside-certificate-validity', `${at} is not within ${from} to ${until}`);
}

async function checkSignature(known: KnownFile, { increment, cms, signatureAt }: Attempt, of: Terms): Promise<void> {
  const certificates = of.known ?? nothingKnown;
  const dictionary = readValue(increment, signatureAt);
  const gap = dictionary.kind === 'dictionary' ? dictionary.entries.span('Contents') : undefined;
  if (dictionary.kind !== 'dictionary' || !gap) throw new SigningError('own-check-failed', 'no signature dictionary');
  const file = { bytes: increment };
  const found = {
    kind: 'signature',
    origin: known.prefix.length + known.rest.length,
    field: of.field,
    dictionary,
    gap,
    contents: holds(increment, gap, cms) ? cms.der : null,
    revision: { start: 0, end: increment.length },
  } as const;
  const looked = lookAt(file, found, digestAround(known.hash, increment, gap), {
    anchors: certificates.readList(of.anchors),
    tsaAnchors: certificates.readList(of.tsaAnchors),
    now: of.clock.now(),
    crls: [],
    known: certificates,
  });
  await besides();
  const { signature } = judgeLooked(file, found, looked);
  if (!signature.trusted) throw new SigningError('own-check-failed', JSON.stringify(signature));
}
