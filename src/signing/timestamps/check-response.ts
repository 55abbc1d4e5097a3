import type { Instant } from '../../domain/time';
import { readCertificate } from '../certificates/read-certificate';
import { readDer, readInteger, readSmallInteger, sequenceOf } from '../der/read';
import { integer } from '../der/write';
import { checkToken } from './check-token';
import { TimestampError, type TimestampFault } from './faults';
import { clockSkew } from './clock-skew';
import type { Stamp } from './timestamper';

export interface AskedTimestamp {
  /** SHA-256 that was sent. */
  readonly digest: Buffer;
  readonly nonce: Buffer;
  /** Root certificates (DER) under which time-stamp authorities are trusted. */
  readonly anchors: readonly Buffer[];
  /** The policy that was asked for (an OBJECT IDENTIFIER as DER), null when any will do. */
  readonly policy: Buffer | null;
  readonly sentAt: Instant;
  /** When the answer came in. */
  readonly now: Instant;
  /** Seconds that the authority's time may differ from ours, and that it may be in doubt itself. */
  readonly tolerance: number;
}

export interface CheckedStamp extends Stamp {
  /** Seconds that the authority's clock is at least ahead of ours (negative: behind); 0 when they may well agree. */
  readonly skew: number;
}

/**
 * The token of a TimeStampResp (RFC 3161 2.4.2), if everything in it is as asked. Throws `TimestampError`, never returns
 * something doubtful: a signature that cannot be stamped waits, it does not become weaker.
 */
export function checkTimestampResponse(response: Buffer, asked: AskedTimestamp): CheckedStamp {
  const token = readGranted(response);
  const { info, fault } = checkToken(token, { sha256: asked.digest }, asked.anchors.map(readCertificate));
  if (fault || !info) throw refused(fault ?? 'malformed');
  if (!info.nonce?.equals(readInteger(readDer(integer(asked.nonce))))) throw refused('wrong-nonce');
  if (asked.policy && !info.policy.equals(asked.policy)) throw refused('wrong-policy');
  if (info.accuracy > asked.tolerance) throw refused('time-out-of-window', `right to ${info.accuracy} seconds only`);
  const drift = Math.abs(Date.parse(info.genTime) - Date.parse(asked.now)) / 1000;
  if (drift > asked.tolerance) throw refused('time-out-of-window', `${drift} seconds from ours`);
  return { token, genTime: info.genTime, skew: clockSkew(info, asked) };
}

const refused = (
  fault: TimestampFault,
  message = 'the answer of the time-stamp authority is refused',
): TimestampError => new TimestampError(fault, message);

const GRANTED = 0;
const GRANTED_WITH_MODS = 1;

function readGranted(response: Buffer): Buffer {
  const { status, token } = readResponse(response);
  if (status !== GRANTED && status !== GRANTED_WITH_MODS) throw refused('not-granted', `status ${status}`);
  if (!token) throw refused('no-token');
  return token;
}

function readResponse(response: Buffer): { readonly status: number; readonly token: Buffer | null } {
  try {
    const [info, token, ...others] = sequenceOf(readDer(response));
    if (others.length > 0) throw new RangeError('more than a status and a token');
    return { status: readSmallInteger(sequenceOf(info)[0]), token: token?.raw ?? null };
  } catch (cause) {
    throw new TimestampError('malformed', 'the answer is not a TimeStampResp', { cause });
  }
}
