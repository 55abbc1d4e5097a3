import { notFound } from '../../domain/errors';
import { certificateBySerial } from '../../persistence/certificate';
import { file, type PublicHandler } from '../http';

// What the certificates of the portal point at (RFC 5280 4.2.1.13 and 4.2.2.1), in the media types of RFC 2585.

const CERTIFICATE = 'application/pkix-cert';
const CRL = 'application/pkix-crl';

export const getRootCertificate: PublicHandler = ({ keys }) =>
  Promise.resolve(file('root.cer', CERTIFICATE, keys.portal.root.certificate));

export const getIssuingCertificate: PublicHandler = ({ keys }) =>
  Promise.resolve(file('issuing.cer', CERTIFICATE, keys.portal.issuing.certificate));

export const getRootCrl: PublicHandler = ({ keys }) => Promise.resolve(file('root.crl', CRL, keys.portal.root.crl));

/** The CRL of one signatory's certificate, by its serial number. */
export const getPartitionCrl: PublicHandler = async ({ db }, { params }) => {
  const serial = /^([0-9a-f]{2,40})\.crl$/.exec(params['file'] ?? '')?.[1];
  const found = serial ? await certificateBySerial(db, serial) : null;
  if (!serial || !found || found.crl.length === 0) throw notFound();
  return file(`${serial}.crl`, CRL, found.crl);
};
