import { children, expectTag, readDer, readInteger, readSmallInteger, sequenceOf, type Der } from '../der/read';
import { readCertificate, type Certificate } from '../certificates/read-certificate';
import { retag } from '../der/write';
import { SigningError } from '../errors';
import { keyOf, OID } from '../oids';

interface SignerInfo {
  readonly issuer: Buffer;
  readonly serial: Buffer;
  /** AlgorithmIdentifiers as DER. */
  readonly digestAlgorithm: Buffer;
  readonly signatureAlgorithm: Buffer;
  /** The signed attributes as the SET OF that was signed. */
  readonly signedBytes: Buffer;
  /** Read when first asked for. Throws `malformed-der` or `malformed-cms`. */
  readonly signed: () => Attributes;
  readonly unsigned: Attributes;
  readonly signature: Buffer;
}

/** Attribute values as DER by the hexadecimal DER of their type. */
export type Attributes = ReadonlyMap<string, readonly Buffer[]>;

export interface SignedData {
  readonly version: number;
  readonly contentType: Buffer;
  /** The content inside the CMS, null when it stands elsewhere (detached). */
  readonly content: Buffer | null;
  readonly certificates: readonly Certificate[];
  readonly signer: SignerInfo;
}

const refuse = (what: string): SigningError => new SigningError('malformed-cms', what);

/** Reads a SignedData with exactly one SignerInfo (RFC 5652 5). Throws `malformed-der` or `malformed-cms`. */
export function readSignedData(der: Buffer, read: (der: Buffer) => Certificate = readCertificate): SignedData {
  const info = sequenceOf(readDer(der));
  if (!info[0]?.raw.equals(OID.signedData)) throw refuse('content type is not signed-data');
  // Version, digest algorithms, encapsulated content; then perhaps certificates and CRLs, and the signers.
  const parts = sequenceOf(onlyChild(expectTag(info[1], 0xa0)));
  const [contentType, content] = sequenceOf(parts[2]);
  const certificates = parts.find((part, place) => place > 2 && part.tag === 0xa0);
  const signers = children(expectTag(parts.at(-1), 0x31));
  const [signer] = signers;
  if (!signer || signers.length !== 1) throw refuse(`${signers.length} signers instead of one`);
  const signerInfo = readSigner(signer);
  const announced = children(expectTag(parts[1], 0x31));
  if (announced.length !== 1 || !announced[0]?.raw.equals(signerInfo.digestAlgorithm)) {
    throw refuse('announced digest algorithms are not those of the signer');
  }
  return {
    version: readSmallInteger(parts[0]),
    contentType: expectTag(contentType, 0x06).raw,
    content: content ? expectTag(onlyChild(expectTag(content, 0xa0)), 0x04).content : null,
    certificates: certificates ? children(certificates).map((each) => read(each.raw)) : [],
    signer: signerInfo,
  };
}

function readSigner(node: Der): SignerInfo {
  const parts = sequenceOf(node);
  if (parts.length > 7) throw refuse('unknown part in the signer');
  if (readSmallInteger(parts[0]) !== 1) throw refuse('version of the signer does not fit its identifier');
  // The other way to name a certificate, by key identifier, is not used in PAdES or RFC 3161.
  const identifier = sequenceOf(parts[1]);
  const signed = expectTag(parts[3], 0xa0);
  const unsigned = parts[6];
  return {
    issuer: expectTag(identifier[0], 0x30).raw,
    serial: readInteger(identifier[1]),
    digestAlgorithm: expectTag(parts[2], 0x30).raw,
    signatureAlgorithm: expectTag(parts[4], 0x30).raw,
    signedBytes: retag(0x31, signed.raw),
    signed: once(() => readAttributes(signed)),
    unsigned: unsigned ? readAttributes(expectTag(unsigned, 0xa1)) : NO_ATTRIBUTES,
    signature: expectTag(parts[5], 0x04).content,
  };
}

const NO_ATTRIBUTES: Attributes = new Map();

function once<T>(read: () => T): () => T {
  let found: T | undefined;
  return () => (found ??= read());
}

/** DER wants the set sorted; an attribute twice would let two readers see different values. */
function readAttributes(set: Der): Attributes {
  const found = new Map<string, readonly Buffer[]>();
  let previous: Buffer | null = null;
  for (const each of children(set)) {
    if (previous && Buffer.compare(previous, each.raw) >= 0) throw refuse('attributes are not in DER order');
    previous = each.raw;
    const [type, values] = sequenceOf(each);
    const key = keyOf(expectTag(type, 0x06).raw);
    if (found.has(key)) throw refuse('an attribute stands twice');
    found.set(
      key,
      children(expectTag(values, 0x31)).map((value) => value.raw),
    );
  }
  return found;
}

/** The only value of an attribute; null when absent or when there are more. */
export function onlyValue(attributes: Attributes, type: Buffer): Buffer | null {
  const values = attributes.get(keyOf(type)) ?? [];
  return values.length === 1 ? (values[0] ?? null) : null;
}

function onlyChild(node: Der): Der {
  const [child, ...others] = children(node);
  if (!child || others.length > 0) throw refuse('expected exactly one element');
  return child;
}
