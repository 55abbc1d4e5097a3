import type { Clock, Instant } from '../../domain/time';
import type { Authority } from '../certificates/crl';
import { makeToken } from './answer';

export interface Stamp {
  /** RFC 3161 time-stamp token (a CMS ContentInfo) as DER. */
  readonly token: Buffer;
  readonly genTime: Instant;
}

export interface Timestamper {
  /** Bytes to reserve for a token; a larger one costs a second try, a smaller one wastes the difference. */
  readonly tokenRoom: number;
  /** Stamps a SHA-256 digest. Throws `TimestampError`. */
  stamp(digest: Buffer): Promise<Stamp>;
}

/** The time-stamper inside the portal: for development and tests, since it is its own witness of the time. */
export function builtInTimestamper(
  authority: Authority,
  of: { readonly clock: Clock; readonly newSerial: () => Buffer; readonly chain?: readonly Buffer[] },
): Timestamper {
  const make = (digest: Buffer, genTime: Instant, serial: Buffer): Buffer =>
    makeToken(authority, { digest, nonce: null, genTime, serial, chain: of.chain ?? [] });
  // Serial numbers and ECDSA signatures vary by a few bytes.
  const tokenRoom = make(Buffer.alloc(32), of.clock.now(), Buffer.alloc(20, 0xff)).length + 8;
  return {
    tokenRoom,
    stamp: (digest) => {
      const genTime = `${of.clock.now().slice(0, 19)}.000Z`;
      return Promise.resolve({ token: make(digest, genTime, of.newSerial()), genTime });
    },
  };
}
