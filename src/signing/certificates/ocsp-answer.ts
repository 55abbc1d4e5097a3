import { sign } from 'node:crypto';
import { hashBytes } from '../algorithms';
import type { Instant } from '../../domain/time';
import {
  bitString,
  enumerated,
  generalizedTime,
  integer,
  nothing,
  octetString,
  sequence,
  tagged,
  taggedPrimitive,
} from '../der/write';
import { OID } from '../oids';
import type { Authority } from './crl';
import { keyBits } from './ocsp';
import { readCertificate } from './read-certificate';

export interface OcspContent {
  /** DER, and that of its issuer. */
  readonly certificate: Buffer;
  readonly issuer: Buffer;
  /** CertStatus as DER; good unless given. */
  readonly status?: Buffer;
  /** Extensions of the whole answer as DER; none unless given. */
  readonly extensions?: Buffer;
  readonly thisUpdate: Instant;
  readonly nextUpdate: Instant | null;
  /** What goes along: the responder's own certificate when it is not the issuer. */
  readonly certificates: readonly Buffer[];
}

const GOOD = taggedPrimitive(0, Buffer.alloc(0));

/** What a responder answers about one certificate: an OCSPResponse (RFC 6960 4.2.1), signed with a P-256 key. */
export function answerOcsp(responder: Authority, of: OcspContent): Buffer {
  const issuer = readCertificate(of.issuer);
  const id = sequence(
    sequence(OID.sha1, nothing),
    octetString(hashBytes('sha1', issuer.subject)),
    octetString(hashBytes('sha1', keyBits(issuer))),
    integer(readCertificate(of.certificate).serial),
  );
  const single = sequence(
    id,
    of.status ?? GOOD,
    generalizedTime(of.thisUpdate),
    ...(of.nextUpdate === null ? [] : [tagged(0, generalizedTime(of.nextUpdate))]),
  );
  const content = sequence(
    tagged(1, readCertificate(responder.certificate).subject),
    generalizedTime(of.thisUpdate),
    sequence(single),
    ...(of.extensions ? [tagged(1, of.extensions)] : []),
  );
  const basic = sequence(
    content,
    sequence(OID.ecdsaSha256),
    bitString(sign('sha256', content, responder.privateKey)),
    ...(of.certificates.length > 0 ? [tagged(0, sequence(...of.certificates))] : []),
  );
  return sequence(enumerated(0), tagged(0, sequence(OID.ocspBasic, octetString(basic))));
}
