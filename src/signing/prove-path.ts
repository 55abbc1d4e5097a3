import type { Instant } from '../domain/time';
import { findPath } from './certificates/chain';
import type { Crl } from './certificates/crl';
import { nothingKnown, type KnownCertificates } from './certificates/known';
import { readOcsp } from './certificates/ocsp';
import type { Certificate } from './certificates/read-certificate';
import { clears, ocspFault, type Standing } from './certificates/standing';
import type { FetchProof, FoundProof } from './close-archive';
import { onlyValue, readSignedData } from './cms/read';
import { SigningError } from './errors';
import { OID } from './oids';
import { readToken } from './timestamps/check-token';

/** A certificate, who issued it, and that issuer's word that it was not withdrawn. DER. */
export interface Link {
  readonly certificate: Buffer;
  readonly issuer: Buffer;
  readonly word: Word;
}

type Word =
  | { readonly kind: 'crl'; readonly crl: Buffer }
  /** An OCSP answer, and the CRL that its responder needs, if it needs one. */
  | { readonly kind: 'ocsp'; readonly ocsp: Buffer; readonly crl: Buffer | null };

/** A certificate whose standing at a moment must be shown. */
export interface ToShow {
  readonly certificate: Certificate;
  /** Other certificates that may stand between it and an anchor. */
  readonly pool: readonly Certificate[];
  readonly at: Instant;
}

export interface PathProof {
  readonly anchors: readonly Buffer[];
  /** What is at hand. */
  readonly at: FoundProof;
  /** For what is not. */
  readonly fetchProof: FetchProof;
  readonly known?: KnownCertificates;
}

/** Link by link from a certificate up to its anchor (RFC 5280 6.3.3, RFC 6960 3.2). Throws `proof-missing`. */
export async function provePath(of: ToShow, proof: PathProof): Promise<readonly Link[]> {
  const known = proof.known ?? nothingKnown;
  const found = findPath(of.certificate, of.pool, known.readList(proof.anchors), of.at, known.issued);
  if (!found.trusted) throw new SigningError('proof-missing', found.fault);
  const links: Link[] = [];
  for (const [depth, certificate] of found.path.entries()) {
    const issuer = found.path[depth + 1];
    if (!issuer) break;
    const standing = { certificate, issuer, at: of.at, issued: known.issued };
    const word =
      wordOn(standing, proof.at, known) ?? wordOn(standing, await proof.fetchProof(certificate, issuer, of.at), known);
    if (!word) throw new SigningError('proof-missing', `for ${certificate.serial.toString('hex')}`);
    links.push({ certificate: certificate.raw, issuer: issuer.raw, word });
  }
  return links;
}

/** What the words of these links consist of. */
export function proofIn(links: readonly Link[]): FoundProof {
  const crls = links.flatMap(({ word }) => (word.crl ? [word.crl] : []));
  const ocsps = links.flatMap(({ word }) => (word.kind === 'ocsp' ? [word.ocsp] : []));
  return { crls, ocsps };
}

function wordOn(of: Standing, { crls, ocsps }: FoundProof, { read, readCrl }: KnownCertificates): Word | null {
  const crl = bestOf(crls, of, readCrl);
  if (crl) return { kind: 'crl', crl };
  for (const ocsp of ocsps) {
    let responders: Buffer | null = null;
    const fault = ocspFault(readOcsp(ocsp, read), of, (responder, at) => {
      responders = bestOf(crls, { ...of, certificate: responder, at }, readCrl) ?? null;
      return responders !== null;
    });
    if (fault === null) return { kind: 'ocsp', ocsp, crl: responders };
  }
  return null;
}

/** A CRL that was in use at the moment itself; else the one that was made soonest after it. */
function bestOf(crls: readonly Buffer[], of: Standing, read: (der: Buffer) => Crl): Buffer | undefined {
  const after = (crl: Buffer): string => {
    const { thisUpdate } = read(crl);
    return thisUpdate <= of.at ? '' : thisUpdate;
  };
  return crls.filter((crl) => clears(read(crl), of)).sort((a, b) => (after(a) < after(b) ? -1 : 1))[0];
}

/** What a signature with a time-stamp consists of. */
export interface OpenedSignature {
  readonly token: Buffer;
  readonly signer: ToShow;
  readonly stamper: ToShow;
}

/** Takes a CMS with a signature time-stamp apart. Throws `malformed-cms`, `malformed-der`; `proof-missing` without a stamp. */
export function openSignature(cms: Buffer, known: KnownCertificates = nothingKnown): OpenedSignature {
  const { certificates, signer } = readSignedData(cms, known.read);
  const certificate = certificates.find(
    (each) => each.issuer.equals(signer.issuer) && each.serial.equals(signer.serial),
  );
  const token = onlyValue(signer.unsigned, OID.signatureTimestamp);
  if (!certificate || !token) throw new SigningError('proof-missing', 'a signature without certificate or time-stamp');
  const stamper = openToken(token, known);
  return { token, stamper, signer: { certificate, pool: certificates, at: stamper.at } };
}

/** Who stamped, and when. Throws `malformed-cms`, `malformed-der`. */
export function openToken(token: Buffer, known: KnownCertificates = nothingKnown): ToShow {
  const { certificate, pool, genTime } = readToken(token, known);
  return { certificate, pool, at: genTime };
}
