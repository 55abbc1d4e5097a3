import { createHash } from 'node:crypto';
import type { Deps } from '../../deps';
import {
  agreementsToCheck,
  deedsWithoutEntry,
  inForceWithoutPermission,
  permissionsWithoutGround,
  segmentsToCheck,
  signaturesToCheck,
  unfinishedCeremonies,
  type CheckedAgreement,
  type CheckedSegment,
  type CheckedSignature,
} from '../../persistence/read/check';
import { beginningsOf } from '../../persistence/template-shape';
import { verifyOwn } from '../../signing/verify/verify-own';
import { logProblems, type KeptCheckpoint } from './log-problems';

type Needs = Pick<Deps, 'db' | 'clock' | 'trust'>;

/**
 * What the database itself cannot enforce, one line for each fault; empty when all is well. Reads everything. `kept`:
 * checkpoints from elsewhere, such as an evidence package, without which a log that was rewritten whole looks whole.
 */
export async function findProblems(deps: Needs, kept: readonly KeptCheckpoint[] = []): Promise<readonly string[]> {
  const problems: string[] = [];
  const say = (found: readonly (string | number)[], what: string): void => {
    for (const one of found) problems.push(`${one}: ${what}`);
  };
  for (let after = ''; ;) {
    const page = await agreementsToCheck(deps.db, after, 200);
    // Many documents begin alike.
    const beginnings = await beginningsOf(deps.db, [...new Set(page.flatMap(({ shapeId }) => shapeId ?? []))]);
    for (const agreement of page)
      problems.push(...(await documentProblems(deps, agreement, beginnings.get(agreement.shapeId ?? ''))));
    const last = page.at(-1);
    if (!last) break;
    after = last.id;
  }
  say(await inForceWithoutPermission(deps.db), 'in force, and the register gives no right to exchange');
  say(await permissionsWithoutGround(deps.db), 'a right to exchange without an agreement in force');
  say(await deedsWithoutEntry(deps.db), 'the log does not have one entry for each signature and coming into force');
  say(await unfinishedCeremonies(deps.db), 'the state of the ceremony and the work left on it disagree');
  problems.push(...(await logProblems(deps, kept)));
  return problems;
}

/** In force if and only if all places are signed; stored hashes match the bytes; turns in order; every signature verifies. */
async function documentProblems(
  deps: Needs,
  agreement: CheckedAgreement,
  prefix: Buffer | undefined,
): Promise<readonly string[]> {
  const problems: string[] = [];
  const complete = agreement.slots > 0 && agreement.signatures === agreement.slots;
  const began = ['in-force', 'terminated', 'superseded'].includes(agreement.status);
  if (complete !== began)
    problems.push(`${agreement.signatures} of ${agreement.slots} places signed, state ${agreement.status}`);
  if (agreement.slots === 0) return problems.map((problem) => `${agreement.number}: ${problem}`);
  const segments = await segmentsToCheck(deps.db, agreement.id);
  const signatures = await signaturesToCheck(deps.db, agreement.id);
  if (!prefix)
    return [...problems, 'what the document begins with is missing'].map((one) => `${agreement.number}: ${one}`);
  problems.push(...hashProblems(agreement, prefix, segments), ...orderProblems(segments, signatures));
  if (signatures.length > 0) {
    const report = verifyOwn(Buffer.concat([prefix, ...segments.map((segment) => segment.bytes)]), {
      ...deps.trust,
      now: deps.clock.now(),
      crls: signatures.map((signature) => signature.crl),
      expected: {
        fields: signatures.map((signature) => signature.field),
        ...(agreement.archiveLevel ? { level: agreement.archiveLevel } : {}),
      },
    });
    if (report.indication !== 'TOTAL-PASSED')
      problems.push(`the signatures do not verify: ${JSON.stringify(report.problems)}`);
    if (!agreement.archiveLevel && segments.some(({ kind }) => kind === 'dss' || kind === 'timestamp'))
      problems.push('an archive that is not recorded');
    if (report.signatures.some((signature, i) => signature.time !== signatures[i]?.stampedAt))
      problems.push('a time-stamp is not the recorded one');
  }
  return problems.map((problem) => `${agreement.number}: ${problem}`);
}

function hashProblems(
  agreement: CheckedAgreement,
  prefix: Buffer,
  segments: readonly CheckedSegment[],
): readonly string[] {
  const hash = createHash('sha256').update(prefix);
  let length = prefix.length;
  const problems: string[] = [];
  segments.forEach((segment, i) => {
    hash.update(segment.bytes);
    length += segment.bytes.length;
    const sha256 = hash.copy().digest('hex');
    if (segment.ordinal !== i || segment.fileLength !== length || segment.fileSha256 !== sha256)
      problems.push(`segment ${segment.ordinal} is not what was recorded`);
    if (i === 0 && agreement.baseSha256 !== sha256) problems.push('the text is not the one that was frozen');
  });
  if (segments.length === 0) problems.push('the document is missing');
  return problems;
}

/** One signature segment for each signature, in the order of turns. */
function orderProblems(
  segments: readonly CheckedSegment[],
  signatures: readonly CheckedSignature[],
): readonly string[] {
  const problems: string[] = [];
  const signing = segments.filter(({ kind }) => kind === 'signature').length;
  if (signing !== signatures.length) problems.push(`${signing} segments for ${signatures.length} signatures`);
  signatures.forEach((signature, i) => {
    if (signature.ordinal !== i + 1) problems.push(`signature ${i + 1} stands in segment ${signature.ordinal}`);
    const before = signatures[i - 1];
    if (before && before.turn > signature.turn) problems.push(`${signature.field} signed before its turn`);
  });
  return problems;
}
