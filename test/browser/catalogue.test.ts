// The catalogue of partials in a real browser: nothing for axe to find, nothing wider than the screen, nothing the policy stops.
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import express from 'express';
import { chromium, type Browser } from 'playwright-core';
import { loadAssets } from '../../src/web/assets-manifest';
import { cataloguePage } from '../../src/web/dev/catalogue';
import { frameFor, render, type Visitor } from '../../src/web/page';
import { projectRoot } from '../../src/web/project-root';
import { registerViews } from '../../src/web/views';

const policy =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'";
const axe = readFileSync(join(projectRoot, 'node_modules/axe-core/axe.min.js'), 'utf8');
const visitor: Visitor = {
  audience: 'municipality',
  person: { name: 'A. Jansen', line: 'Gemeente Voorbeeldstad, contactpersoon', several: true },
  csrfToken: 'token',
  counts: { '/overeenkomsten': 7 },
};

let server: Server;
let browser: Browser;

beforeAll(async () => {
  const app = express();
  registerViews(app, { viewsDir: join(projectRoot, 'views') });
  app.use('/assets', express.static(join(projectRoot, 'dist/assets')));
  app.get('/', (_request, response) => {
    const frame = frameFor({ demonstration: true, assets: loadAssets() }, visitor, {
      title: 'Bouwstenen',
      hasErrors: true,
    });
    response.set('Content-Security-Policy', policy);
    render(response, 'dev/catalogue', { ...cataloguePage(), frame });
  });
  server = await new Promise<Server>((done) => {
    const started = app.listen(0, () => done(started));
  });
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
});

it.each([1280, 390, 320])(
  'the catalogue at %d pixels is accessible and fits',
  async (width) => {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    // Tests evaluate through the debugger, which the policy does not stop.
    const results = (await page.evaluate(
      `${axe}; axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
    )) as AxeResults;
    expect(results.violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
    expect(results.passes.length).toBeGreaterThan(30);
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  },
  60_000,
);
