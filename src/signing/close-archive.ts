import type { Clock, Instant } from '../domain/time';
import { findPath } from './certificates/chain';
import { nothingKnown, type KnownCertificates } from './certificates/known';
import type { Certificate } from './certificates/read-certificate';
import { onlyValue, readSignedData } from './cms/read';
import { SigningError } from './errors';
import { knowFile, knowPrefix, type KnownFile } from './known-file';
import { OID } from './oids';
import { fillGap, fillingOf } from './pdf/append';
import { prepareTimestamp } from './pdf/document-timestamp';
import { writeDss, type ArchiveProof } from './pdf/dss';
import type { PdfFile } from './pdf/file';
import { refusePdf } from './pdf/letters';
import { readToken } from './timestamps/check-token';
import { TimestampError } from './timestamps/faults';
import type { Stamp, Timestamper } from './timestamps/timestamper';
import { clears } from './certificates/standing';
import { isCleared, isProven, judgeStamp, openProof } from './verify/archive';
import { readRevision, type OwnRevision } from './verify/archive-revision';
import { verifyOwn } from './verify/verify-own';

export interface ArchiveClosing extends ArchiveTerms {
  /** The file as it stands. */
  readonly file: Buffer;
}

export interface ArchiveTerms {
  /** The prepared field for the document time-stamp. */
  readonly field: string;
  readonly timestamper: Timestamper;
  readonly clock: Clock;
  readonly anchors: readonly Buffer[];
  readonly tsaAnchors: readonly Buffer[];
  /** CRLs that the portal keeps: those of its signatories' certificates and of its root. */
  readonly crls: readonly Buffer[];
  readonly fetchProof: FetchProof;
  readonly known?: KnownCertificates;
}

/**
 * Asks the authority of a certificate that the portal did not issue for proof that it was in good standing at a moment.
 * Throws `proof-missing` when there is none to be had.
 */
export type FetchProof = (certificate: Certificate, issuer: Certificate, at: Instant) => Promise<FoundProof>;

/** As DER: a CRL, or an OCSP answer and, where it needs one, the CRL that proves its responder. */
export type FoundProof = Pick<ArchiveProof, 'crls' | 'ocsps'>;

/** For who keeps all proof already. */
export const nothingToFetch: FetchProof = (certificate) =>
  Promise.reject(new SigningError('proof-missing', `nothing is fetched for ${certificate.serial.toString('hex')}`));

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
 * time-stamp over everything (B-LTA). The whole result was verified before anyone gets it. Throws `proof-missing` when a CRL
 * is not to be had, and `TimestampError`: the file then stays at the level that it has.
 */
export async function closeArchive(of: ArchiveClosing): Promise<ClosedArchive> {
  const { closed } = await make(knowFile(knowPrefix(Buffer.alloc(0)), of.file), of);
  const { anchors, tsaAnchors, clock, known } = of;
  const whole = Buffer.concat([of.file, ...(closed.dss ? [closed.dss] : []), closed.timestamp]);
  const report = verifyOwn(whole, { anchors, tsaAnchors, now: clock.now(), ...(known ? { known } : {}) });
  if (report.indication === 'TOTAL-PASSED' && report.signatures.every(({ level }) => level === 'B-LTA')) return closed;
  const found = report.signatures.map(({ field, level, problems }) => ({ field, level, problems }));
  throw new SigningError('own-check-failed', JSON.stringify({ found, problems: report.problems, error: report.error }));
}

/**
 * The same of a file whose bytes so far are the ones that were verified when they were stored: only what is added is read
 * back and verified.
 */
export async function closeKnown(file: KnownFile, of: ArchiveTerms): Promise<ClosedArchive> {
  const made = await make(file, of);
  checkAdded(file, made, of);
  return made.closed;
}

interface Made {
  readonly closed: ClosedArchive;
  /** Everybody whose standing the file must prove. */
  readonly proven: readonly ToProve[];
  /** Proof that was in the file before. */
  readonly stored: ArchiveProof;
}

async function make(known: KnownFile, of: ArchiveTerms): Promise<Made> {
  const revisions = readRevisions(known.prefix.open(known.rest), 1);
  const stored = storedIn(revisions);
  const proof = newCollection(stored);
  const proven = revisions.flatMap((revision) => madeBy(revision, of));
  for (const each of proven) await prove(each, proof, of);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const dss = proof.isEmpty() ? null : writeDss(known.prefix.open(known.rest), proof.added());
    const { increment, stamp } = await stampFile(known, dss ?? Buffer.alloc(0), of, of.timestamper.tokenRoom);
    const count = proof.count();
    const stamped = ofToken(stamp.token, of);
    await prove(stamped, proof, of);
    if (proof.count() > count) continue;
    // The clocks of two authorities may differ; a while later the stamp is the last moment of the file again.
    if (proven.some(({ at }) => at > stamp.genTime))
      throw new TimestampError('time-out-of-window', 'the document would be closed before it was signed');
    return {
      closed: { dss, timestamp: increment, stampedAt: stamp.genTime },
      proven: [...proven, stamped],
      stored,
    };
  }
  throw new SigningError('proof-missing', 'every time-stamp came from another authority');
}

/** Of the file from this one on. */
const readRevisions = (file: PdfFile, from: number): readonly OwnRevision[] =>
  file.revisions.slice(from).map((_, index) => readRevision(file, from + index));

/** Who signed or stamped in a revision. */
function madeBy(revision: OwnRevision, of: ArchiveTerms): readonly ToProve[] {
  if (revision.kind === 'proof') return [];
  if (revision.kind === 'timestamp') return [ofToken(revision.token, of)];
  const { read } = of.known ?? nothingKnown;
  if (!revision.contents) throw refusePdf('signature without contents', revision.gap.start);
  const { certificates, signer } = readSignedData(revision.contents, read);
  const certificate = certificates.find((each) => each.serial.equals(signer.serial));
  const token = onlyValue(signer.unsigned, OID.signatureTimestamp);
  if (!certificate || !token) throw new SigningError('proof-missing', `${revision.field} has no time-stamp`);
  const stamped = ofToken(token, of);
  return [{ certificate, pool: certificates, anchors: of.anchors.map(read), at: stamped.at }, stamped];
}

function ofToken(token: Buffer, of: ArchiveTerms): ToProve {
  const known = of.known ?? nothingKnown;
  const { certificate, pool, genTime } = readToken(token, known);
  return { certificate, pool, anchors: of.tsaAnchors.map(known.read), at: genTime };
}

async function prove(each: ToProve, proof: Collection, of: ArchiveTerms): Promise<void> {
  const known = of.known ?? nothingKnown;
  const { at } = each;
  const path = pathOf(each, of);
  for (const [depth, certificate] of path.entries()) {
    proof.addCertificate(certificate.raw);
    const issuer = path[depth + 1];
    if (!issuer) continue;
    const fits = (crl: Buffer): boolean =>
      clears(known.readCrl(crl), { certificate, issuer, at, issued: known.issued });
    const listed = proof.all().crls.find(fits) ?? of.crls.find(fits);
    if (listed) {
      proof.add({ crls: [listed], ocsps: [] });
      continue;
    }
    const isEnough = (found: FoundProof): boolean =>
      isCleared(certificate, issuer, at, openProof({ ...found, certificates: [] }, known));
    if (isEnough(proof.all())) continue;
    const found = await of.fetchProof(certificate, issuer, at);
    if (!isEnough(found)) throw new SigningError('proof-missing', `for ${certificate.serial.toString('hex')}`);
    proof.add(found);
  }
}

function pathOf({ certificate, pool, anchors, at }: ToProve, of: ArchiveTerms): readonly Certificate[] {
  const path = findPath(certificate, pool, anchors, at, (of.known ?? nothingKnown).issued);
  if (!path.trusted) throw new SigningError('proof-missing', path.fault);
  return path.path;
}

/** Reads proof and time-stamp back from their bytes: the store proves everybody, the stamp is over everything. */
function checkAdded(known: KnownFile, { closed, proven, stored }: Made, of: ArchiveTerms): void {
  const parts = [...(closed.dss ? [closed.dss] : []), closed.timestamp];
  const file = known.prefix.open(known.rest, ...parts);
  const added = readRevisions(file, file.revisions.length - parts.length);
  const certificates = of.known ?? nothingKnown;
  const proof = storedIn(added);
  const all = (list: keyof ArchiveProof): readonly Buffer[] => [...stored[list], ...proof[list]];
  const store = openProof({ certificates: all('certificates'), crls: all('crls'), ocsps: all('ocsps') }, certificates);
  const found = added.at(-1);
  if (found?.kind !== 'timestamp') throw new SigningError('own-check-failed', 'the last revision holds no time-stamp');
  const before = known.prefix.length + known.rest.length;
  const digest = known.hash
    .copy()
    .update(file.bytes.subarray(before, found.gap.start))
    .update(file.bytes.subarray(found.gap.end))
    .digest();
  const stamp = judgeStamp(found, digest, store, {
    anchors: certificates.readList(of.anchors),
    tsaAnchors: certificates.readList(of.tsaAnchors),
    now: of.clock.now(),
    crls: [],
    known: certificates,
  });
  const unproven = proven.find((each) => !isProven(pathOf(each, of), each.at, store));
  if (stamp.problem ?? unproven)
    throw new SigningError('own-check-failed', stamp.problem ?? 'archive-proof-incomplete');
}

/** Proof to add, beside what the file holds already. */
interface Collection {
  addCertificate(der: Buffer): void;
  add(proof: FoundProof): void;
  /** In the file and added. */
  all(): FoundProof;
  added(): ArchiveProof;
  isEmpty(): boolean;
  count(): number;
}

function newCollection(stored: ArchiveProof): Collection {
  const certificates: Buffer[] = [];
  const crls: Buffer[] = [];
  const ocsps: Buffer[] = [];
  const add = (list: Buffer[], there: readonly Buffer[], der: Buffer): void => {
    if (![...there, ...list].some((each) => each.equals(der))) list.push(der);
  };
  const count = (): number => certificates.length + crls.length + ocsps.length;
  return {
    addCertificate: (der) => add(certificates, stored.certificates, der),
    add: (proof) => {
      for (const der of proof.crls) add(crls, stored.crls, der);
      for (const der of proof.ocsps) add(ocsps, stored.ocsps, der);
    },
    all: () => ({ crls: [...stored.crls, ...crls], ocsps: [...stored.ocsps, ...ocsps] }),
    added: () => ({ certificates, crls, ocsps }),
    isEmpty: () => count() === 0,
    count,
  };
}

function storedIn(revisions: readonly OwnRevision[]): ArchiveProof {
  const proofs = revisions.flatMap((revision) => (revision.kind === 'proof' ? [revision.proof] : []));
  return {
    // Copies: the opened file holds until the next one is opened.
    certificates: proofs.flatMap((proof) => proof.certificates.map((der) => Buffer.from(der))),
    crls: proofs.flatMap((proof) => proof.crls.map((der) => Buffer.from(der))),
    ocsps: proofs.flatMap((proof) => proof.ocsps.map((der) => Buffer.from(der))),
  };
}

/** A token that turns out larger than expected gets a second, larger gap. */
async function stampFile(
  known: KnownFile,
  dss: Buffer,
  of: ArchiveTerms,
  room: number,
): Promise<{ readonly increment: Buffer; readonly stamp: Stamp }> {
  const file = known.prefix.open(known.rest, dss);
  const prepared = prepareTimestamp(file, known.hash.copy().update(dss), { field: of.field, room });
  const stamp = await of.timestamper.stamp(prepared.digest);
  if (stamp.token.length > room) return stampFile(known, dss, of, stamp.token.length + 16);
  return { increment: fillGap(prepared, fillingOf(stamp.token)), stamp };
}
