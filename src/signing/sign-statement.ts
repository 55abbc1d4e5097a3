import { hashBytes } from './algorithms';
import type { Clock, Instant } from '../domain/time';
import { findPath } from './certificates/chain';
import { nothingKnown, type KnownCertificates } from './certificates/known';
import type { Certificate } from './certificates/read-certificate';
import { checkSigner } from './cms/check-signer';
import { onlyValue, readSignedData } from './cms/read';
import { assembleCms, buildSignedAttributes } from './cms/write';
import { SigningError } from './errors';
import { OID } from './oids';
import type { SigningSession } from './signer';
import { checkToken } from './timestamps/check-token';
import type { Timestamper } from './timestamps/timestamper';

interface StatementTrust {
  readonly anchors: readonly Buffer[];
  readonly tsaAnchors: readonly Buffer[];
  readonly known?: KnownCertificates;
}

interface StatementTerms extends StatementTrust {
  readonly session: SigningSession;
  readonly timestamper: Timestamper;
  readonly clock: Clock;
}

/**
 * A detached signature with its time-stamp over bytes that are no PDF: CAdES-BASELINE-T (ETSI EN 319 122-1), made of the same
 * attributes as a signature in a document. Verified before anyone gets it. Throws TimestampError and SigningError.
 */
export async function signStatement(bytes: Buffer, of: StatementTerms): Promise<Buffer> {
  const { session } = of;
  const attributes = buildSignedAttributes({ ...session, digest: hashBytes('sha256', bytes) });
  const signature = await session.sign(attributes);
  const { token } = await of.timestamper.stamp(hashBytes('sha256', signature));
  const cms = assembleCms({ ...session, attributes, signature, token });
  const fault = checkStatement(bytes, cms, of).fault;
  if (fault !== null) throw new SigningError('own-check-failed', fault);
  return cms;
}

interface CheckedStatement {
  /** What is wrong; null when signature and time-stamp are good, under the anchors, at the time of the stamp. */
  readonly fault: string | null;
  readonly stampedAt: Instant | null;
  readonly certificate: Certificate | null;
}

/** Judges such a signature as of its time-stamp. */
export function checkStatement(bytes: Buffer, der: Buffer, trust: StatementTrust): CheckedStatement {
  const known = trust.known ?? nothingKnown;
  const none = { stampedAt: null, certificate: null };
  try {
    const cms = readSignedData(der, known.read);
    if (cms.content || !cms.contentType.equals(OID.data)) return { ...none, fault: 'not-a-detached-signature' };
    const { certificate, fault } = checkSigner(cms, OID.data, (hash) => hashBytes(hash, bytes));
    const value = onlyValue(cms.signer.unsigned, OID.signatureTimestamp);
    if (!certificate || fault || !value) return { ...none, fault: fault ?? 'no-time-stamp' };
    const token = checkToken(value, { bytes: cms.signer.signature }, known.readList(trust.tsaAnchors), known);
    if (token.fault || !token.info) return { ...none, fault: token.fault ?? 'malformed' };
    const stampedAt = token.info.genTime;
    const path = findPath(certificate, cms.certificates, known.readList(trust.anchors), stampedAt, known.issued);
    return { fault: path.trusted ? null : path.fault, stampedAt, certificate };
  } catch {
    // Whatever damaged bytes make a reader throw, they are no signature.
    return { ...none, fault: 'malformed' };
  }
}
