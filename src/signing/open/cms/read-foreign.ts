import { readCertificate, type Certificate } from '../../certificates/read-certificate';
import { children, expectTag, readDer, readSerial, readSmallInteger, sequenceOf, type Der } from '../../der/read';
import { retag, setOf } from '../../der/write';
import { SigningError } from '../../errors';
import { OID } from '../../oids';
import { fromBer } from './ber';

/** Attribute values as DER by the hexadecimal DER of their type. */
export type ForeignAttributes = ReadonlyMap<string, readonly Buffer[]>;

export interface ForeignSigner {
  /** By issuer and serial number, or by subject key identifier (RFC 5652 5.3). */
  readonly identifies: (certificate: Certificate) => boolean;
  readonly digestAlgorithm: Buffer;
  readonly signatureAlgorithm: Buffer;
  readonly signed: ForeignAttributes | null;
  /** The encodings of the signed attributes that may have been signed: as they stand, and sorted as DER wants. */
  readonly signedBytes: readonly Buffer[];
  readonly unsigned: ForeignAttributes;
  readonly signature: Buffer;
}

export interface ForeignCms {
  readonly contentType: Buffer;
  readonly content: Buffer | null;
  /** Those that can be read. */
  readonly certificates: readonly Certificate[];
  /** CRLs and other revocation data that came with it, as DER. */
  readonly revocation: readonly Buffer[];
  readonly signer: ForeignSigner;
  /** Bytes of the CMS itself in what was given. */
  readonly length: number;
}

const refuse = (what: string): SigningError => new SigningError('malformed-cms', what);

/** A SignedData of anybody's making with one SignerInfo (ISO 32000-2 12.8.3.3). Throws `malformed-der` or `malformed-cms`. */
export function readForeignCms(bytes: Buffer): ForeignCms {
  const { der, end } = fromBer(bytes);
  const [type, wrapped] = sequenceOf(readDer(der));
  if (!type?.raw.equals(OID.signedData)) throw refuse('content type is not signed-data');
  const [version, , encapsulated, ...rest] = sequenceOf(onlyChild(expectTag(wrapped, 0xa0)));
  mustBeVersion(version, [1, 3, 4, 5]);
  const [contentType, content] = sequenceOf(encapsulated);
  const signers = children(expectTag(rest.at(-1), 0x31));
  const [signer] = signers;
  if (!signer || signers.length !== 1) throw refuse(`${signers.length} signers instead of one`);
  return {
    contentType: expectTag(contentType, 0x06).raw,
    content: content ? contentOf(onlyChild(expectTag(content, 0xa0))) : null,
    certificates: listIn(rest, 0xa0).flatMap(({ raw }) => certificateOrNot(raw)),
    revocation: listIn(rest, 0xa1).map(({ raw }) => raw),
    signer: readSigner(signer),
    length: end,
  };
}

/** Nobody signs the version (RFC 5652 5.1, 5.3): one that does not exist was put there by somebody else. */
function mustBeVersion(node: Der | undefined, known: readonly number[]): void {
  const version = readSmallInteger(expectTag(node, 0x02));
  if (!known.includes(version)) throw refuse(`version ${version}`);
}

const listIn = (parts: readonly Der[], tag: number): readonly Der[] => {
  const found = parts.find((part) => part.tag === tag);
  return found ? children(found) : [];
};

/** The content of an OCTET STRING; old PKCS#7 allows any type there. */
const contentOf = (node: Der): Buffer => (node.tag === 0x04 ? node.content : node.raw);

/** A certificate that cannot be read cannot be used; the others still can. */
export function certificateOrNot(raw: Buffer): readonly Certificate[] {
  try {
    return [readCertificate(raw)];
  } catch (error) {
    if (error instanceof SigningError) return [];
    throw error;
  }
}

function readSigner(node: Der): ForeignSigner {
  const [version, identifier, digestAlgorithm, ...rest] = sequenceOf(node);
  mustBeVersion(version, [1, 3]);
  const signed = rest[0]?.tag === 0xa0 ? rest.shift() : undefined;
  const [signatureAlgorithm, signature, unsigned] = rest;
  return {
    identifies: identifies(identifier),
    digestAlgorithm: expectTag(digestAlgorithm, 0x30).raw,
    signatureAlgorithm: expectTag(signatureAlgorithm, 0x30).raw,
    signed: signed ? readAttributes(signed) : null,
    signedBytes: signed ? [retag(0x31, signed.raw), setOf(...children(signed).map(({ raw }) => raw))] : [],
    unsigned: unsigned?.tag === 0xa1 ? readAttributes(unsigned) : new Map<string, readonly Buffer[]>(),
    signature: expectTag(signature, 0x04).content,
  };
}

function identifies(identifier: Der | undefined): ForeignSigner['identifies'] {
  if (identifier?.tag === 0x80)
    return (certificate) => keyIdentifierOf(certificate)?.equals(identifier.content) ?? false;
  const [issuer, serial] = sequenceOf(identifier);
  const wanted = readSerial(serial);
  const name = expectTag(issuer, 0x30).raw;
  return (certificate) => certificate.issuer.equals(name) && certificate.serial.equals(wanted);
}

function keyIdentifierOf(certificate: Certificate): Buffer | null {
  const found = certificate.extensions.get(OID.subjectKeyIdentifier.toString('hex'));
  return found ? expectTag(readDer(found.value), 0x04).content : null;
}

/** Order is not looked at; an attribute that stands twice would let two readers see different values (RFC 5652 5.3). */
function readAttributes(set: Der): ForeignAttributes {
  const found = new Map<string, readonly Buffer[]>();
  for (const each of children(set)) {
    const [type, values] = sequenceOf(each);
    const key = expectTag(type, 0x06).raw.toString('hex');
    const list = children(expectTag(values, 0x31)).map(({ raw }) => raw);
    const known = found.get(key);
    if (known && set.tag === 0xa0) throw refuse('a signed attribute stands twice');
    found.set(key, [...(known ?? []), ...list]);
  }
  return found;
}

/** The only value of an attribute; null when absent or when there are more. */
export function onlyOf(attributes: ForeignAttributes | null, type: Buffer): Buffer | null {
  const values = attributes?.get(type.toString('hex')) ?? [];
  return values.length === 1 ? (values[0] ?? null) : null;
}

export const hasAttribute = (attributes: ForeignAttributes | null, type: Buffer): boolean =>
  attributes?.has(type.toString('hex')) ?? false;

function onlyChild(node: Der): Der {
  const [child, ...others] = children(node);
  if (!child || others.length > 0) throw refuse('expected exactly one element');
  return child;
}
