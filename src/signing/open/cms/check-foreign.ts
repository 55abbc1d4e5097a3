import { hashBytes } from '../../algorithms';
import type { Certificate } from '../../certificates/read-certificate';
import { children, expectTag, readDer, readSerial, sequenceOf, type Der } from '../../der/read';
import { retag } from '../../der/write';
import { OID } from '../../oids';
import type { Problem } from '../../verify/report';
import { anyHashOf, checkAnySignature, isWeakHash, type AnyHash } from './algorithms';
import { hasAttribute, onlyOf, type ForeignCms } from './read-foreign';

export interface ForeignAnswer {
  readonly certificate: Certificate | null;
  /** The first thing that breaks the signature. */
  readonly broken: Problem | null;
  /** What an intact signature is doubted for. */
  readonly doubts: readonly Problem[];
}

export interface SignedContent {
  readonly type: Buffer;
  readonly digest: (hash: AnyHash) => Buffer;
  /** For the rare CMS without signed attributes, which signs the content itself. */
  readonly bytes: () => Buffer;
  /** PAdES and RFC 3161 want the reference to the certificate among the signed attributes. */
  readonly needsCertificateId: boolean;
}

/** The signer of a CMS by itself (RFC 5652 5.6, RFC 5035 5.4, RFC 6211). Whether the certificate is trusted is another question. */
export function checkForeignSigner(
  cms: ForeignCms,
  pool: readonly Certificate[],
  content: SignedContent,
): ForeignAnswer {
  const { signer } = cms;
  const certificate = [...cms.certificates, ...pool].find(signer.identifies) ?? null;
  if (!certificate) return { certificate, broken: null, doubts: ['no-certificate'] };
  const hash = anyHashOf(signer.digestAlgorithm);
  if (!hash) return { certificate, broken: 'unknown-algorithm', doubts: [] };
  const attributes = attributeFault(cms, certificate, hash, content);
  if (attributes.broken) return { certificate, ...attributes };
  const answers = toVerify(cms, content).map((data) =>
    checkAnySignature(signer.signatureAlgorithm, hash, certificate.publicKey(), data, signer.signature),
  );
  const answer = answers.find(({ value }) => value === 'right') ?? answers[0];
  if (answer?.value === 'wrong') return { certificate, broken: 'wrong-signature', doubts: [] };
  if (answer?.value !== 'right') return { certificate, broken: 'unknown-algorithm', doubts: [] };
  const weak = answer.weak || isWeakHash(hash);
  return { certificate, broken: null, doubts: [...(weak ? (['weak-algorithm'] as const) : []), ...attributes.doubts] };
}

const toVerify = ({ signer }: ForeignCms, content: SignedContent): readonly Buffer[] =>
  signer.signed ? signer.signedBytes : [content.bytes()];

function attributeFault(
  { signer: { signed, digestAlgorithm, signatureAlgorithm } }: ForeignCms,
  certificate: Certificate,
  hash: AnyHash,
  content: SignedContent,
): { readonly broken: Problem | null; readonly doubts: readonly Problem[] } {
  const missing: readonly Problem[] = content.needsCertificateId ? ['missing-certificate-id'] : [];
  if (!signed) return { broken: null, doubts: missing };
  if (!onlyOf(signed, OID.contentType)?.equals(content.type)) return { broken: 'wrong-content-type', doubts: [] };
  const digest = onlyOf(signed, OID.messageDigest);
  if (!digest || !expectTag(readDer(digest), 0x04).content.equals(content.digest(hash)))
    return { broken: 'wrong-message-digest', doubts: [] };
  const doubts: Problem[] = [];
  const ids = certificateIds(signed);
  if (ids.length === 0) doubts.push(...missing);
  else if (!ids.every((fits) => fits(certificate))) doubts.push('wrong-certificate-id');
  if (!algorithmsFit(onlyOf(signed, OID.algorithmProtection), digestAlgorithm, signatureAlgorithm))
    doubts.push('algorithms-not-protected');
  return { broken: null, doubts };
}

function certificateIds(
  signed: NonNullable<ForeignCms['signer']['signed']>,
): readonly ((of: Certificate) => boolean)[] {
  const forms = [
    [OID.signingCertificateV2, 'sha256'],
    [OID.signingCertificate, 'sha1'],
  ] as const;
  return forms.flatMap(([type, usual]) => {
    if (!hasAttribute(signed, type)) return [];
    const value = onlyOf(signed, type);
    return [value ? firstId(value, usual) : (): boolean => false];
  });
}

function firstId(attribute: Buffer, usual: AnyHash): (certificate: Certificate) => boolean {
  return (certificate) => {
    const [list] = sequenceOf(readDer(attribute));
    const parts = [...sequenceOf(sequenceOf(list)[0])];
    const named = parts[0]?.tag === 0x30 ? parts.shift() : undefined;
    const hash = named ? anyHashOf(named.raw) : usual;
    const [value, issuerSerial] = parts;
    return (
      hash !== null &&
      expectTag(value, 0x04).content.equals(hashBytes(hash, certificate.raw)) &&
      (!issuerSerial || names(issuerSerial, certificate))
    );
  };
}

function names(issuerSerial: Der, certificate: Certificate): boolean {
  const [issuers, serial] = sequenceOf(issuerSerial);
  const [issuer] = sequenceOf(issuers);
  return expectTag(issuer, 0xa4).content.equals(certificate.issuer) && readSerial(serial).equals(certificate.serial);
}

function algorithmsFit(value: Buffer | null, digestAlgorithm: Buffer, signatureAlgorithm: Buffer): boolean {
  if (!value) return true;
  const [digest, signature] = children(readDer(value));
  return (
    digest !== undefined &&
    sameAlgorithm(digest.raw, digestAlgorithm) &&
    signature?.tag === 0xa1 &&
    sameAlgorithm(retag(0x30, signature.raw), signatureAlgorithm)
  );
}

/** Absent parameters and NULL are the same for hashes and RSA, and writers mix them (RFC 5754 2, RFC 4055 5). */
function sameAlgorithm(one: Buffer, other: Buffer): boolean {
  const [name, parameters] = sequenceOf(readDer(one));
  const [otherName, otherParameters] = sequenceOf(readDer(other));
  const meaningful = (found: Der | undefined): Buffer => (found && found.tag !== 0x05 ? found.raw : Buffer.alloc(0));
  return (
    name !== undefined &&
    otherName !== undefined &&
    name.raw.equals(otherName.raw) &&
    meaningful(parameters).equals(meaningful(otherParameters))
  );
}
