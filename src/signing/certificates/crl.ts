import { createPublicKey, type KeyObject } from 'node:crypto';
import { addSeconds, type Instant } from '../../domain/time';
import { expectTag, readBitString, readDer, readInteger, readTime, sequenceOf } from '../der/read';
import { integer, sequence, tagged, time } from '../der/write';
import { MINUTE, nextWholeSecond } from '../instant';
import { OID } from '../oids';
import { signed } from './build-certificate';
import { authorityKeyIdentifier, crlNumber, onlyUserCertificatesAt } from './extensions';
import { readCertificate, readExtensions, type Extension } from './read-certificate';

export interface Authority {
  readonly certificate: Buffer;
  readonly privateKey: KeyObject;
}

interface CrlContent {
  readonly thisUpdate: Instant;
  readonly nextUpdate: Instant;
  readonly extensions: readonly Buffer[];
  readonly revoked: readonly { readonly serial: Buffer; readonly at: Instant }[];
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

function buildCrl(authority: Authority, content: CrlContent): Buffer {
  const entries = content.revoked.map(({ serial, at }) => sequence(integer(serial), time(at)));
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

export interface Crl {
  readonly raw: Buffer;
  readonly content: Buffer;
  readonly issuer: Buffer;
  readonly thisUpdate: Instant;
  readonly nextUpdate: Instant;
  readonly revoked: readonly { readonly serial: Buffer; readonly at: Instant }[];
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
          const [serial, at] = sequenceOf(entry);
          return { serial: readInteger(serial), at: readTime(at) };
        })
      : [],
    extensions: readExtensions(parts.find((part) => part.tag === 0xa0)),
    signatureAlgorithm: expectTag(algorithm, 0x30).raw,
    signature: readBitString(signature),
  };
}
