import { sign } from 'node:crypto';
import type { Instant } from '../../domain/time';
import { hashBytes, hashOf } from '../algorithms';
import type { Authority } from '../certificates/crl';
import { assembleCms, buildSignedAttributes } from '../cms/write';
import { generalizedTime, integer, namedBits, sequence, tlv, type Part } from '../der/write';
import { OID } from '../oids';
import { messageImprint, readTimestampRequest, type TimestampRequest } from './request';

export interface TokenContent {
  /** SHA-256 of what is stamped. */
  readonly digest: Buffer;
  readonly nonce: Buffer | null;
  readonly genTime: Instant;
  readonly serial: Buffer;
  /** Policy identifier as DER; the portal's own unless given. */
  readonly policy?: Buffer;
  /** Certificates between the authority's and its root, which go along. */
  readonly chain?: readonly Buffer[];
}

/** A time-stamp token: TSTInfo (RFC 3161 2.4.2) inside a CMS, with the authority's certificate and those above it. */
export function makeToken(authority: Authority, content: TokenContent): Buffer {
  const { policy = OID.timestampPolicy, digest, serial, genTime, nonce } = content;
  const parts: Part[] = [VERSION, policy, messageImprint(digest), integer(serial), generalizedTime(genTime)];
  if (nonce) parts.push(integer(nonce));
  const info = tlv(0x30, ...parts);
  const attributes = buildSignedAttributes({
    digest: hashBytes('sha256', info),
    certificate: authority.certificate,
    contentType: OID.timestampInfo,
  });
  return assembleCms({
    attributes,
    signature: sign('sha256', attributes, authority.privateKey),
    certificate: authority.certificate,
    chain: content.chain ?? [],
    token: null,
    content: { type: OID.timestampInfo, bytes: info },
  });
}

const VERSION = integer(1);

const GRANTED = 0;
const REJECTION = 2;
const BAD_ALGORITHM = 0;
const BAD_FORMAT = 5;

/** TimeStampResp (RFC 3161 2.4.2) of the built-in time-stamper. Its certificate always goes with the token. */
export function answerTimestampRequest(
  request: Buffer,
  authority: Authority,
  of: Pick<TokenContent, 'genTime' | 'serial' | 'policy' | 'chain'>,
): Buffer {
  const asked = readOrNull(request);
  if (asked?.version !== 1) return refusal(BAD_FORMAT);
  if (hashOf(asked.algorithm) !== 'sha256' || asked.digest.length !== 32) return refusal(BAD_ALGORITHM);
  return timestampResponse(makeToken(authority, { ...of, digest: asked.digest, nonce: asked.nonce }));
}

export const timestampResponse = (token: Buffer): Buffer => sequence(sequence(integer(GRANTED)), token);

const refusal = (failure: number): Buffer => sequence(sequence(integer(REJECTION), namedBits(failure)));

function readOrNull(request: Buffer): TimestampRequest | null {
  try {
    return readTimestampRequest(request);
  } catch {
    return null;
  }
}
