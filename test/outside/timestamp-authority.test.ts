import { randomBytes } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { httpTimestamper } from '../../src/outside/timestamp-authority';
import { readCertificate } from '../../src/signing/certificates/read-certificate';
import { answerTimestampRequest } from '../../src/signing/timestamps/answer';
import { checkToken } from '../../src/signing/timestamps/check-token';
import { buildTimestampRequest } from '../../src/signing/timestamps/request';
import type { Timestamper } from '../../src/signing/timestamps/timestamper';
import { newSerial, sha256, testCa, testClock } from '../support/pki';

const ca = testCa();
const clock = testClock();
const digest = sha256(Buffer.from('handtekening'));
const REPLY = { 'Content-Type': 'application/timestamp-reply' };

let server: Server;
let answer: RequestListener;

beforeAll(async () => {
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Long enough for an honest answer on a busy machine; who is silent costs a test this much. */
const PATIENCE_MS = 2_000;
const authority = (url?: string): Timestamper =>
  httpTimestamper({
    url: url ?? `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`,
    anchors: [ca.root.certificate],
    policy: null,
    timeoutMs: PATIENCE_MS,
    pauseMs: 10,
    maxBytes: 10_000,
    concurrency: 4,
    tokenRoom: 4000,
    tolerance: 60,
    clock,
    newNonce: () => randomBytes(8),
  });

/** An honest authority, with what it was sent. */
const honest =
  (seen: { type?: string | undefined }, headers: Record<string, string> = REPLY): RequestListener =>
  (request, response) => {
    seen.type = request.headers['content-type'];
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.writeHead(200, headers);
      const of = { genTime: clock.now(), serial: newSerial() };
      response.end(answerTimestampRequest(Buffer.concat(chunks), ca.timestamp, of));
    });
  };

describe('a time-stamp authority over HTTP', () => {
  test('is asked as RFC 3161 says and its token is accepted', async () => {
    const seen: { type?: string } = {};
    answer = honest(seen);
    const { token, genTime } = await authority().stamp(digest);
    expect(seen.type).toBe('application/timestamp-query');
    expect(genTime).toBe('2026-11-24T09:00:00.000Z');
    expect(checkToken(token, { sha256: digest }, [readCertificate(ca.root.certificate)]).fault).toBeNull();
  });

  const refusals: readonly (readonly [string, string, RequestListener])[] = [
    ['is out of order', 'wrong-http-status', (_, response) => response.writeHead(503).end('onderhoud')],
    ['sends us elsewhere', 'unreachable', (_, response) => response.writeHead(302, { Location: '/anders' }).end()],
    ['answers with a web page', 'wrong-media-type', honest({}, { 'Content-Type': 'text/html' })],
    ['answers without a type', 'wrong-media-type', honest({}, {})],
    ['never stops', 'too-large', (_, response) => void response.writeHead(200, REPLY).write(Buffer.alloc(20_000))],
    ['never answers', 'unreachable', () => undefined],
    [
      'stops halfway',
      'unreachable',
      (_, response) => {
        response.writeHead(200, { ...REPLY, 'Content-Length': '500' }).write('x');
        setTimeout(() => response.destroy(), 20);
      },
    ],
    ['hangs up', 'unreachable', (request) => request.socket.destroy()],
    ['answers nonsense', 'malformed', (_, response) => response.writeHead(200, REPLY).end('ja hoor')],
    [
      'answers what another asked',
      'wrong-imprint',
      (_, response) => {
        response.writeHead(200, REPLY).end(stale());
      },
    ],
  ];

  test.each(refusals)('is refused when it %s: %s', async (_, fault, how) => {
    answer = how;
    await expect(authority().stamp(digest)).rejects.toMatchObject({ name: 'TimestampError', fault });
  });

  test('is refused when nobody is there', async () => {
    await expect(authority('http://127.0.0.1:1/').stamp(digest)).rejects.toMatchObject({ fault: 'unreachable' });
  });
});

function stale(): Buffer {
  const other = sha256(Buffer.from('een andere'));
  return answerTimestampRequest(buildTimestampRequest(other, randomBytes(8)), ca.timestamp, {
    genTime: clock.now(),
    serial: newSerial(),
  });
}
