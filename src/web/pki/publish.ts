import type { Deps } from '../../deps';
import { notFound } from '../../domain/errors';
import { certificateBySerial } from '../../persistence/certificate';
import { crlOfCheckpoint } from '../../persistence/checkpoint';
import { certificateOfVersion } from '../../persistence/key-version';
import { file, type PublicHandler, type Reply } from '../http';

// What the certificates of the portal point at (RFC 5280 4.2.1.13 and 4.2.2.1), in the media types of RFC 2585.

const CERTIFICATE = 'application/pkix-cert';
const CRL = 'application/pkix-crl';

export const getRootCertificate: PublicHandler = ({ keys }) =>
  Promise.resolve(file('root.cer', CERTIFICATE, keys.portal.root.certificate));

/**
 * One version of the issuing CA or of the built-in time-stamper, retired or not: a certificate leads for ever to the one that
 * issued it. Without a number it is the first: so the address read when there was one.
 */
export const getVersion: PublicHandler = async ({ db, keys }, { params }) => {
  const name = params['file'] ?? '';
  const [, purpose, digits] = /^(issuing|timestamp)-([1-9]\d{0,5})\.cer$/.exec(name) ?? [];
  if (purpose !== 'issuing' && purpose !== 'timestamp') throw notFound();
  return version({ db, keys }, purpose, Number(digits));
};

export const getFirstIssuingCertificate: PublicHandler = (deps) => version(deps, 'issuing', 1);

async function version(
  { db, keys: { portal } }: Pick<Deps, 'db' | 'keys'>,
  purpose: 'issuing' | 'timestamp',
  number: number,
): Promise<Reply> {
  const isCurrent = purpose === 'issuing' && number === portal.issuing.version;
  const certificate = isCurrent ? portal.issuing.certificate : await certificateOfVersion(db, purpose, number);
  if (!certificate) throw notFound();
  return file(`${purpose}-${number}.cer`, CERTIFICATE, certificate);
}

export const getRootCrl: PublicHandler = ({ keys }) => Promise.resolve(file('root.crl', CRL, keys.portal.root.crl));

/** The CRL of the certificate of one signatory, or of one checkpoint of the log, by its serial number. */
export const getPartitionCrl: PublicHandler = async ({ db }, { params }) => {
  const serial = /^([0-9a-f]{2,40})\.crl$/.exec(params['file'] ?? '')?.[1];
  const crl = serial ? ((await certificateBySerial(db, serial))?.crl ?? (await crlOfCheckpoint(db, serial))) : null;
  if (!serial || !crl || crl.length === 0) throw notFound();
  return file(`${serial}.crl`, CRL, crl);
};
