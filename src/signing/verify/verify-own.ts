import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/time';
import { permitted, refused, type Change } from '../open/changes/change';
import { nothingKnown, type KnownCertificates } from '../certificates/known';
import { readFile, type PdfFile } from '../pdf/file';
import { refusePdf } from '../pdf/letters';
import { archivedLevel, judgeStamp, openProof, type ArchiveStamp, type Store } from './archive';
import { readRevision } from './archive-revision';
import type { Trust } from './facts';
import { conclude, type Level, type Problem, type Report, type SignatureReport, type TimestampReport } from './report';

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
  return {
    ...conclude([...problems, ...signatures.flatMap((signature) => signature.problems)]),
    signatures,
    timestamps: reportStamps(signatures, seen),
    problems,
    ...(seen.error ? { error: seen.error } : {}),
  };
}

function reportOne({ signature, facts }: Judgement, index: number, seen: Seen): SignatureReport {
  const archived = facts && signature.trusted ? archivedLevel(facts, seen.store, seen.stamps) : null;
  const changesAfter = [
    ...seen.judgements.slice(index + 1).map((later) => permitted(`signature in ${later.signature.field}`)),
    ...(seen.store ? [permitted(STORE)] : []),
    ...laterStamps(seen, 0),
  ];
  if (!archived) return { ...signature, changesAfter };
  const problems = [...signature.problems, ...(archived.problem ? [archived.problem] : [])];
  return { ...signature, level: archived.level, problems, changesAfter };
}

function reportStamps(signatures: readonly SignatureReport[], seen: Seen): readonly TimestampReport[] {
  const inSignatures = seen.judgements.flatMap(({ timestamp }, index) => {
    const signature = signatures[index];
    return timestamp && signature
      ? [{ ...timestamp, covers: signature.covers, changesAfter: signature.changesAfter }]
      : [];
  });
  const inDocument = seen.stamps.map(({ report }, index) => ({
    ...report,
    covers: index === seen.stamps.length - 1 && !seen.problem ? ('whole-file' as const) : ('whole-revision' as const),
    changesAfter: laterStamps(seen, index + 1),
  }));
  return [...inSignatures, ...inDocument];
}

const STORE = 'proof for the archive (document security store)';

function laterStamps(seen: Seen, from: number): readonly Change[] {
  return [
    ...seen.stamps.slice(from).map((stamp) => permitted(`document time-stamp in ${stamp.report.field}`)),
    ...(seen.problem === 'unknown-change-after-signing' ? [refused('a change that the portal does not make')] : []),
  ];
}

interface Seen {
  readonly judgements: readonly Judgement[];
  /** All proof in the file; null when there is none. */
  readonly store: Store | null;
  readonly stamps: readonly ArchiveStamp[];
  readonly problem: Problem | null;
  readonly error?: Report['error'];
}

interface Found {
  readonly judgements: Judgement[];
  readonly stamps: ArchiveStamp[];
  store: Store | null;
}

/** Signatures, proof and time-stamps from the oldest on, up to the first revision that the portal did not make. */
function readRevisions(bytes: Buffer, trust: Trust): Seen {
  const found: Found = { judgements: [], stamps: [], store: null };
  try {
    const file = readFile(bytes);
    checkBase(file);
    judge(file, trust, found);
    return { ...found, problem: null };
  } catch (cause) {
    const problem = found.judgements.length > 0 ? 'unknown-change-after-signing' : 'not-a-file-of-ours';
    return {
      ...found,
      problem,
      error: { type: 'not-of-ours', message: cause instanceof Error ? cause.message : String(cause) },
    };
  }
}

function judge(file: PdfFile, trust: Trust, found: Found): void {
  const hash = createHash('sha256');
  file.revisions.forEach((revision, index) => {
    if (index > 0) judgeRevision(file, index, trust, found, hash);
    hash.update(file.bytes.subarray(revision.start, revision.end));
  });
}

/** Signatures, then proof, then time-stamps over it: nothing is signed after the archive was closed. */
function judgeRevision(
  file: PdfFile,
  index: number,
  trust: Trust,
  found: Found,
  before: ReturnType<typeof createHash>,
): void {
  const next = readRevision(file, index);
  switch (next.kind) {
    case 'signature':
      if (found.store) throw refusePdf('signature after the archive was closed', next.revision.start);
      found.judgements.push(judgeSignature(file, next, digestOf(file, next, before), trust));
      return;
    case 'proof': {
      if (found.judgements.length === 0) throw refusePdf('proof of nothing', next.revision.start);
      const added = openProof(next.proof, trust.known);
      found.store = {
        certificates: [...(found.store?.certificates ?? []), ...added.certificates],
        crls: [...(found.store?.crls ?? []), ...added.crls],
        ocsps: [...(found.store?.ocsps ?? []), ...added.ocsps],
        issued: added.issued,
      };
      return;
    }
    case 'timestamp':
      if (!found.store) throw refusePdf('time-stamp before the proof', next.revision.start);
      found.stamps.push(judgeStamp(next, digestOf(file, next, before), found.store, trust));
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
