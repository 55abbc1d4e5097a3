import { createPublicKey, type KeyObject } from 'node:crypto';
import { addSeconds, type Instant } from '../../domain/time';
import { expectTag, readBitString, readDer, readSerial, readTime, sequenceOf, type Der } from '../der/read';
import { integer, sequence, tagged, time } from '../der/write';
import { SigningError } from '../errors';
import { MINUTE, nextWholeSecond } from '../instant';
import { OID } from '../oids';
import { signed } from './build-certificate';
import { authorityKeyIdentifier, crlNumber, crlReason, onlyUserCertificatesAt } from './extensions';
import { readCertificate, readExtensions, type Extension } from './read-certificate';

export interface Authority {
  readonly certificate: Buffer;
  readonly privateKey: KeyObject;
}

interface CrlContent {
  readonly thisUpdate: Instant;
  readonly nextUpdate: Instant;
  readonly extensions: readonly Buffer[];
  readonly revoked: readonly { readonly serial: Buffer; readonly at: Instant; readonly reason?: number }[];
}

/** The root's only CRL, made at its own ceremony: valid from now as far as the archive must last. */
export function makeRootCrl(
  root: Authority,
  period: { readonly thisUpdate: Instant; readonly nextUpdate: Instant },
): Buffer {
  return buildCrl(root, { ...period, extensions: [], revoked: [] });
}

/**
 * The CRL of exactly one signatory certificate, whose distribution point is `url`: it says that the certificate was not
 * withdrawn (or was, at `revokedAt`) while it signed. Valid for 40 minutes, which ends before the certificate does.
 */
export function makePartitionCrl(
  issuing: Authority,
  partition: {
    readonly url: string;
    readonly signedAt: Instant;
    readonly revoked?: { readonly serial: Buffer; readonly at: Instant };
  },
): Buffer {
  const thisUpdate = nextWholeSecond(partition.signedAt);
  return buildCrl(issuing, {
    thisUpdate,
    nextUpdate: addSeconds(thisUpdate, 40 * MINUTE),
    extensions: [onlyUserCertificatesAt(partition.url)],
    revoked: partition.revoked ? [partition.revoked] : [],
  });
}

/** A CRL v2 (RFC 5280 5.1), signed with a P-256 key. */
export function buildCrl(authority: Authority, content: CrlContent): Buffer {
  const entries = content.revoked.map(({ serial, at, reason }) =>
    sequence(integer(serial), time(at), ...(reason === undefined ? [] : [sequence(crlReason(reason))])),
  );
  const key = createPublicKey(authority.privateKey);
  return signed(
    sequence(
      integer(1),
      sequence(OID.ecdsaSha256),
      readCertificate(authority.certificate).subject,
      time(content.thisUpdate),
      time(content.nextUpdate),
      ...(entries.length > 0 ? [sequence(...entries)] : []),
      tagged(0, sequence(authorityKeyIdentifier(key), crlNumber(integer(1)), ...content.extensions)),
    ),
    authority.privateKey,
  );
}

export interface RevokedEntry {
  readonly serial: Buffer;
  readonly at: Instant;
  /** CRLReason (RFC 5280 5.3.1), null when none is given; read when it matters. Throws `malformed-der`. */
  readonly reason: () => number | null;
}

export interface Crl {
  readonly raw: Buffer;
  readonly content: Buffer;
  readonly issuer: Buffer;
  readonly thisUpdate: Instant;
  readonly nextUpdate: Instant;
  readonly revoked: readonly RevokedEntry[];
  readonly extensions: ReadonlyMap<string, Extension>;
  readonly signatureAlgorithm: Buffer;
  readonly signature: Buffer;
}

/** Reads a CRL v2 (RFC 5280 5.1). Throws `malformed-der`. */
export function readCrl(der: Buffer): Crl {
  const [content, algorithm, signature] = sequenceOf(readDer(der));
  const all = sequenceOf(content);
  // Version 1 is not written.
  const parts = all[0]?.tag === 0x02 ? all.slice(1) : all;
  const [, issuer, thisUpdate, nextUpdate] = parts;
  const entries = parts.slice(4).find((part) => part.tag === 0x30);
  return {
    raw: der,
    content: expectTag(content, 0x30).raw,
    issuer: expectTag(issuer, 0x30).raw,
    thisUpdate: readTime(thisUpdate),
    nextUpdate: readTime(nextUpdate),
    revoked: entries
      ? sequenceOf(entries).map((entry) => {
          const [serial, at, extensions] = sequenceOf(entry);
          return { serial: readSerial(serial), at: readTime(at), reason: () => reasonIn(extensions) };
        })
      : [],
    extensions: readExtensions(parts.find((part) => part.tag === 0xa0)),
    signatureAlgorithm: expectTag(algorithm, 0x30).raw,
    signature: readBitString(signature),
  };
}

function reasonIn(extensions: Der | undefined): number | null {
  const found = extensions && sequenceOf(extensions).find((each) => sequenceOf(each)[0]?.raw.equals(OID.crlReason));
  return found ? readReason(readDer(expectTag(sequenceOf(found).at(-1), 0x04).content)) : null;
}

/** CRLReason: an ENUMERATED of one byte. Throws `malformed-der`. */
export function readReason(reason: Der | undefined): number {
  const [value, ...others] = expectTag(reason, 0x0a).content;
  if (value === undefined || others.length > 0) throw new SigningError('malformed-der', 'not a reason');
  return value;
}
