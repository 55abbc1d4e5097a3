/** Where the portal publishes what its certificates point at. */
export function pkiUrls(baseUrl: string): {
  readonly rootCertificate: string;
  readonly rootCrl: string;
  readonly issuingCertificate: (version: number) => string;
  readonly partitionCrl: (serial: Buffer) => string;
} {
  const folder = `${baseUrl.replace(/\/$/, '')}/pki`;
  return {
    rootCertificate: `${folder}/root.cer`,
    rootCrl: `${folder}/root.crl`,
    // A certificate must lead for ever to the one that issued it, not to whichever issues today.
    issuingCertificate: (version) => `${folder}/issuing-${version}.cer`,
    partitionCrl: (serial) => `${folder}/crl/${serial.toString('hex')}.crl`,
  };
}
