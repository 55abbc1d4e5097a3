import { issuedBy } from './chain';
import { readCertificate, type Certificate } from './read-certificate';

/**
 * What was found out about certificates before: reading one, opening its key and checking who issued it cost more than
 * everything else in a verification, and the answers never change. A process keeps one of these beside its anchors.
 */
export interface KnownCertificates {
  /** As `readCertificate`. Throws `malformed-der`. */
  readonly read: (der: Buffer) => Certificate;
  /** As `issuedBy`. */
  readonly issued: (certificate: Certificate, issuer: Certificate) => boolean;
}

/** Certificates beyond this many push out the ones that were not asked for longest: strangers' files cannot fill the memory. */
const MOST = 500;

export function knownCertificates(): KnownCertificates {
  const certificates = new Map<string, Certificate>();
  const issuers = new WeakMap<Certificate, WeakMap<Certificate, boolean>>();
  return {
    read: (der) => {
      const key = der.toString('latin1');
      // A copy, so that one certificate does not keep the whole file that it came with.
      const certificate = certificates.get(key) ?? readCertificate(Buffer.from(der));
      certificates.delete(key);
      certificates.set(key, certificate);
      const [oldest] = certificates.size > MOST ? certificates.keys() : [];
      if (oldest !== undefined) certificates.delete(oldest);
      return certificate;
    },
    issued: (certificate, issuer) => {
      const answers = issuers.get(certificate) ?? new WeakMap<Certificate, boolean>();
      issuers.set(certificate, answers);
      const known = answers.get(issuer);
      if (known !== undefined) return known;
      const answer = issuedBy(certificate, issuer);
      answers.set(issuer, answer);
      return answer;
    },
  };
}

/** For a single verification: nothing is kept. */
export const nothingKnown: KnownCertificates = { read: readCertificate, issued: issuedBy };
