import type { Clock, Instant } from '../domain/time';
import { issuedBy } from '../signing/certificates/chain';
import { readCrl } from '../signing/certificates/crl';
import { buildOcspRequest, readOcsp } from '../signing/certificates/ocsp';
import { extensionOf, type Certificate } from '../signing/certificates/read-certificate';
import {
  crlFault,
  currentFault,
  ocspFault,
  responderOf,
  type Standing,
  type StandingFault,
} from '../signing/certificates/standing';
import type { FetchProof, FoundProof } from '../signing/close-archive';
import { children, expectTag, readDer, sequenceOf } from '../signing/der/read';
import { SigningError } from '../signing/errors';
import { OID } from '../signing/oids';
import { readAtMost } from './read-at-most';

export interface RevocationOptions {
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** How long an answer, or the lack of one, is kept: hundreds of documents are closed with the proof of one authority. */
  readonly keepSeconds: number;
  readonly clock: Clock;
}

type FetchFault = StandingFault | 'unreachable' | 'wrong-http-status' | 'too-large';

/** Of each kind; a certificate that names more is not asked for the rest. */
const MOST_ADDRESSES = 3;
const MOST_KEPT = 100;

/**
 * Fetches proof of a certificate's standing from the addresses in that certificate: its OCSP responders first (short), then
 * its CRLs. Each answer is checked, and the next address is asked when one fails or lies. Only certificates under an anchor
 * that the operator chose are asked about, only over http(s), and no answer leads elsewhere.
 */
export function revocationSource(options: RevocationOptions): FetchProof {
  const kept = new Map<string, { readonly until: number; readonly found: Promise<FoundProof> }>();
  return async (certificate, issuer, at) => {
    const standing = { certificate, issuer, at, issued: issuedBy };
    const key = certificate.raw.toString('latin1');
    const now = Date.parse(options.clock.now());
    const known = kept.get(key);
    if (known && known.until > now) {
      const found = await known.found;
      if (stillFits(found, standing)) return found;
    }
    const found = fetchProof(standing, options);
    kept.delete(key);
    kept.set(key, { until: now + 1000 * options.keepSeconds, found });
    const [oldest] = kept.size > MOST_KEPT ? kept.keys() : [];
    if (oldest !== undefined) kept.delete(oldest);
    return found;
  };
}

/** A document that was stamped after the end of a kept answer needs a newer one. */
function stillFits({ crls, ocsps }: FoundProof, standing: Standing): boolean {
  return (
    crls.some((der) => crlFault(readCrl(der), standing) === null) ||
    ocsps.some((der) => ocspFault(readOcsp(der), standing, () => true) === null)
  );
}

async function fetchProof(standing: Standing, options: RevocationOptions): Promise<FoundProof> {
  const { certificate } = standing;
  const tried: string[] = [];
  for (const url of ocspAddresses(certificate).slice(0, MOST_ADDRESSES)) {
    const found = await askResponder(url, standing, options);
    if (typeof found !== 'string') return found;
    tried.push(`${url}: ${found}`);
  }
  for (const url of crlAddresses(certificate).slice(0, MOST_ADDRESSES)) {
    const found = await fetchCrl(url, standing, options);
    if (typeof found !== 'string') return { crls: [found], ocsps: [] };
    tried.push(`${url}: ${found}`);
  }
  const why = tried.length > 0 ? tried.join(', ') : 'it names no address';
  throw new SigningError(
    'proof-missing',
    `nobody vouches for certificate ${certificate.serial.toString('hex')}: ${why}`,
  );
}

async function askResponder(
  url: string,
  standing: Standing,
  options: RevocationOptions,
): Promise<FoundProof | FetchFault> {
  const request = buildOcspRequest(standing.certificate, standing.issuer);
  const der = await ask(url, options, {
    method: 'POST',
    headers: { 'Content-Type': 'application/ocsp-request', Accept: 'application/ocsp-response' },
    body: new Uint8Array(request),
  });
  if (typeof der === 'string') return der;
  const ocsp = attempt(() => readOcsp(der));
  if (ocsp === 'malformed') return ocsp;
  const answer = ocsp?.answers.find((each) => each.speaksOf(standing.certificate, standing.issuer));
  const fault =
    ocspFault(ocsp, standing, () => true) ??
    (answer ? currentFault(answer.thisUpdate, answer.nextUpdate, options.clock.now()) : 'other-certificate');
  if (fault) return fault;
  const needsNoCrl = ocspFault(ocsp, standing, () => false) === null;
  if (needsNoCrl) return { crls: [], ocsps: [der] };
  const crl = ocsp && (await proveResponder(responderOf(ocsp, standing), ocsp.producedAt, standing, options));
  return crl ? { crls: [crl], ocsps: [der] } : 'responder-not-proven';
}

/** A responder that does not say that its own standing need not be asked (RFC 6960 4.2.2.2.1). */
async function proveResponder(
  responder: Certificate | null,
  at: Instant,
  { issuer, issued }: Standing,
  options: RevocationOptions,
): Promise<Buffer | null> {
  if (!responder) return null;
  for (const url of crlAddresses(responder).slice(0, MOST_ADDRESSES)) {
    const found = await fetchCrl(url, { certificate: responder, issuer, at, issued }, options);
    if (typeof found !== 'string') return found;
  }
  return null;
}

async function fetchCrl(url: string, standing: Standing, options: RevocationOptions): Promise<Buffer | FetchFault> {
  const der = await ask(url, options, {});
  if (typeof der === 'string') return der;
  const crl = attempt(() => readCrl(der));
  if (crl === 'malformed') return crl;
  return crlFault(crl, standing) ?? currentFault(crl.thisUpdate, crl.nextUpdate, options.clock.now()) ?? der;
}

function attempt<T>(read: () => T): T | 'malformed' {
  try {
    return read();
  } catch (error) {
    if (error instanceof SigningError) return 'malformed';
    throw error;
  }
}

async function ask(
  url: string,
  { timeoutMs, maxBytes }: RevocationOptions,
  request: RequestInit,
): Promise<Buffer | FetchFault> {
  try {
    const response = await fetch(url, { ...request, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    if (response.status !== 200) return 'wrong-http-status';
    return (await readAtMost(response, maxBytes)) ?? 'too-large';
  } catch {
    return 'unreachable';
  }
}

/** RFC 5280 4.2.1.13: addresses over HTTP; LDAP and names relative to the issuer are left aside. */
export function crlAddresses(certificate: Certificate): readonly string[] {
  const points = extensionOf(certificate, OID.crlDistributionPoints);
  if (!points) return [];
  return sequenceOf(readDer(points.value)).flatMap((point) => {
    const name = children(point).find((part) => part.tag === 0xa0);
    const full = name && children(name).find((part) => part.tag === 0xa0);
    const addresses = full ? children(full).filter((part) => part.tag === 0x86) : [];
    return addresses.map((part) => part.content.toString('latin1')).filter(isHttp);
  });
}

/** RFC 5280 4.2.2.1, RFC 6960 3.1. */
function ocspAddresses(certificate: Certificate): readonly string[] {
  const access = extensionOf(certificate, OID.authorityInformationAccess);
  if (!access) return [];
  return sequenceOf(readDer(access.value)).flatMap((each) => {
    const [method, location] = sequenceOf(each);
    const isOcsp = expectTag(method, 0x06).raw.equals(OID.ocsp) && location?.tag === 0x86;
    return isOcsp ? [location.content.toString('latin1')].filter(isHttp) : [];
  });
}

const isHttp = (url: string): boolean => /^https?:\/\//.test(url);
