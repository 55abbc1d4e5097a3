import type { Clock } from '../domain/time';
import { checkTimestampResponse, type CheckedStamp } from '../signing/timestamps/check-response';
import { TimestampError } from '../signing/timestamps/faults';
import { buildTimestampRequest } from '../signing/timestamps/request';
import type { Timestamper } from '../signing/timestamps/timestamper';
import { atMost } from '../at-most';
import { readAtMost } from './read-at-most';

export interface HttpTimestamperOptions {
  /** http or https; a user and password in it are sent as RFC 7617 says. */
  readonly url: string;
  /** Root certificates (DER) under which this authority is trusted, and no other. */
  readonly anchors: readonly Buffer[];
  /** The policy to ask for (an OBJECT IDENTIFIER as DER); null for the authority's own. */
  readonly policy: Buffer | null;
  /** For one stamp: the longest that it waits for its turn, and then for all attempts together. */
  readonly timeoutMs: number;
  /** Before the second and last attempt, which only an answer that is no answer gets (RFC 3161 knows no such thing as busy). */
  readonly pauseMs: number;
  readonly maxBytes: number;
  /** Requests under way at a time. */
  readonly concurrency: number;
  /** Bytes to reserve for its tokens, which hold its certificates, until the first one shows how large they are. */
  readonly tokenRoom: number;
  /** Seconds that its clock may differ from ours. */
  readonly tolerance: number;
  readonly clock: Clock;
  /** Random bytes, new for each request (RFC 3161 2.4.1: at least 64 bits). */
  readonly newNonce: () => Buffer;
}

/** An authority outside, with what its last answer told. */
export interface TimestampAuthority extends Timestamper {
  /** Its host, for who reads a log. */
  readonly name: string;
  stamp(digest: Buffer): Promise<CheckedStamp>;
  /** As of the last stamp; null before the first. */
  state(): AuthorityState | null;
}

/** Seconds that its clock was ahead of ours (negative: behind), or why there was no stamp. */
export type AuthorityState =
  { readonly kind: 'stamped'; readonly skew: number } | { readonly kind: 'failed'; readonly error: TimestampError };

/** Serial numbers and ECDSA signatures vary by a few bytes. */
const SPARE = 32;

/** Of the time for a stamp a request waits so much for its turn: when nobody before it got an answer, it asks no longer. */
const PATIENCE = 0.9;

/** A time-stamp authority over HTTP (RFC 3161 3.4). Every answer is checked before it is believed. */
export function httpTimestamper(options: HttpTimestamperOptions): TimestampAuthority {
  const inTurn = atMost(options.concurrency);
  let largest = 0;
  let state: AuthorityState | null = null;
  return {
    name: new URL(options.url).host,
    state: () => state,
    get tokenRoom() {
      return largest > 0 ? largest + SPARE : options.tokenRoom;
    },
    stamp: (digest) => {
      const asked = performance.now();
      return inTurn(async () => {
        // Behind a silent authority a queue would go on for minutes.
        if (performance.now() - asked > PATIENCE * options.timeoutMs)
          throw new TimestampError('busy', 'too many others wait for it');
        try {
          const stamp = await stampInTime(options, digest, AbortSignal.timeout(options.timeoutMs));
          largest = Math.max(largest, stamp.token.length);
          state = { kind: 'stamped', skew: stamp.skew };
          return stamp;
        } catch (error) {
          if (error instanceof TimestampError) state = { kind: 'failed', error };
          throw error;
        }
      });
    },
  };
}

async function stampInTime(
  options: HttpTimestamperOptions,
  digest: Buffer,
  deadline: AbortSignal,
): Promise<CheckedStamp> {
  try {
    return await stampOnce(options, digest, deadline);
  } catch (error) {
    if (!isPassing(error) || deadline.aborted) throw error;
    await new Promise((done) => setTimeout(done, options.pauseMs));
    return stampOnce(options, digest, deadline);
  }
}

/** A connection that broke, or a server that says it cannot now; an answer that is false gets no second chance. */
const isPassing = (error: unknown): boolean =>
  error instanceof TimestampError && (error.fault === 'unreachable' || error.fault === 'wrong-http-status');

async function stampOnce(
  options: HttpTimestamperOptions,
  digest: Buffer,
  deadline: AbortSignal,
): Promise<CheckedStamp> {
  const { anchors, tolerance, clock, policy } = options;
  const nonce = options.newNonce();
  const sentAt = clock.now();
  const response = await ask(options, buildTimestampRequest(digest, nonce, policy), deadline);
  return checkTimestampResponse(response, { digest, nonce, policy, anchors, tolerance, sentAt, now: clock.now() });
}

async function ask(options: HttpTimestamperOptions, request: Buffer, deadline: AbortSignal): Promise<Buffer> {
  const { href, authorization } = withoutPassword(options.url);
  try {
    const response = await fetch(href, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/timestamp-query',
        Accept: 'application/timestamp-reply',
        ...authorization,
      },
      body: new Uint8Array(request),
      // An authority that moved is a matter for whoever configures it.
      redirect: 'error',
      signal: deadline,
    });
    if (response.status !== 200) throw new TimestampError('wrong-http-status', String(response.status));
    const type = response.headers.get('content-type') ?? '';
    if (!type.startsWith('application/timestamp-reply')) throw new TimestampError('wrong-media-type', type);
    const answer = await readAtMost(response, options.maxBytes);
    if (!answer) throw new TimestampError('too-large', `more than ${options.maxBytes} bytes`);
    return answer;
  } catch (cause) {
    if (cause instanceof TimestampError) throw cause;
    throw new TimestampError('unreachable', 'no answer from the time-stamp authority', { cause });
  }
}

function withoutPassword(address: string): {
  readonly href: string;
  readonly authorization: { readonly Authorization?: string };
} {
  const url = new URL(address);
  const { username, password } = url;
  if (!username && !password) return { href: address, authorization: {} };
  url.username = '';
  url.password = '';
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { href: url.href, authorization: { Authorization: `Basic ${Buffer.from(pair).toString('base64')}` } };
}
