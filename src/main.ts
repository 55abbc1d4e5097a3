import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from './app';
import { assemble } from './assemble';
import { readConfig } from './config';
import { startJobs } from './jobs/loop';
import { createLog } from './log';
import { mailTexts } from './outside/template-files';
import { plainMessage, stackOf } from './plain-message';
import { askAuthorities } from './usecases/check/authority-problems';
import { fillDemonstration } from './usecases/demonstration/fill-demonstration';
import { demonstrationLogins } from './usecases/demonstration/people';
import { consentSentence, sentenceText } from './web/nl/ceremony';
import { projectRoot } from './web/project-root';

/** Starts the portal; the promise ends when it listens. Exits with 1, and every complaint at once, when it cannot start. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  const deps = await assemble(config, log);
  if (config.demonstration) await fillDemonstration(deps, (...said) => sentenceText(consentSentence(...said)));
  const server = createServer(createApp(deps));
  await listen(server, config.port);
  const jobs = startJobs(deps, mailTexts(projectRoot));
  const { port } = server.address() as AddressInfo;
  log.info({ port, demonstration: config.demonstration }, 'listening');
  if (config.demonstration) welcome(port);
  // Not waited for: without time-stamps the register must answer all the same.
  askAuthorities(deps)
    .then((problems) => problems.forEach((problem) => log.warn(problem)))
    .catch((error: unknown) => log.error({ err: error }, 'the time-stamp authorities were not asked'));

  let ending = false;
  const end = (why: string): void => {
    if (ending) return;
    ending = true;
    log.info({ why }, 'ending');
    // No new requests; those under way and the jobs finish first.
    server.close(() => {
      jobs
        .stop()
        .then(() => deps.db.destroy())
        .then(() => process.exit(0))
        .catch((error: unknown) => {
          log.error({ err: error }, 'did not end well');
          process.exit(1);
        });
    });
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 10_000).unref();
  };
  process.on('SIGTERM', () => end('SIGTERM'));
  process.on('SIGINT', () => end('SIGINT'));
  endWithParent(end);
}

/** `npm start` passes no signal on when its shell is killed: without its parent the portal ends itself. */
function endWithParent(end: (why: string) => void): void {
  const parent = process.ppid;
  if (parent === 1) return;
  setInterval(() => {
    if (process.ppid !== parent) end('the parent process is gone');
  }, 1000).unref();
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, done);
  });
}

function welcome(port: number): void {
  const address = `http://localhost:${port}`;
  const lines = [
    '',
    `  Ondertekenportaal: ${address}`,
    '',
    '  Demonstratie met verzonnen gegevens. Wachtwoord voor iedereen: demonstratie-2026',
    ...demonstrationLogins.map(({ email, who }) => `    ${email.padEnd(44)} ${who}`),
    '',
    `  Codes:  ${address}/dev/totp`,
    `  E-mail: ${address}/dev/mail`,
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${plainMessage(error) ?? stackOf(error)}\n`);
  process.exit(1);
});
