import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A real server on loopback, whose behaviour a test sets and changes. */
export interface TestServer {
  readonly address: string;
  answer: RequestListener;
  /** Requests so far. */
  asked: number;
  close(): void;
}

export async function testServer(
  answer: RequestListener = (_, response) => response.writeHead(404).end(),
): Promise<TestServer> {
  const server = createServer((request, response) => {
    made.asked++;
    made.answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const made: TestServer = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answer,
    asked: 0,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return made;
}

/** Answers each request with what is made of its body. */
export const answering =
  (type: string, make: (body: Buffer) => Buffer): RequestListener =>
  (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => response.writeHead(200, { 'Content-Type': type }).end(make(Buffer.concat(chunks))));
  };
