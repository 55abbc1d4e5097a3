import type { Instant } from '../../domain/time';
import { findPath } from '../certificates/chain';
import type { Crl } from '../certificates/crl';
import { nameText } from '../certificates/name';
import type { KnownCertificates } from '../certificates/known';
import { readOcsp, type Ocsp } from '../certificates/ocsp';
import type { Certificate } from '../certificates/read-certificate';
import { clears, ocspFault } from '../certificates/standing';
import { OID } from '../oids';
import type { ArchiveProof } from '../pdf/dss';
import { checkToken, type CheckedToken } from '../timestamps/check-token';
import type { TimestampRevision } from './archive-revision';
import type { Facts, Trust } from './facts';
import type { Level, Problem, StampFound } from './report';

/** The proof in a file, opened: certificates, CRLs and OCSP answers of every store. */
export interface Store {
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Crl[];
  readonly ocsps: readonly (Ocsp | null)[];
  readonly issued: KnownCertificates['issued'];
}

/** Throws when the store holds anything that is none of them. */
export function openProof(proof: ArchiveProof, known: KnownCertificates): Store {
  return {
    certificates: proof.certificates.map(known.read),
    crls: proof.crls.map(known.readCrl),
    ocsps: proof.ocsps.map((der) => readOcsp(der, known.read)),
    issued: known.issued,
  };
}

export interface ArchiveStamp {
  readonly report: StampFound;
  readonly token: CheckedToken;
  readonly problem: Problem | null;
}

/** A document time-stamp by itself. `digest`: SHA-256 of its byte range, which is the file up to its end. */
export function judgeStamp(found: TimestampRevision, digest: Buffer, store: Store, trust: Trust): ArchiveStamp {
  const token = checkToken(found.token, { sha256: digest }, trust.tsaAnchors, trust.known);
  const problem = stampProblem(token, store, trust);
  return {
    token,
    problem,
    report: {
      field: found.field,
      time: token.info?.genTime ?? null,
      authority: token.certificate && nameText(token.certificate.subject, OID.commonName),
      intact: token.intact,
      trusted: token.fault === null,
      problems: token.fault ? [token.fault] : [],
    },
  };
}

function stampProblem(token: CheckedToken, store: Store, trust: Trust): Problem | null {
  if (!token.intact) return 'archive-stamp-not-intact';
  if (token.fault) return 'archive-stamp-not-trusted';
  return isTokenProven(token, store, trust) ? null : 'archive-proof-incomplete';
}

/**
 * The level that an intact and trusted signature reaches by what follows it (EN 319 142-1 6.1): LT when the store proves
 * that no certificate under it or under its time-stamp was withdrawn, LTA when a time-stamp covers that proof.
 */
export function archivedLevel(
  facts: Facts,
  store: Store | null,
  stamps: readonly ArchiveStamp[],
): { readonly level: Level; readonly problem: Problem | null } {
  const { trust, at, token } = facts;
  const { certificate, certificates } = facts.signer;
  if (!token) return { level: 'B-B', problem: null };
  if (!store) return { level: 'B-T', problem: null };
  const path = certificate && findPath(certificate, certificates, trust.anchors, at, trust.known.issued);
  if (!path?.trusted || !isProven(path.path, at, store) || !isTokenProven(token, store, trust))
    return { level: 'B-T', problem: 'archive-proof-incomplete' };
  const early = stamps.find((stamp) => (stamp.token.info?.genTime ?? at) < at);
  if (early) return { level: 'B-LT', problem: 'stamped-before-signed' };
  return { level: stamps.length > 0 && stamps.every(({ problem }) => !problem) ? 'B-LTA' : 'B-LT', problem: null };
}

function isTokenProven(token: CheckedToken, store: Store, trust: Trust): boolean {
  if (!token.certificate || !token.info) return false;
  const pool = [...token.pool, ...store.certificates];
  const path = findPath(token.certificate, pool, trust.tsaAnchors, token.info.genTime, trust.known.issued);
  return path.trusted && isProven(path.path, token.info.genTime, store);
}

/** Every certificate below the anchor is in the store, with a CRL or an OCSP answer of its issuer that clears it. */
export function isProven(path: readonly Certificate[], at: Instant, store: Store): boolean {
  return path.slice(0, -1).every((certificate, depth) => {
    const issuer = path[depth + 1];
    return (
      issuer !== undefined &&
      store.certificates.some((stored) => stored.raw.equals(certificate.raw)) &&
      isCleared(certificate, issuer, at, store)
    );
  });
}

/** The store holds something that says that a certificate was in good standing as of a moment. */
export function isCleared(
  certificate: Certificate,
  issuer: Certificate,
  at: Instant,
  { crls, ocsps, issued }: Pick<Store, 'crls' | 'ocsps' | 'issued'>,
): boolean {
  const isListed = (of: Certificate, when: Instant): boolean =>
    crls.some((crl) => clears(crl, { certificate: of, issuer, at: when, issued }));
  return (
    isListed(certificate, at) ||
    ocsps.some((ocsp) => ocspFault(ocsp, { certificate, issuer, at, issued }, isListed) === null)
  );
}
