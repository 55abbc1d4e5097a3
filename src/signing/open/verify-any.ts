import type { Instant } from '../../domain/time';
import { readCertificate } from '../certificates/read-certificate';
import {
  conclude,
  type FileErrorType,
  type Problem,
  type Report,
  type SignatureReport,
  type TimestampReport,
} from '../verify/report';
import { newBudget, spend } from './budget';
import { isForbidden, judgeChanges } from './changes/judge';
import { policyOf } from './changes/policy';
import { STORE_REPLACED } from './changes/proof';
import { strayBytes } from './changes/tiling';
import { damaged, OpenFileError } from './errors';
import { signedFields, type SignedFieldFound } from './fields';
import { documentAt, openDocument, type OpenDocument } from './pdf/document';
import { entry } from './pdf/values';
import { viewOf } from './pdf/view';
import type { Proof } from './cms/revocation';
import type { TokenTrust } from './cms/token';
import type { JudgedStamp, Moment, Placed } from './placed';
import { readRange } from './range';
import { isDocumentTimestamp } from './signature';
import { readStore } from './store';
import { judgeStamp } from './stamp';
import { provenTime, weigh } from './weigh';

export interface AnyTrust {
  /** Certificates (DER) that are trusted, for signatures and for time-stamps. */
  readonly anchors: readonly Buffer[];
  readonly now: Instant;
}

/**
 * Open-world verification of any PDF: ISO 32000-2 12.8 for the file, EN 319 102-1 for the words. Never throws on the file's
 * account: what cannot be read is an `error` in the report. No network, no clock.
 */
export function verifyAny(bytes: Buffer, trust: AnyTrust, budget = newBudget()): Report {
  try {
    return verifyDocument(openDocument(bytes, budget), trust);
  } catch (error) {
    if (!(error instanceof OpenFileError)) throw error;
    return unreadableFile(error.type, error.message);
  }
}

/** The report on a file that was not read. */
export function unreadableFile(type: FileErrorType, message: string): Report {
  const problem: Problem = type === 'not-a-pdf' || type === 'damaged' ? 'cannot-be-read' : 'may-not-be-read';
  return { ...conclude([problem]), signatures: [], timestamps: [], problems: [problem], error: { type, message } };
}

/** A document without signatures may have lost them: then it is cut off, which is another thing than never signed. */
function mustBeWhole({ bytes, end, fault }: OpenDocument): void {
  if (fault) throw fault;
  if (/\d\s+\d+\s+obj\b/.test(bytes.toString('latin1', end)))
    throw damaged('the last revision of the file has no end: the file is cut off');
}

interface Found extends SignedFieldFound {
  /** A later revision took it away. */
  readonly removed: boolean;
}

function verifyDocument(document: OpenDocument, trust: AnyTrust): Report {
  const anchors = trust.anchors.map(readCertificate);
  const all = allSigned(document);
  if (all.length === 0) mustBeWhole(document);
  const places = all.map((found) => place(document, all, found));
  const store = readStore(document.view);
  const proofs = [...(store?.proofs ?? []), ...proofsBefore(places)];
  const stamps = judgeStamps(document, places, { anchors, pool: store?.certificates ?? [], proofs });
  const moments = stamps.flatMap(({ placed, token }) => momentOf(placed, token));
  const signatures: SignatureReport[] = [];
  const inSignatures: TimestampReport[] = [];
  all.forEach((found, index) => {
    const at = places[index];
    if (at === undefined || isDocumentTimestamp(document.view, found)) return;
    if (typeof at === 'string') {
      signatures.push(brokenSignature(found, at));
      return;
    }
    const weighed = weigh(document, at, { anchors, now: trust.now, store, proofs, stamps, moments });
    moments.push(...weighed.timestamps.flatMap((stamp) => momentOf(at, stamp)));
    const removed: readonly Problem[] = found.removed ? ['signature-removed'] : [];
    signatures.push({ ...weighed.signature, problems: [...removed, ...weighed.signature.problems] });
    inSignatures.push(...weighed.timestamps);
  });
  const brokenStamps = all.flatMap((found, index) => {
    const at = places[index];
    return typeof at === 'string' && isDocumentTimestamp(document.view, found) ? [brokenStamp(found)] : [];
  });
  const timestamps = [...inSignatures, ...stamps.map(({ report }) => report), ...brokenStamps];
  const problems = fileProblems(signatures, stamps, brokenStamps.length > 0);
  return {
    ...conclude([...signatures.flatMap((signature) => signature.problems), ...problems]),
    signatures,
    timestamps,
    problems,
  };
}

/** What stood in the proof for the archive as it was signed, where it was replaced since: a withdrawal is not taken back so. */
const proofsBefore = (places: readonly (Placed | Problem)[]): readonly Proof[] =>
  places.flatMap((placed) =>
    typeof placed !== 'string' && placed.changes.some(({ what }) => what === STORE_REPLACED)
      ? (readStore(placed.view)?.proofs ?? [])
      : [],
  );

/** Document time-stamps, the last one first: it may have seen those before it while their certificates were good. */
function judgeStamps(
  { bytes, view }: OpenDocument,
  places: readonly (Placed | Problem)[],
  trust: Omit<TokenTrust, 'seenAt'>,
): readonly JudgedStamp[] {
  const judged: JudgedStamp[] = [];
  for (const placed of [...places].toReversed()) {
    if (typeof placed === 'string' || !isDocumentTimestamp(view, placed.found)) continue;
    const over = judged.filter((later) => later.placed.range.end > placed.range.end);
    const seenAt = provenTime(over.map(({ token }) => token));
    judged.unshift(judgeStamp(bytes, placed, { ...trust, seenAt }));
  }
  return judged;
}

const momentOf = (
  { range }: Placed,
  { intact, trusted, time }: Pick<TimestampReport, 'intact' | 'trusted' | 'time'>,
): readonly Moment[] => (intact && trusted && time ? [{ end: range.end, time }] : []);

/** The signatures of the document, and those that an earlier revision had and this one hides. */
function allSigned(document: OpenDocument): readonly Found[] {
  const { view, sections, bytes, budget } = document;
  const current = signedFields(view).map((found) => ({ ...found, removed: false }));
  const known = new Set(current.map(gapStart));
  const removed: Found[] = [];
  for (let count = 1; count < sections.length; count++) {
    spend(budget, 'steps', 100);
    for (const found of signedFields(viewOf(bytes, sections.slice(0, count), budget))) {
      const start = gapStart(found);
      if (start === null || known.has(start)) continue;
      known.add(start);
      removed.push({ ...found, removed: true });
    }
  }
  return [...current, ...removed].sort((one, other) => (gapStart(one) ?? 0) - (gapStart(other) ?? 0));
}

/** Where /Contents stands tells one signature from another. */
function gapStart({ dictionary, placed }: SignedFieldFound): number | null {
  const contents = entry(dictionary, 'Contents');
  return placed && contents.kind === 'string' ? contents.start : null;
}

function place(document: OpenDocument, all: readonly Found[], found: Found): Placed | Problem {
  const start = gapStart(found);
  if (start !== null && all.filter((each) => gapStart(each) === start).length > 1) return 'signature-used-twice';
  const range = readRange(document.view, found.dictionary, found.placed);
  if (typeof range === 'string') return range;
  const at = documentAt(document, range.end);
  if (!at) return 'wrong-byte-range';
  const signedThen = signedFields(at.view).some((each) => gapStart(each) === start);
  if (!signedThen) return 'wrong-signature-dictionary';
  // What a signature permits or locks counts for what comes after it; it cannot permit what was done before.
  const policy = policyOf(
    at.view,
    all
      .filter((each) => (gapStart(each) ?? 0) <= range.gap.start)
      .map((each) => ({ dictionary: each.dictionary, field: each.fieldDictionary })),
  );
  const { bytes, view } = document;
  const changes = [...judgeChanges(at.view, view, policy), ...strayBytes(bytes, range.end, at.later, view)];
  return { found, range, view: at.view, changes, covers: range.end === bytes.length ? 'whole-file' : 'whole-revision' };
}

const brokenSignature = ({ field }: Found, problem: Problem): SignatureReport => ({
  field,
  signer: null,
  time: null,
  level: null,
  intact: false,
  trusted: false,
  covers: 'broken',
  changesAfter: [],
  problems: [problem],
});

const brokenStamp = ({ field }: Found): TimestampReport => ({
  field,
  time: null,
  authority: null,
  intact: false,
  trusted: false,
  covers: 'broken',
  changesAfter: [],
  problems: ['wrong-byte-range'],
});

function fileProblems(
  signatures: readonly SignatureReport[],
  stamps: readonly JudgedStamp[],
  hasBrokenStamp: boolean,
): readonly Problem[] {
  const problems: Problem[] = [];
  if (signatures.length === 0) problems.push('no-signature');
  if (hasBrokenStamp || stamps.some(({ report }) => !report.intact)) problems.push('archive-stamp-not-intact');
  if (stamps.some(({ placed }) => isForbidden(placed.changes))) problems.push('unknown-change-after-signing');
  return problems;
}
