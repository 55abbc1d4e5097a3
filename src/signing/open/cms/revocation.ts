import { hashBytes } from '../../algorithms';
import type { Instant } from '../../../domain/time';
import { readCrl, readReason } from '../../certificates/crl';
import type { Certificate } from '../../certificates/read-certificate';
import { isKeyStillGood } from '../../certificates/standing';
import {
  children,
  expectTag,
  readBitString,
  readDer,
  readSerial,
  readTime,
  sequenceOf,
  type Der,
} from '../../der/read';
import { SigningError } from '../../errors';
import { OID } from '../../oids';
import { anyHashOf } from './algorithms';
import { FOREIGN_OID } from './oids';
import { hasExtendedUse, isSignedBy } from './path';
import { certificateOrNot, onlyOf, type ForeignAttributes } from './read-foreign';

/** What one piece of proof says about one certificate. */
export interface Standing {
  /** Null when it was not withdrawn. */
  readonly withdrawn: Pick<Withdrawal, 'at' | 'keyStillGood'> | null;
}

/** A certificate on a path was withdrawn. */
export interface Withdrawal {
  readonly at: Instant;
  /** The reason says that what the key did before that still counts. */
  readonly keyStillGood: boolean;
  /** Of an issuer above the certificate that the path begins with. */
  readonly ofIssuer: boolean;
}

/** A CRL or an OCSP answer: what it says about a certificate, null when it does not speak of it or is not to be believed. */
export type Proof = (certificate: Certificate, issuer: Certificate) => Standing | null;

/** CRLs and OCSP answers as DER, in any order; what is neither is left out. */
export function readProofs(found: readonly Buffer[]): readonly Proof[] {
  return found.flatMap((der) => {
    const proof = attempt(() => crlProof(der)) ?? attempt(() => ocspProof(der));
    return proof ? [proof] : [];
  });
}

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof SigningError) return null;
    throw error;
  }
}

/** RFC 5280 6.3; the scope of a CRL matters only for what it does not say, and a withdrawal is believed from any of its issuer. */
function crlProof(der: Buffer): Proof {
  const crl = readCrl(der);
  return (certificate, issuer) => {
    if (!crl.issuer.equals(issuer.subject) || !isSignedBy(crl, issuer)) return null;
    const entry = crl.revoked.find(({ serial }) => serial.equals(certificate.serial));
    const reason = entry ? attempt(entry.reason) : null;
    if (!entry || reason === REMOVED_FROM_CRL) return { withdrawn: null };
    return { withdrawn: { at: entry.at, keyStillGood: isKeyStillGood(reason) } };
  };
}

/** CRLReason of an entry that says that the certificate counts again (RFC 5280 5.3.1). */
const REMOVED_FROM_CRL = 8;

/** An OCSPResponse, or the BasicOCSPResponse inside it (RFC 6960 4.2.1). */
function ocspProof(der: Buffer): Proof {
  const [data, algorithm, signature, certificates] = sequenceOf(readDer(basicOf(der)));
  const parts = sequenceOf(data).filter((part) => part.tag === 0x30 || part.tag === 0x18);
  const list = parts.find((part) => part.tag === 0x30);
  const answers = children(expectTag(list, 0x30)).map(readAnswer);
  const signed = {
    content: expectTag(data, 0x30).raw,
    signatureAlgorithm: expectTag(algorithm, 0x30).raw,
    signature: readBitString(signature),
  };
  const brought = certificates ? sequenceOf(onlyIn(certificates)).flatMap(({ raw }) => certificateOrNot(raw)) : [];
  return (certificate, issuer) => {
    const answer = answers.find((each) => each.speaksOf(certificate, issuer));
    if (!answer?.standing) return null;
    const believed =
      isSignedBy(signed, issuer) ||
      brought.some(
        (each) => hasExtendedUse(each, OID.ocspSigning) && isSignedBy(each, issuer) && isSignedBy(signed, each),
      );
    return believed ? answer.standing : null;
  };
}

const onlyIn = (wrapper: Der): Der => {
  const [inside] = children(wrapper);
  return expectTag(inside, 0x30);
};

function basicOf(der: Buffer): Buffer {
  const [status, wrapped] = sequenceOf(readDer(der));
  if (status?.tag !== 0x0a) return der;
  const [type, response] = sequenceOf(onlyIn(expectTag(wrapped, 0xa0)));
  if (!type?.raw.equals(OID.ocspBasic)) throw new SigningError('malformed-der', 'not a basic OCSP answer');
  return expectTag(response, 0x04).content;
}

interface OcspAnswer {
  readonly speaksOf: (certificate: Certificate, issuer: Certificate) => boolean;
  /** Null: unknown. */
  readonly standing: Standing | null;
}

function readAnswer(single: Der): OcspAnswer {
  const [id, status] = sequenceOf(single);
  const [algorithm, nameHash, keyHash, serial] = sequenceOf(id);
  const hash = anyHashOf(expectTag(algorithm, 0x30).raw);
  const wantedName = expectTag(nameHash, 0x04).content;
  const wantedKey = expectTag(keyHash, 0x04).content;
  const wanted = readSerial(serial);
  return {
    speaksOf: (certificate, issuer) =>
      hash !== null &&
      certificate.serial.equals(wanted) &&
      hashBytes(hash, issuer.subject).equals(wantedName) &&
      hashBytes(hash, keyBits(issuer)).equals(wantedKey),
    standing: standingOf(status),
  };
}

/** The bits of the key without tag, length and unused bits (RFC 6960 4.1.1). */
const keyBits = (certificate: Certificate): Buffer =>
  readBitString(sequenceOf(readDer(certificate.subjectPublicKeyInfo))[1]);

function standingOf(status: Der | undefined): Standing | null {
  switch (status?.tag) {
    case 0x80:
      return { withdrawn: null };
    case 0xa1: {
      const [at, reason] = children(status);
      const given = reason ? attempt(() => readReason(children(reason)[0])) : null;
      return { withdrawn: { at: readTime(at), keyStillGood: isKeyStillGood(given) } };
    }
    default:
      return null;
  }
}

/** Revocation data that a CMS carries in its signed attributes (ISO 32000-2 12.8.3.3.2): CRLs and OCSP answers. */
export function adobeProofs(signed: ForeignAttributes | null): readonly Buffer[] {
  const value = onlyOf(signed, FOREIGN_OID.adobeRevocation);
  return (
    (value &&
      attempt(() =>
        sequenceOf(readDer(value)).flatMap((part) =>
          part.tag === 0xa0 || part.tag === 0xa1 ? sequenceOf(children(part)[0]).map(({ raw }) => raw) : [],
        ),
      )) ??
    []
  );
}

/** Every withdrawal of a certificate of the path that the proofs tell of. */
export function withdrawalsIn(path: readonly Certificate[], proofs: readonly Proof[]): readonly Withdrawal[] {
  return path.flatMap((certificate, depth) => {
    const issuer = path[depth + 1];
    if (!issuer) return [];
    return proofs.flatMap((proof) => {
      const withdrawn = proof(certificate, issuer)?.withdrawn;
      return withdrawn ? [{ ...withdrawn, ofIssuer: depth > 0 }] : [];
    });
  });
}

export const isSelfIssued = (certificate: Certificate): boolean => certificate.issuer.equals(certificate.subject);

/** The types under which a certificate calls itself a time-stamp authority's, and nothing else (RFC 3161 2.3). */
export function isForTimestampsOnly(certificate: Certificate): boolean {
  const extended = certificate.extensions.get(OID.extendedKeyUsage.toString('hex'));
  if (!extended?.critical) return false;
  const uses = children(expectTag(readDer(extended.value), 0x30));
  return uses.length === 1 && uses[0]?.raw.equals(OID.timestamping) === true;
}
