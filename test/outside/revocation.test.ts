import { addSeconds } from '../../src/domain/time';
import { revocationSource } from '../../src/outside/revocation';
import { buildCertificate } from '../../src/signing/certificates/build-certificate';
import { makeRootCrl, type Authority } from '../../src/signing/certificates/crl';
import * as extend from '../../src/signing/certificates/extensions';
import { newKey } from '../../src/signing/certificates/portal-ca';
import { readCertificate } from '../../src/signing/certificates/read-certificate';
import type { FoundProof } from '../../src/signing/close-archive';
import { openssl, pem, withOpenssl } from '../support/openssl';
import { outsideAuthority, type OutsideAuthority } from '../support/outside-authority';
import { newSerial, testClock } from '../support/pki';
import { CRL_LIES, honestOcsp, OCSP_LIES } from '../support/revocation-lies';

const SINCE = '2026-10-01T00:00:00.000Z';
const NOW = '2026-11-24T09:00:00.000Z';
let clock: ReturnType<typeof testClock>;
let outside: OutsideAuthority;
beforeEach(async () => {
  clock = testClock(NOW);
  outside = await outsideAuthority(clock, SINCE);
});
afterEach(() => outside.server.close());

/** Long enough for an honest answer on a busy machine; who is silent costs a test this much. */
const PATIENCE_MS = 2_000;
const source = (): ReturnType<typeof revocationSource> =>
  revocationSource({ timeoutMs: PATIENCE_MS, maxBytes: 100_000, keepSeconds: 60, clock });
const ask = (of: { certificate: Buffer }, issuer: { certificate: Buffer }, at = NOW): Promise<FoundProof> =>
  source()(readCertificate(of.certificate), readCertificate(issuer.certificate), at);
const askTimestamp = (at?: string): Promise<FoundProof> => ask(outside.pki.timestamp, outside.pki.intermediate, at);
const askIntermediate = (): Promise<FoundProof> => ask(outside.pki.intermediate, outside.pki.root);
const paths = (): readonly string[] => outside.heard.map(({ path }) => path);

describe('proof of a certificate’s standing', () => {
  test('is an OCSP answer of a responder to which the issuer gave the right', async () => {
    const { crls, ocsps } = await askTimestamp();
    expect([crls.length, ocsps.length, paths()]).toEqual([0, 1, ['/ocsp']]);
  });

  test('is a CRL where no responder is named', async () => {
    const { crls, ocsps } = await askIntermediate();
    expect([crls.length, ocsps.length, paths()]).toEqual([1, 0, ['/root.crl']]);
  });

  test('is an answer that the issuer signed itself', async () => {
    const { pki } = outside;
    outside.answers.ocsp = () => honestOcsp({ pki, now: NOW }, { responder: pki.intermediate, certificates: [] });
    expect((await askTimestamp()).ocsps).toHaveLength(1);
  });

  test('stands for a moment long ago as well, and for one before a withdrawal', async () => {
    expect((await askTimestamp('2026-10-02T00:00:00.000Z')).ocsps).toHaveLength(1);
  });

  test.each(OCSP_LIES)('is not $name: $fault', async ({ answer, fault }) => {
    outside.answers.ocsp = () => answer({ pki: outside.pki, now: NOW });
    await expect(askTimestamp()).rejects.toMatchObject({
      code: 'proof-missing',
      message: expect.stringMatching(new RegExp(`/ocsp: ${fault}$`)),
    });
  });

  test.each(CRL_LIES)('is, as a CRL, not $name: $fault', async ({ answer, fault }) => {
    outside.answers.crl = () => answer({ pki: outside.pki, now: NOW });
    await expect(askIntermediate()).rejects.toMatchObject({
      code: 'proof-missing',
      message: expect.stringMatching(new RegExp(`/root.crl: ${fault}$`)),
    });
  });

  test.each([
    ['never answers', 'unreachable', (): void => void (outside.server.answer = () => undefined)],
    [
      'answers a byte at a time',
      'unreachable',
      (): void =>
        void (outside.server.answer = (_, response) => {
          response.writeHead(200);
          const timer = setInterval(() => response.write('0'), 50);
          response.on('close', () => clearInterval(timer));
        }),
    ],
    [
      'sends us elsewhere',
      'unreachable',
      (): void =>
        void (outside.server.answer = (_, response) =>
          response.writeHead(302, { Location: `${outside.server.address}/elders` }).end()),
    ],
    [
      'is out of order',
      'wrong-http-status',
      (): void => void (outside.server.answer = (_, response) => response.writeHead(503).end()),
    ],
  ])('is not to be had from a server that %s: %s', async (_, fault, how) => {
    how();
    await expect(askTimestamp()).rejects.toThrow(`/ocsp: ${fault}`);
    expect(outside.server.asked).toBe(1);
  });

  test('is asked of the next address when the first lies, and only over http', async () => {
    const { pki, server } = outside;
    const two = issued(pki.root, [extend.ocspAt(`${server.address}/ocsp`), extend.crlAt(`${server.address}/root.crl`)]);
    const proof = await ask(two, pki.root);
    expect([proof.crls.length, paths()]).toEqual([1, ['/ocsp', '/root.crl']]);
    const elsewhere = issued(pki.root, [extend.crlAt('file:///etc/passwd')]);
    await expect(ask(elsewhere, pki.root)).rejects.toThrow('it names no address');
  });

  test('of a responder that must be asked about itself comes along', async () => {
    const { pki, server } = outside;
    const own = issued(pki.intermediate, [extend.forOcspSigning(), extend.crlAt(`${server.address}/root.crl`)]);
    outside.answers.ocsp = () => honestOcsp({ pki, now: NOW }, { responder: own });
    outside.answers.crl = () =>
      makeRootCrl(pki.intermediate, { thisUpdate: addSeconds(NOW, -60), nextUpdate: addSeconds(NOW, 3600) });
    const { crls, ocsps } = await askTimestamp();
    expect([crls.length, ocsps.length, paths()]).toEqual([1, 1, ['/ocsp', '/root.crl']]);
  });

  test('is fetched once for many documents, and so is its lack; later it is asked for again', async () => {
    const { timestamp, intermediate } = outside.pki;
    const fetchProof = source();
    const again = (at = NOW): Promise<FoundProof> =>
      fetchProof(readCertificate(timestamp.certificate), readCertificate(intermediate.certificate), at);
    await Promise.all(Array.from({ length: 20 }, () => again()));
    expect(outside.server.asked).toBe(1);
    clock.moveTo(addSeconds(NOW, 61));
    outside.answers.ocsp = () => Buffer.alloc(0);
    await expect(again()).rejects.toThrow('malformed');
    await expect(again()).rejects.toThrow('malformed');
    expect(outside.server.asked).toBe(2);
  });
});

function issued(issuer: Authority, extensions: readonly Buffer[]): Authority {
  const { privateKey, publicKey } = newKey();
  const certificate = buildCertificate(
    {
      serial: newSerial(),
      issuer: readCertificate(issuer.certificate).subject,
      subject: readCertificate(outside.pki.responder.certificate).subject,
      notBefore: SINCE,
      notAfter: '2040-01-01T00:00:00.000Z',
      publicKey,
      extensions,
    },
    issuer.privateKey,
  );
  return { certificate, privateKey };
}

withOpenssl('OpenSSL reads our question, and our answer as good', async () => {
  const { pki } = outside;
  await askTimestamp();
  const files = {
    'question.der': outside.heard[0]?.body ?? Buffer.alloc(0),
    'answer.der': outside.answers.ocsp(),
    'tsa.pem': pem(pki.timestamp.certificate),
    'issuer.pem': pem(pki.intermediate.certificate),
    'root.pem': pem(pki.root.certificate),
  };
  const question = openssl(files, 'ocsp -reqin question.der -req_text -out out');
  expect(question.out?.toString()).toContain(
    readCertificate(pki.timestamp.certificate).serial.toString('hex').toUpperCase(),
  );
  const moment = Math.floor(Date.parse(NOW) / 1000);
  const answer = openssl(
    files,
    `ocsp -respin answer.der -issuer issuer.pem -cert tsa.pem -CAfile root.pem -verify_other issuer.pem -attime ${moment} -no_nonce -out out`,
  );
  expect(answer.said + (answer.out?.toString() ?? '')).toMatch(/Response verify OK[\s\S]*tsa\.pem: good/);
});
