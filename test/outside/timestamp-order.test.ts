import { randomBytes } from 'node:crypto';
import { addSeconds } from '../../src/domain/time';
import { httpTimestamper, type TimestampAuthority } from '../../src/outside/timestamp-authority';
import { inOrder } from '../../src/outside/timestamp-order';
import { readCertificate } from '../../src/signing/certificates/read-certificate';
import type { PortalCa } from '../../src/signing/certificates/portal-ca';
import { answerTimestampRequest } from '../../src/signing/timestamps/answer';
import type { TimestampError } from '../../src/signing/timestamps/faults';
import { checkToken } from '../../src/signing/timestamps/check-token';
import type { Timestamper } from '../../src/signing/timestamps/timestamper';
import { answering, testServer, type TestServer } from '../support/http-server';
import { newSerial, sha256, testCa, testClock } from '../support/pki';

const digest = sha256(Buffer.from('handtekening'));
const clock = testClock();
const first = testCa('Eerste tijdstempel');
const second = testCa('Tweede tijdstempel');
let servers: readonly [TestServer, TestServer];
let failures: string[];

const honest = (ca: PortalCa, ahead = 0): ReturnType<typeof answering> =>
  answering('application/timestamp-reply', (request) =>
    answerTimestampRequest(request, ca.timestamp, { genTime: addSeconds(clock.now(), ahead), serial: newSerial() }),
  );

beforeEach(async () => {
  servers = [await testServer(honest(first)), await testServer(honest(second))];
  failures = [];
});
afterEach(() => servers.forEach((server) => server.close()));

/** Long enough for an honest answer on a busy machine; who is silent costs a test this much. */
const PATIENCE_MS = 2_000;
const authority = (
  server: TestServer,
  ca: PortalCa,
  other: Partial<Parameters<typeof httpTimestamper>[0]> = {},
): TimestampAuthority =>
  httpTimestamper({
    url: `${server.address}/tsa`,
    anchors: [ca.root.certificate],
    policy: null,
    timeoutMs: PATIENCE_MS,
    pauseMs: 5,
    maxBytes: 10_000,
    concurrency: 4,
    tokenRoom: 4000,
    tolerance: 60,
    clock,
    newNonce: () => randomBytes(8),
    ...other,
  });

const both = (): Timestamper =>
  inOrder([authority(servers[0], first), authority(servers[1], second)], {
    clock,
    restSeconds: 30,
    failed: (_, error) => failures.push(error.fault),
    stamped: () => undefined,
  });

/** Whose token it is. */
const stampedBy = async (timestamper: Timestamper): Promise<string> => {
  const { token } = await timestamper.stamp(digest);
  const by = (ca: PortalCa): boolean =>
    checkToken(token, { sha256: digest }, [readCertificate(ca.root.certificate)]).fault === null;
  return by(first) ? 'first' : by(second) ? 'second' : 'nobody';
};
const asked = (): readonly number[] => servers.map((server) => server.asked);

describe('several authorities', () => {
  test('are asked in order: the second only when the first fails', async () => {
    const timestamper = both();
    expect(await stampedBy(timestamper)).toBe('first');
    expect(asked()).toEqual([1, 0]);
  });

  test.each([
    ['is away', 'wrong-http-status', (server: TestServer) => (server.answer = (_, r) => r.writeHead(503).end())],
    ['is silent', 'unreachable', (server: TestServer) => (server.answer = () => undefined)],
    ['lies about the time', 'time-out-of-window', (server: TestServer) => (server.answer = honest(first, 3600))],
    [
      'stamps with the certificate of another, though that one is trusted',
      'untrusted-issuer',
      (server: TestServer) => (server.answer = honest(second)),
    ],
  ])('give a stamp of the second when the first %s', async (_, fault, how) => {
    how(servers[0]);
    expect(await stampedBy(both())).toBe('second');
    expect(failures).toEqual([fault]);
  });

  test('do not wait for the silent one again until it has rested', async () => {
    servers[0].answer = () => undefined;
    const timestamper = both();
    for (let i = 0; i < 5; i++) expect(await stampedBy(timestamper)).toBe('second');
    expect(asked()).toEqual([1, 5]);
    servers[0].answer = honest(first);
    clock.moveTo(addSeconds(clock.now(), 29));
    expect(await stampedBy(timestamper)).toBe('second');
    clock.moveTo(addSeconds(clock.now(), 1));
    expect(await stampedBy(timestamper)).toBe('first');
  });

  test('that all failed are not asked again at once', async () => {
    for (const server of servers) server.answer = (_, response) => response.writeHead(500).end();
    const timestamper = both();
    const refused = { name: 'TimestampError', fault: 'wrong-http-status' };
    await expect(timestamper.stamp(digest)).rejects.toMatchObject(refused);
    const soFar = asked();
    await expect(timestamper.stamp(digest)).rejects.toMatchObject(refused);
    expect(asked()).toEqual(soFar);
    servers[1].answer = honest(second);
    clock.moveTo(addSeconds(clock.now(), 30));
    expect(await stampedBy(timestamper)).toBe('second');
  });
});

describe('one authority', () => {
  test('gets a second chance when its connection broke or it was busy, and no third', async () => {
    const good = servers[0].answer;
    servers[0].answer = (request, response) => {
      servers[0].answer = good;
      if (servers[0].asked === 1) request.socket.destroy();
      else response.end();
    };
    expect(await stampedBy(authority(servers[0], first))).toBe('first');
    expect(asked()).toEqual([2, 0]);
    servers[0].answer = (_, response) => response.writeHead(429).end();
    await expect(authority(servers[0], first).stamp(digest)).rejects.toMatchObject({ fault: 'wrong-http-status' });
    expect(asked()).toEqual([4, 0]);
  });

  test('gets none for a lie, nor after its time is over', async () => {
    servers[0].answer = honest(second);
    await expect(authority(servers[0], first).stamp(digest)).rejects.toMatchObject({ fault: 'untrusted-issuer' });
    expect(asked()).toEqual([1, 0]);
    servers[0].answer = () => undefined;
    await expect(authority(servers[0], first).stamp(digest)).rejects.toMatchObject({ fault: 'unreachable' });
    expect(asked()).toEqual([2, 0]);
  });

  test('is asked four things at a time, and no more', async () => {
    const held: (() => void)[] = [];
    let most = 0;
    const good = servers[0].answer;
    servers[0].answer = (request, response) => {
      held.push(() => good(request, response));
      most = Math.max(most, held.length);
      // A fifth would come while four are held.
      if (held.length === 4) setTimeout(() => held.splice(0).forEach((answer) => answer()), 50);
    };
    const timestamper = authority(servers[0], first, { timeoutMs: 10_000 });
    const stamps = await Promise.all(Array.from({ length: 20 }, () => timestamper.stamp(digest)));
    expect([stamps.length, most]).toEqual([20, 4]);
  });

  test('that is silent keeps nobody longer than its time, however many wait', async () => {
    servers[0].answer = () => undefined;
    const timestamper = authority(servers[0], first, { concurrency: 2 });
    const began = performance.now();
    const stamps = await Promise.allSettled(Array.from({ length: 10 }, () => timestamper.stamp(digest)));
    // Waiting for their turn, five times as long.
    expect(performance.now() - began).toBeLessThan(2.5 * PATIENCE_MS);
    expect(stamps.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 'rejected'));
    expect(asked()).toEqual([2, 0]);
    const faults = stamps.map((each) => (each.status === 'rejected' ? (each.reason as TimestampError).fault : null));
    expect(faults.filter((fault) => fault === 'unreachable')).toHaveLength(2);
    expect(faults.filter((fault) => fault === 'busy')).toHaveLength(8);
  });

  test('behind which too many wait gets no rest for it, and each that it answers has its whole time', async () => {
    const good = servers[0].answer;
    servers[0].answer = (request, response) => void setTimeout(() => good(request, response), 1_700);
    const timestamper = inOrder([authority(servers[0], first, { concurrency: 1, timeoutMs: 3_000 })], {
      clock,
      restSeconds: 30,
      failed: (_, { fault }) => failures.push(fault),
      stamped: () => undefined,
    });
    const stamps = await Promise.allSettled(Array.from({ length: 4 }, () => timestamper.stamp(digest)));
    expect(stamps.slice(0, 2).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect(stamps.slice(2)).toMatchObject([{ reason: { fault: 'busy' } }, { reason: { fault: 'busy' } }]);
    expect(failures).toEqual([]);
    expect(await stampedBy(timestamper)).toBe('first');
  });

  test('shows by its first token how much room its tokens need', async () => {
    const timestamper = authority(servers[0], first);
    expect(timestamper.tokenRoom).toBe(4000);
    const { token } = await timestamper.stamp(digest);
    expect(timestamper.tokenRoom - token.length).toBe(32);
    for (let i = 0; i < 20; i++)
      expect((await timestamper.stamp(digest)).token.length).toBeLessThanOrEqual(timestamper.tokenRoom);
  });

  test('hears its user and password in a header, and no address tells them', async () => {
    const heard: unknown[] = [];
    const good = servers[0].answer;
    servers[0].answer = (request, response) => {
      heard.push(request.headers.authorization, request.url);
      good(request, response);
    };
    const { address } = servers[0];
    const url = `${address.replace('http://', 'http://gebruiker:wacht%20woord@')}/tsa`;
    const timestamper = authority(servers[0], first, { url });
    await timestamper.stamp(digest);
    expect(heard).toEqual([`Basic ${Buffer.from('gebruiker:wacht woord').toString('base64')}`, '/tsa']);
    expect(timestamper.name).toBe(new URL(address).host);
  });

  test('tells how far its clock is from ours', async () => {
    const timestamper = authority(servers[0], first);
    expect(timestamper.state()).toBeNull();
    servers[0].answer = honest(first, 25);
    await timestamper.stamp(digest);
    expect(timestamper.state()).toEqual({ kind: 'stamped', skew: 25 });
    servers[0].answer = honest(first, -25);
    await timestamper.stamp(digest);
    // A time in whole seconds may have been rounded down.
    expect(timestamper.state()).toEqual({ kind: 'stamped', skew: -24 });
  });
});
