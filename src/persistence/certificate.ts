import type { Id, Instant } from '../domain/time';
import type { Db, Trx } from './db';

interface CertificateRow {
  id: string;
  serial: string;
  ceremony_id: string;
  der: Buffer;
  crl: Buffer;
  not_before: string;
  not_after: string;
  recorded_at: string;
}

export interface StoredCertificate {
  readonly id: Id;
  /** Hex. */
  readonly serial: string;
  readonly ceremonyId: Id;
  readonly der: Buffer;
  /** The certificate's own partition CRL (RFC 5280 section 5.2.5), without which an agreement can never reach LT. */
  readonly crl: Buffer;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
}

/** Stores a certificate once; a second chunk of the same ceremony finds it there. Returns the id under which it stands. */
export async function ensureCertificate(trx: Trx, certificate: StoredCertificate, now: Instant): Promise<Id> {
  await trx<CertificateRow>('certificate')
    .insert({
      id: certificate.id,
      serial: certificate.serial,
      ceremony_id: certificate.ceremonyId,
      der: certificate.der,
      crl: certificate.crl,
      not_before: certificate.notBefore,
      not_after: certificate.notAfter,
      recorded_at: now,
    })
    .onConflict('serial')
    .ignore();
  const row = await trx<CertificateRow>('certificate').where({ serial: certificate.serial }).select('id').first();
  return row?.id ?? certificate.id;
}

/** The CRLs of the certificates with which an agreement was signed. */
export async function crlsOf(db: Db, agreementId: Id): Promise<readonly Buffer[]> {
  const rows = await db('certificate as c')
    .join('signature as s', 's.certificate_id', 'c.id')
    .where('s.agreement_id', agreementId)
    .select<{ crl: Buffer }[]>('c.crl');
  return rows.map((row) => row.crl).filter((crl) => crl.length > 0);
}

/** The certificate with this serial (hex) and its CRL; null when it was never issued for a recorded signature. */
export async function certificateBySerial(
  db: Db,
  serial: string,
): Promise<{ readonly der: Buffer; readonly crl: Buffer } | null> {
  const row = await db<CertificateRow>('certificate').where({ serial }).first();
  return row ? { der: row.der, crl: row.crl } : null;
}
