/** Where the portal publishes what its certificates point at. */
export function pkiUrls(baseUrl: string): {
  readonly rootCertificate: string;
  readonly rootCrl: string;
  readonly issuingCertificate: string;
  readonly partitionCrl: (serial: Buffer) => string;
} {
  const folder = `${baseUrl.replace(/\/$/, '')}/pki`;
  return {
    rootCertificate: `${folder}/root.cer`,
    rootCrl: `${folder}/root.crl`,
    issuingCertificate: `${folder}/issuing.cer`,
    partitionCrl: (serial) => `${folder}/crl/${serial.toString('hex')}.crl`,
  };
}
