import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Express } from 'express';
import { chromium, type Browser, type Page } from 'playwright-core';
import { projectRoot } from '../../src/web/project-root';

const executablePath =
  ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) => existsSync(file)) ??
  '/usr/bin/chromium';

export function launch(): Promise<Browser> {
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  return chromium.launch({ executablePath, args });
}

/** Serves an app on a free port of this machine. */
export async function serve(app: Express): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer(app);
  await new Promise<void>((done) => server.listen(0, done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

const axe = readFileSync(join(projectRoot, 'node_modules/axe-core/axe.min.js'), 'utf8');

/** What axe finds (WCAG 2.2 AA and best practice), and whether the page is wider than the screen; empty when all is well. */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  const tags = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";
  // Evaluated through the debugger, which the content policy does not stop.
  const results = await page.evaluate<AxeResults>(`${axe}; axe.run(document, { runOnly: ${tags} })`);
  const found = results.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
  const [wide, width] = await page.evaluate<[number, number]>('[document.documentElement.scrollWidth, innerWidth]');
  return wide > width ? [...found, `${wide} px wide on a screen of ${width}`] : found;
}
