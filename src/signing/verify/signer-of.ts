import { checkSignature } from '../algorithms';
import type { KnownCertificates } from '../certificates/known';
import type { Certificate } from '../certificates/read-certificate';
import { checkSigner, faultOf, type SignerFault } from '../cms/check-signer';
import { cmsFrame, type CmsFrame } from '../cms/frame';
import { onlyValue, readSignedData } from '../cms/read';
import { SIGNATURE_ALGORITHMS, type SignatureAlgorithm } from '../cms/write';
import { children, readDer, sequenceOf } from '../der/read';
import { OID } from '../oids';
import { oncePer } from '../once-per';

/** Who signed with a CMS, by itself: whether the certificate is trusted is another question. */
export interface SignerOf {
  /** All that came along. */
  readonly certificates: readonly Certificate[];
  readonly certificate: Certificate | null;
  /** What is wrong with the signature value: asking costs more than all the rest. */
  readonly fault: () => SignerFault | null;
  /** Nothing in the CMS is free: written again from its parts it gives the same bytes. */
  readonly asWritten: boolean;
  readonly signature: Buffer;
  /** RFC 3161 token over the signature value. */
  readonly stamp: Buffer | null;
}

/** `digest`: SHA-256 of the byte range. Throws `malformed-der` or `malformed-cms`. */
export const signerOf = (der: Buffer, digest: Buffer, known: KnownCertificates): SignerOf =>
  asWeWriteIt(der, digest, known) ?? asOthersWriteIt(der, digest, known);

/** More certificates than a path has are never trusted, and looking at each beside all others would take long. */
const MOST_CERTIFICATES = 6;

function asWeWriteIt(der: Buffer, digest: Buffer, known: KnownCertificates): SignerOf | null {
  const certificates = certificatesIn(der, known);
  for (const candidate of candidatesOf(certificates)) {
    const { certificate, frame } = candidate;
    const filled = frame.read(der);
    if (!filled) continue;
    const { signature, token: stamp } = filled;
    const fault = filled.digest.equals(digest) ? signatureFault(candidate, digest, signature) : OTHER_DIGEST;
    return { certificates, certificate, fault, asWritten: true, signature, stamp };
  }
  return null;
}

const OTHER_DIGEST = (): SignerFault => 'wrong-message-digest';

/** All but the curve is done at once: a key that cannot be read is refused as any other part of a CMS. */
function signatureFault(
  { certificate, algorithm, frame }: Candidate,
  digest: Buffer,
  signature: Buffer,
): () => SignerFault | null {
  const key = certificate.publicKey();
  const signed = frame.attributes(digest);
  return () => faultOf(checkSignature(SIGNATURE_ALGORITHMS[algorithm], 'sha256', key, signed, signature));
}

/** Who may have signed with a CMS of these certificates: whom all others stand above. */
interface Candidate {
  readonly certificate: Certificate;
  readonly algorithm: SignatureAlgorithm;
  readonly frame: CmsFrame;
}

const candidatesOf = oncePer((certificates: readonly Certificate[]): readonly Candidate[] =>
  certificates.flatMap((certificate) => {
    const chain = issuersByName(certificate, certificates).map(({ raw }) => raw);
    if (chain.length !== certificates.length - 1) return [];
    const algorithm = algorithmOf(certificate);
    return [{ certificate, algorithm, frame: cmsFrame({ certificate: certificate.raw, chain, algorithm }) }];
  }),
);

/** What is wrong with it can be said of others too. */
function asOthersWriteIt(der: Buffer, digest: Buffer, known: KnownCertificates): SignerOf {
  const cms = readSignedData(der, known.read);
  const { certificates, signer } = cms;
  // Our signatures use SHA-256; another hash has no digest here and so fits nothing.
  const { certificate, fault } = checkSigner(cms, OID.data, (hash) => (hash === 'sha256' ? digest : Buffer.alloc(0)));
  const stamp = onlyValue(signer.unsigned, OID.signatureTimestamp);
  return { certificates, certificate, fault: () => fault, asWritten: false, signature: signer.signature, stamp };
}

/** SignedData holds version, digest algorithms, content and then the certificates (RFC 5652 5.1). */
function certificatesIn(der: Buffer, known: KnownCertificates): readonly Certificate[] {
  const wrapped = sequenceOf(readDer(der))[1];
  const data = wrapped && sequenceOf(children(wrapped)[0]);
  const certificates = data?.[3];
  if (certificates?.tag !== 0xa0 || children(certificates).length > MOST_CERTIFICATES) return [];
  return known.readAll(certificates.raw);
}

const algorithmOf = ({ subjectPublicKeyInfo }: Certificate): SignatureAlgorithm =>
  subjectPublicKeyInfo.includes(OID.rsaEncryption) ? 'rsa' : 'ecdsa';

/** Who issued the certificate, who issued that one, and so on, as far as the CMS holds them; by name, trust comes later. */
function issuersByName(certificate: Certificate, pool: readonly Certificate[]): readonly Certificate[] {
  const path = [certificate];
  for (let last: Certificate | undefined = certificate; last;) {
    const { issuer }: Certificate = last;
    last = pool.find((each) => each.subject.equals(issuer) && !path.some(({ raw }) => raw.equals(each.raw)));
    if (last) path.push(last);
  }
  return path.slice(1);
}
