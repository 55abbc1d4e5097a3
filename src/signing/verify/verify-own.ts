import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/time';
import { readCertificate } from '../certificates/read-certificate';
import { readFile, type PdfFile } from '../pdf/file';
import type { Trust } from './facts';
import { conclude, type Problem, type Report } from './report';
import { checkBase, digestOf, readSignatureRevision } from './revision';
import { judgeSignature, type Judgement } from './signature';

export interface OwnTrust {
  /** Root certificates (DER) under which signatories are trusted. */
  readonly anchors: readonly Buffer[];
  /** Root certificates (DER) under which time-stamps are trusted; may be the same. */
  readonly tsaAnchors: readonly Buffer[];
  readonly now: Instant;
  readonly crls?: readonly Buffer[];
  /** The signed fields in order, as the register knows them: nothing in a file shows that its end was cut off. */
  readonly expected?: { readonly fields: readonly string[] };
}

/**
 * Closed-world verification: the portal made every byte of its files, so whatever it would not write is refused. Never
 * throws on the file's account. No network, no clock.
 */
export function verifyOwn(bytes: Buffer, trust: OwnTrust): Report {
  const seen = readRevisions(bytes, {
    anchors: trust.anchors.map(readCertificate),
    tsaAnchors: trust.tsaAnchors.map(readCertificate),
    now: trust.now,
    crls: trust.crls ?? [],
  });
  const signatures = seen.judgements.map(({ signature }, index) => ({
    ...signature,
    changesAfter: [
      ...seen.judgements.slice(index + 1).map((later) => later.signature.field),
      ...(seen.problem === 'unknown-change-after-signing' ? ['?'] : []),
    ],
  }));
  const problems = [
    ...(seen.problem ? [seen.problem] : []),
    ...fileProblems(
      signatures.map(({ field }) => field),
      seen.problem,
      trust.expected?.fields,
    ),
  ];
  return {
    ...conclude([...problems, ...signatures.flatMap((signature) => signature.problems)]),
    signatures,
    timestamps: seen.judgements.flatMap(({ timestamp }) => timestamp ?? []),
    problems,
    ...(seen.error === undefined ? {} : { error: seen.error }),
  };
}

interface Seen {
  readonly judgements: readonly Judgement[];
  readonly problem: Problem | null;
  readonly error?: string;
}

/** Signatures from the oldest on, up to the first revision that the portal did not make. */
function readRevisions(bytes: Buffer, trust: Trust): Seen {
  const judgements: Judgement[] = [];
  try {
    const file = readFile(bytes);
    checkBase(file);
    judge(file, trust, judgements);
    return { judgements, problem: null };
  } catch (cause) {
    const problem = judgements.length > 0 ? 'unknown-change-after-signing' : 'not-a-file-of-ours';
    return { judgements, problem, error: cause instanceof Error ? cause.message : String(cause) };
  }
}

function judge(file: PdfFile, trust: Trust, judgements: Judgement[]): void {
  const hash = createHash('sha256');
  file.revisions.forEach((revision, index) => {
    if (index > 0) {
      const found = readSignatureRevision(file, index);
      judgements.push(judgeSignature(file, found, digestOf(file, found, hash), trust));
    }
    hash.update(file.bytes.subarray(revision.start, revision.end));
  });
}

function fileProblems(
  found: readonly string[],
  problem: Problem | null,
  expected?: readonly string[],
): readonly Problem[] {
  if (expected) return found.join('\n') === expected.join('\n') ? [] : ['signatures-not-as-expected'];
  return found.length === 0 && problem === null ? ['no-signature'] : [];
}
