import type { Clock, Instant } from '../domain/time';
import { findPath } from './certificates/chain';
import { readCrl } from './certificates/crl';
import { readCertificate, type Certificate } from './certificates/read-certificate';
import { onlyValue, readSignedData } from './cms/read';
import { readFirst } from './der/read';
import { SigningError } from './errors';
import { OID } from './oids';
import { fillGap } from './pdf/append';
import { hashOfFile, prepareTimestamp } from './pdf/document-timestamp';
import { writeDss, type ArchiveProof } from './pdf/dss';
import { readFile, type PdfFile } from './pdf/file';
import { checkToken } from './timestamps/check-token';
import type { Stamp, Timestamper } from './timestamps/timestamper';
import { clears } from './verify/archive';
import { readRevision } from './verify/archive-revision';
import { verifyOwn } from './verify/verify-own';

export interface ArchiveClosing {
  /** The file as it stands. */
  readonly file: Buffer;
  /** The prepared field for the document time-stamp. */
  readonly field: string;
  readonly timestamper: Timestamper;
  readonly clock: Clock;
  readonly anchors: readonly Buffer[];
  readonly tsaAnchors: readonly Buffer[];
  /** CRLs that the portal keeps: those of its signatories' certificates and of its root. */
  readonly crls: readonly Buffer[];
  /** Asks the issuer of a certificate that the portal did not issue for its CRL; null when there is none to be had. */
  readonly fetchCrl: (certificate: Certificate) => Promise<Buffer | null>;
}

export interface ClosedArchive {
  /** Proof, as an increment; null when the file holds all of it already. */
  readonly dss: Buffer | null;
  /** The document time-stamp: the last bytes of the file. */
  readonly timestamp: Buffer;
  readonly stampedAt: Instant;
}

/** A certificate whose standing at a moment must be proven. */
interface ToProve {
  readonly certificate: Certificate;
  readonly pool: readonly Certificate[];
  readonly anchors: readonly Certificate[];
  readonly at: Instant;
}

/** An authority beside the one of the signatures may answer; then its proof must go in before the stamp. */
const MOST_ROUNDS = 3;

/**
 * Closes a signed file for the archive, or renews what was closed: proof that no certificate was withdrawn, then a
 * time-stamp over everything (B-LTA). The result was verified before anyone gets it. Throws `proof-missing` when a CRL is
 * not to be had, and `TimestampError`: the file then stays at the level that it has.
 */
export async function closeArchive(of: ArchiveClosing): Promise<ClosedArchive> {
  const file = readFile(of.file);
  const proof = newCollection(storedIn(file));
  for (const each of inFile(file, of)) await prove(each, proof, of);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const dss = proof.isEmpty() ? null : writeDss(file, proof.added());
    const before = dss ? Buffer.concat([of.file, dss]) : of.file;
    const { increment, stamp } = await stampFile(before, of, of.timestamper.tokenRoom);
    const known = proof.count();
    await prove(ofToken(stamp.token, of), proof, of);
    if (proof.count() > known) continue;
    checkOwnWork(Buffer.concat([before, increment]), of);
    return { dss, timestamp: increment, stampedAt: stamp.genTime };
  }
  throw new SigningError('proof-missing', 'every time-stamp came from another authority');
}

/** Everybody who signed or stamped in the file. */
function inFile(file: PdfFile, of: ArchiveClosing): readonly ToProve[] {
  const anchors = of.anchors.map(readCertificate);
  return file.revisions.slice(1).flatMap((_, index): readonly ToProve[] => {
    const revision = readRevision(file, index + 1);
    if (revision.kind === 'proof') return [];
    if (revision.kind === 'timestamp') return [ofToken(revision.token, of)];
    const digits = file.bytes.toString('latin1', revision.gap.start + 1, revision.gap.end - 1);
    const { certificates, signer } = readSignedData(readFirst(Buffer.from(digits, 'hex')).raw);
    const certificate = certificates.find((each) => each.serial.equals(signer.serial));
    const token = onlyValue(signer.unsigned, OID.signatureTimestamp);
    if (!certificate || !token) throw new SigningError('proof-missing', `${revision.field} has no time-stamp`);
    const stamped = ofToken(token, of);
    return [{ certificate, pool: certificates, anchors, at: stamped.at }, stamped];
  });
}

function ofToken(token: Buffer, of: ArchiveClosing): ToProve {
  // Only who stamped and when; that the token fits what it stamps is seen by the verification of the whole.
  const { certificate, pool, info } = checkToken(token, { bytes: token }, []);
  if (!certificate || !info) throw new SigningError('proof-missing', 'a time-stamp cannot be read');
  return { certificate, pool, anchors: of.tsaAnchors.map(readCertificate), at: info.genTime };
}

async function prove(
  { certificate, pool, anchors, at }: ToProve,
  proof: Collection,
  of: ArchiveClosing,
): Promise<void> {
  const path = findPath(certificate, pool, anchors, at);
  if (!path.trusted) throw new SigningError('proof-missing', path.fault);
  for (const [depth, each] of path.path.entries()) {
    proof.addCertificate(each.raw);
    const issuer = path.path[depth + 1];
    if (!issuer) continue;
    const fits = (crl: Buffer): boolean => clears(readCrl(crl), each, issuer, at);
    const crl = proof.crls().find(fits) ?? of.crls.find(fits) ?? (await of.fetchCrl(each));
    if (!crl || !fits(crl)) throw new SigningError('proof-missing', `no CRL for ${each.serial.toString('hex')}`);
    proof.addCrl(crl);
  }
}

/** Proof to add, beside what the file holds already. */
interface Collection {
  addCertificate(der: Buffer): void;
  addCrl(der: Buffer): void;
  /** Those in the file and those added. */
  crls(): readonly Buffer[];
  added(): ArchiveProof;
  isEmpty(): boolean;
  count(): number;
}

function newCollection(stored: ArchiveProof): Collection {
  const certificates: Buffer[] = [];
  const crls: Buffer[] = [];
  const add = (list: Buffer[], there: readonly Buffer[], der: Buffer): void => {
    if (![...there, ...list].some((each) => each.equals(der))) list.push(der);
  };
  return {
    addCertificate: (der) => add(certificates, stored.certificates, der),
    addCrl: (der) => add(crls, stored.crls, der),
    crls: () => [...stored.crls, ...crls],
    added: () => ({ certificates, crls }),
    isEmpty: () => certificates.length + crls.length === 0,
    count: () => certificates.length + crls.length,
  };
}

function storedIn(file: PdfFile): ArchiveProof {
  const proofs = file.revisions.slice(1).flatMap((_, index) => {
    const revision = readRevision(file, index + 1);
    return revision.kind === 'proof' ? [revision.proof] : [];
  });
  return {
    certificates: proofs.flatMap((proof) => proof.certificates),
    crls: proofs.flatMap((proof) => proof.crls),
  };
}

/** A token that turns out larger than expected gets a second, larger gap. */
async function stampFile(
  bytes: Buffer,
  of: ArchiveClosing,
  room: number,
): Promise<{ readonly increment: Buffer; readonly stamp: Stamp }> {
  const file = readFile(bytes);
  const prepared = prepareTimestamp(file, hashOfFile(file), { field: of.field, room });
  const stamp = await of.timestamper.stamp(prepared.digest);
  if (stamp.token.length > room) return stampFile(bytes, of, stamp.token.length + 16);
  return { increment: fillGap(prepared, stamp.token), stamp };
}

function checkOwnWork(file: Buffer, of: ArchiveClosing): void {
  const { anchors, tsaAnchors, clock } = of;
  const report = verifyOwn(file, { anchors, tsaAnchors, now: clock.now() });
  if (report.indication === 'TOTAL-PASSED' && report.signatures.every(({ level }) => level === 'B-LTA')) return;
  const found = report.signatures.map(({ field, level, problems }) => ({ field, level, problems }));
  throw new SigningError('own-check-failed', JSON.stringify({ found, problems: report.problems, error: report.error }));
}
