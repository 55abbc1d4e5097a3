// The catalogue of partials in a real browser: nothing for axe to find, nothing wider than the screen, nothing the policy stops.
import { join } from 'node:path';
import express from 'express';
import type { Browser } from 'playwright-core';
import { loadAssets } from '../../src/web/assets-manifest';
import { cataloguePage } from '../support/catalogue';
import { frameFor, render, type Visitor } from '../../src/web/page';
import { projectRoot } from '../../src/web/project-root';
import { registerViews } from '../../src/web/views';
import { faultsOf, launch, serve } from '../support/chromium';

const policy =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'";
const visitor: Visitor = {
  audience: 'municipality',
  person: { name: 'A. Jansen', line: 'Gemeente Voorbeeldstad, contactpersoon', several: true, until: '15.02 uur' },
  csrfToken: 'token',
  counts: { '/overeenkomsten': 7 },
};

let server: Awaited<ReturnType<typeof serve>>;
let browser: Browser;

beforeAll(async () => {
  const app = express();
  registerViews(app, { viewsDir: join(projectRoot, 'views') });
  app.use('/assets', express.static(join(projectRoot, 'dist/assets')));
  app.get('/', (_request, response) => {
    const site = { clock: { now: () => '2026-11-23T13:02:00.000Z' }, demonstration: true, assets: loadAssets() };
    const frame = frameFor(site, visitor, { title: 'Bouwstenen', hasErrors: true });
    response.set('Content-Security-Policy', policy);
    render(response, 'dev/catalogue', { ...cataloguePage(), frame });
  });
  server = await serve(app);
  browser = await launch();
}, 120_000);

afterAll(async () => {
  await browser.close();
  await server.close();
});

it.each([1280, 390, 320])('the catalogue at %d pixels is accessible and fits', async (width) => {
  const page = await browser.newPage({ viewport: { width, height: 800 } });
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(server.url);
  expect(await faultsOf(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await page.close();
});
