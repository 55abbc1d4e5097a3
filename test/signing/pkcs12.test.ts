import { readPkcs12, sealSigner } from '../../src/signing/pkcs12';
import { signField } from '../../src/signing/sign-field';
import { closeArchive } from '../../src/signing/close-archive';
import { verifyOwn } from '../../src/signing/verify/verify-own';
import { basePdf } from '../support/base-pdf';
import { openssl, withOpenssl } from '../support/openssl';
import { makeRootCrl } from '../../src/signing/certificates/crl';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { signingWorld } from '../support/pki';

const CONFIG = `
[req]
distinguished_name = name
prompt = no
[name]
O = Woningstichting De Sleutel
CN = Zegel
[root]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[seal]
basicConstraints = CA:false
keyUsage = critical, nonRepudiation
subjectKeyIdentifier = hash
`;

/** What an organisation would bring: made by OpenSSL, which knows nothing of this code. */
function bought(kind: string): {
  readonly p12: Buffer;
  readonly root: Buffer;
  readonly rootKey: string;
  readonly certificate: Buffer;
} {
  const made = (files: Readonly<Record<string, Buffer | string>>, command: string): Buffer => {
    const { out, said } = openssl({ 'req.cnf': CONFIG, ...files }, command);
    if (!out) throw new Error(said);
    return out;
  };
  const rootKey = made({}, 'genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out out').toString();
  const root = made(
    { 'root.key': rootKey },
    'req -x509 -new -key root.key -config req.cnf -extensions root -subj /O=Vertrouwd/CN=Wortel -days 3000 -out out',
  ).toString();
  const options = kind === 'P-256' ? 'EC -pkeyopt ec_paramgen_curve:P-256' : `RSA -pkeyopt rsa_keygen_bits:${kind}`;
  const key = made({}, `genpkey -algorithm ${options} -out out`).toString();
  const request = made({ 'own.key': key }, 'req -new -key own.key -config req.cnf -out out').toString();
  const certificate = made(
    { 'own.csr': request, 'root.pem': root, 'root.key': rootKey },
    'x509 -req -in own.csr -CA root.pem -CAkey root.key -set_serial 4660 -extfile req.cnf -extensions seal -days 1000 -out out',
  ).toString();
  const p12 = made(
    { 'own.key': key, 'own.pem': certificate, 'root.pem': root },
    'pkcs12 -export -inkey own.key -in own.pem -certfile root.pem -passout pass:geheim -out out',
  );
  const raw = (pem: string): Buffer => Buffer.from(new X509Certificate(pem).raw);
  return { p12, root: raw(root), rootKey, certificate: raw(certificate) };
}

describe.each(['2048', '3072', 'P-256'])('a seal of %s', (kind) => {
  withOpenssl(
    'signs a document that reaches level LTA with the CRL of its own authority',
    async () => {
      const { p12, root, rootKey, certificate } = bought(kind);
      const world = signingWorld(undefined, undefined);
      world.clock.moveTo(new Date(Date.now() + 3_600_000).toISOString());
      const base = await basePdf(['partij-1', 'Archief']);
      const session = await sealSigner(readPkcs12(p12, 'geheim')).open({
        name: 'x',
        organisation: 'x',
        organizationIdentifier: null,
        mandateReference: 'x',
      });
      expect(session.certificate.equals(certificate)).toBe(true);
      const trust = { anchors: [root], tsaAnchors: [world.ca.root.certificate], now: world.clock.now() };
      const signed = await signField({
        file: base.bytes,
        field: 'partij-1',
        appearance: () => base.appearance('Zegel'),
        name: 'Woningstichting De Sleutel',
        session,
        timestamper: world.timestamper,
        clock: world.clock,
        ...trust,
      });
      const file = Buffer.concat([base.bytes, signed.increment]);
      expect(verifyOwn(file, trust)).toMatchObject({ indication: 'TOTAL-PASSED' });
      const authority = { certificate: root, privateKey: createPrivateKey(rootKey) };
      const period = { thisUpdate: new Date(Date.now()).toISOString(), nextUpdate: '2040-01-01T00:00:00.000Z' };
      const asked: string[] = [];
      const closed = await closeArchive({
        file,
        field: 'Archief',
        timestamper: world.timestamper,
        clock: world.clock,
        ...trust,
        crls: [world.ca.root.crl],
        fetchProof: (certificate) => {
          asked.push(certificate.serial.toString('hex'));
          return Promise.resolve({ crls: [makeRootCrl(authority, period)], ocsps: [] });
        },
      });
      expect(asked).toEqual(['1234']);
      const report = verifyOwn(Buffer.concat([file, closed.dss ?? Buffer.alloc(0), closed.timestamp]), trust);
      expect(report.signatures.map(({ level }) => level)).toEqual(['B-LTA']);
    },
    60_000,
  );
});

withOpenssl('a seal is not opened with a wrong password, nor is a file that is none', () => {
  const { p12 } = bought('P-256');
  expect(() => readPkcs12(p12, 'verkeerd')).toThrow(expect.objectContaining({ code: 'seal-unreadable' }));
  expect(() => readPkcs12(Buffer.from('geen zegel'), 'geheim')).toThrow(
    expect.objectContaining({ code: 'seal-unreadable' }),
  );
});
