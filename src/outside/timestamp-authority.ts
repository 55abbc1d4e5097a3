import type { Clock } from '../domain/time';
import { checkTimestampResponse } from '../signing/timestamps/check-response';
import { TimestampError } from '../signing/timestamps/faults';
import { buildTimestampRequest } from '../signing/timestamps/request';
import type { Timestamper } from '../signing/timestamps/timestamper';

export interface HttpTimestamperOptions {
  readonly url: string;
  /** Root certificates (DER) under which this authority is trusted. */
  readonly anchors: readonly Buffer[];
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** Bytes to reserve for its tokens, which hold its certificates. */
  readonly tokenRoom: number;
  /** Seconds that its clock may differ from ours. */
  readonly tolerance: number;
  readonly clock: Clock;
  /** Random bytes, new for each request (RFC 3161 2.4.1: at least 64 bits). */
  readonly newNonce: () => Buffer;
}

/** A time-stamp authority over HTTP (RFC 3161 3.4). Every answer is checked before it is believed. */
export function httpTimestamper(options: HttpTimestamperOptions): Timestamper {
  return {
    tokenRoom: options.tokenRoom,
    stamp: async (digest) => {
      const nonce = options.newNonce();
      const response = await ask(options, buildTimestampRequest(digest, nonce));
      const { anchors, tolerance, clock } = options;
      return checkTimestampResponse(response, { digest, nonce, anchors, tolerance, now: clock.now() });
    },
  };
}

async function ask(options: HttpTimestamperOptions, request: Buffer): Promise<Buffer> {
  try {
    const response = await fetch(options.url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/timestamp-query', Accept: 'application/timestamp-reply' },
      body: new Uint8Array(request),
      // An authority that moved is a matter for whoever configures it.
      redirect: 'error',
      signal: AbortSignal.timeout(options.timeoutMs),
    });
    if (response.status !== 200) throw new TimestampError('wrong-http-status', String(response.status));
    const type = response.headers.get('content-type') ?? '';
    if (!type.startsWith('application/timestamp-reply')) throw new TimestampError('wrong-media-type', type);
    return await readAtMost(response, options.maxBytes);
  } catch (cause) {
    if (cause instanceof TimestampError) throw cause;
    throw new TimestampError('unreachable', 'no answer from the time-stamp authority', { cause });
  }
}

/** Counts while reading: a length in a header is only a promise. */
async function readAtMost(response: Response, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > maxBytes) throw new TimestampError('too-large', `more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
