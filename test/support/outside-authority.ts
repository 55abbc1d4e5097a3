import { randomBytes } from 'node:crypto';
import { addSeconds, type Clock, type Instant } from '../../src/domain/time';
import { httpTimestamper, type TimestampAuthority } from '../../src/outside/timestamp-authority';
import { inOrder } from '../../src/outside/timestamp-order';
import { revocationSource } from '../../src/outside/revocation';
import { answerTimestampRequest } from '../../src/signing/timestamps/answer';
import {
  inventedProof,
  inventTimestampAuthority,
  type InventedTimestampAuthority,
} from '../../src/usecases/sample/invent-timestamp-authority';
import { testServer, type TestServer } from './http-server';
import { newSerial } from './pki';
import type { World } from './world';

/** What an authority outside answers with; a test bends it. */
export interface Answers {
  /** Seconds that its clock is ahead of the portal's. */
  ahead: number;
  crl: () => Buffer;
  ocsp: () => Buffer;
}

export interface OutsideAuthority {
  readonly server: TestServer;
  readonly pki: InventedTimestampAuthority;
  readonly answers: Answers;
  /** Paths that were asked for, with what came in. */
  readonly heard: { readonly path: string; readonly body: Buffer }[];
  /** Runs within every answer, before it is given. */
  meanwhile: () => Promise<void>;
}

/** A time-stamp authority on loopback with certificates of its own: stamps, a CRL by its root, OCSP by its intermediate. */
export async function outsideAuthority(clock: Clock, since: Instant): Promise<OutsideAuthority> {
  const server = await testServer();
  const pki = inventTimestampAuthority(since, {
    rootCrl: `${server.address}/root.crl`,
    ocsp: `${server.address}/ocsp`,
  });
  const today = (): ReturnType<typeof inventedProof> => inventedProof(pki, addSeconds(clock.now(), -3600));
  const made: OutsideAuthority = {
    server,
    pki,
    answers: {
      ahead: 0,
      crl: () => today().crls[0] ?? Buffer.alloc(0),
      ocsp: () => today().ocsps[0] ?? Buffer.alloc(0),
    },
    heard: [],
    meanwhile: () => Promise.resolve(),
  };
  const pages: Readonly<Record<string, readonly [string, (body: Buffer) => Buffer]>> = {
    '/tsa': ['application/timestamp-reply', (body) => stamped(made, body, clock)],
    '/root.crl': ['application/pkix-crl', () => made.answers.crl()],
    '/ocsp': ['application/ocsp-response', () => made.answers.ocsp()],
  };
  server.answer = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const path = request.url ?? '';
      made.heard.push({ path, body });
      const page = pages[path];
      void made.meanwhile().then(() => {
        if (page) response.writeHead(200, { 'Content-Type': page[0] }).end(page[1](body));
        else response.writeHead(404).end();
      });
    });
  };
  return made;
}

const stamped = ({ pki, answers }: OutsideAuthority, request: Buffer, clock: Clock): Buffer =>
  answerTimestampRequest(request, pki.timestamp, {
    genTime: addSeconds(clock.now(), answers.ahead),
    serial: newSerial(),
    chain: [pki.intermediate.certificate],
  });

/** The portal as it runs with authorities outside, in order. */
export function withAuthorities(world: World, outside: readonly OutsideAuthority[]): World {
  const { clock } = world;
  const authorities: readonly TimestampAuthority[] = outside.map(({ server, pki }) =>
    httpTimestamper({
      url: `${server.address}/tsa`,
      anchors: [pki.root.certificate],
      policy: null,
      timeoutMs: 5_000,
      pauseMs: 5,
      maxBytes: 65_536,
      concurrency: 4,
      tokenRoom: 4_000,
      tolerance: 60,
      clock,
      newNonce: () => randomBytes(16),
    }),
  );
  const timestamper = inOrder(authorities, {
    clock,
    restSeconds: 30,
    failed: () => undefined,
    stamped: () => undefined,
  });
  const tsaAnchors = outside.map(({ pki }) => pki.root.certificate);
  const fetchProof = revocationSource({ timeoutMs: 5_000, maxBytes: 100_000, keepSeconds: 60, clock });
  const trust = { ...world.deps.trust, tsaAnchors };
  return { ...world, deps: { ...world.deps, timestamper, authorities, fetchProof, trust } };
}
