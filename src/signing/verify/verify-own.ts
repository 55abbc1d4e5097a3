import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/time';
import { permitted, refused, type Change } from '../open/changes/change';
import { nothingKnown, type KnownCertificates } from '../certificates/known';
import { readFile, type PdfFile } from '../pdf/file';
import { refusePdf } from '../pdf/letters';
import { archivedLevel, judgeStamp, openProof, type ArchiveStamp, type Store } from './archive';
import { readRevision } from './archive-revision';
import type { Trust } from './facts';
import {
  conclude,
  type Covers,
  type Level,
  type Problem,
  type Report,
  type SignatureReport,
  type StampFound,
  type TimestampReport,
} from './report';

import { checkBase, digestOf } from './revision';
import { judgeSignature, type Judgement } from './signature';

export interface OwnTrust {
  /** Root certificates (DER) under which signatories are trusted. */
  readonly anchors: readonly Buffer[];
  /** Root certificates (DER) under which time-stamps are trusted; may be the same. */
  readonly tsaAnchors: readonly Buffer[];
  readonly now: Instant;
  readonly crls?: readonly Buffer[];
  /** Kept by a process that verifies often. */
  readonly known?: KnownCertificates;
  /**
   * The signed fields in order, as the register knows them, and the level that was reached: nothing in a file shows that
   * its end was cut off.
   */
  readonly expected?: { readonly fields: readonly string[]; readonly level?: Level };
}

/**
 * Closed-world verification: the portal made every byte of its files, so whatever it would not write is refused. Never
 * throws on the file's account. No network, no clock.
 */
export function verifyOwn(bytes: Buffer, trust: OwnTrust): Report {
  const known = trust.known ?? nothingKnown;
  const seen = readRevisions(bytes, {
    anchors: known.readList(trust.anchors),
    tsaAnchors: known.readList(trust.tsaAnchors),
    now: trust.now,
    crls: trust.crls ?? [],
    known,
  });
  const signatures = seen.judgements.map((judgement, index) => reportOne(judgement, index, seen));
  const problems = [
    ...(seen.problem ? [seen.problem] : []),
    ...fileProblems(signatures, seen.problem, trust.expected),
    ...seen.stamps.flatMap(({ problem }) => problem ?? []),
  ];
  const { indication, subIndication } = conclude([...problems, ...signatures.flatMap((each) => each.problems)]);
  const report = { indication, subIndication, signatures, timestamps: reportStamps(signatures, seen), problems };
  return seen.error ? { ...report, error: seen.error } : report;
}

// Objects are written out here: one that is spread costs as much as reading a signature dictionary.

function reportOne({ signature, facts }: Judgement, index: number, seen: Seen): SignatureReport {
  const { field, signer, time, intact, trusted, covers } = signature;
  const archived = facts && trusted ? archivedLevel(facts, seen.store, seen.stamps) : null;
  const changesAfter = seen.judgements
    .slice(index + 1)
    .map((later) => permitted(`signature in ${later.signature.field}`));
  if (seen.store) changesAfter.push(permitted(STORE));
  changesAfter.push(...laterStamps(seen, 0));
  return {
    field,
    signer,
    time,
    level: archived ? archived.level : signature.level,
    intact,
    trusted,
    covers,
    changesAfter,
    problems: archived?.problem ? [...signature.problems, archived.problem] : signature.problems,
  };
}

function reportStamps(signatures: readonly SignatureReport[], seen: Seen): readonly TimestampReport[] {
  const reports: TimestampReport[] = [];
  for (const [index, { timestamp }] of seen.judgements.entries()) {
    const signature = signatures[index];
    if (timestamp && signature) reports.push(placed(timestamp, signature.covers, signature.changesAfter));
  }
  for (const [index, { report }] of seen.stamps.entries()) {
    const isLast = index === seen.stamps.length - 1 && !seen.problem;
    reports.push(placed(report, isLast ? 'whole-file' : 'whole-revision', laterStamps(seen, index + 1)));
  }
  return reports;
}

const placed = (
  { field, time, authority, intact, trusted, problems }: StampFound,
  covers: Covers,
  changesAfter: readonly Change[],
): TimestampReport => ({ field, time, authority, intact, trusted, problems, covers, changesAfter });

const STORE = 'proof for the archive (document security store)';

function laterStamps(seen: Seen, from: number): readonly Change[] {
  return [
    ...seen.stamps.slice(from).map((stamp) => permitted(`document time-stamp in ${stamp.report.field}`)),
    ...(seen.problem === 'unknown-change-after-signing' ? [refused('a change that the portal does not make')] : []),
  ];
}

interface Seen {
  readonly judgements: Judgement[];
  readonly stamps: ArchiveStamp[];
  /** All proof in the file; null when there is none. */
  store: Store | null;
  problem: Problem | null;
  error: Report['error'] | null;
}

/** Signatures, proof and time-stamps from the oldest on, up to the first revision that the portal did not make. */
function readRevisions(bytes: Buffer, trust: Trust): Seen {
  const seen: Seen = { judgements: [], stamps: [], store: null, problem: null, error: null };
  try {
    judge(readFile(bytes), trust, seen);
  } catch (cause) {
    seen.problem = seen.judgements.length > 0 ? 'unknown-change-after-signing' : 'not-a-file-of-ours';
    seen.error = { type: 'not-of-ours', message: cause instanceof Error ? cause.message : String(cause) };
  }
  return seen;
}

function judge(file: PdfFile, trust: Trust, seen: Seen): void {
  const hash = createHash('sha256');
  for (const [index, revision] of file.revisions.entries()) {
    if (index > 0) judgeRevision(file, index, trust, seen, hash);
    hash.update(file.bytes.subarray(revision.start, revision.end));
    // After it was hashed from one end to the other, what is looked at here and there is at hand.
    if (index === 0) checkBase(file);
  }
}

/** Signatures, then proof, then time-stamps over it: nothing is signed after the archive was closed. */
function judgeRevision(
  file: PdfFile,
  index: number,
  trust: Trust,
  seen: Seen,
  before: ReturnType<typeof createHash>,
): void {
  const next = readRevision(file, index);
  switch (next.kind) {
    case 'signature':
      if (seen.store) throw refusePdf('signature after the archive was closed', next.revision.start);
      seen.judgements.push(judgeSignature(file, next, digestOf(file, next, before), trust));
      return;
    case 'proof': {
      if (seen.judgements.length === 0) throw refusePdf('proof of nothing', next.revision.start);
      const added = openProof(next.proof, trust.known);
      seen.store = {
        certificates: [...(seen.store?.certificates ?? []), ...added.certificates],
        crls: [...(seen.store?.crls ?? []), ...added.crls],
        ocsps: [...(seen.store?.ocsps ?? []), ...added.ocsps],
        issued: added.issued,
      };
      return;
    }
    case 'timestamp':
      if (!seen.store) throw refusePdf('time-stamp before the proof', next.revision.start);
      seen.stamps.push(judgeStamp(next, digestOf(file, next, before), seen.store, trust));
      return;
  }
}

const LEVELS: readonly Level[] = ['B-B', 'B-T', 'B-LT', 'B-LTA'];

function fileProblems(
  found: readonly SignatureReport[],
  problem: Problem | null,
  expected: OwnTrust['expected'],
): readonly Problem[] {
  if (!expected) return found.length === 0 && problem === null ? ['no-signature'] : [];
  const reached = (level: Level | null): boolean =>
    !expected.level || (level !== null && LEVELS.indexOf(level) >= LEVELS.indexOf(expected.level));
  const asExpected =
    found.map(({ field }) => field).join('\n') === expected.fields.join('\n') &&
    found.every(({ level }) => reached(level));
  return asExpected ? [] : ['signatures-not-as-expected'];
}
