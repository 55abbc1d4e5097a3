import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import ejs from 'ejs';
import express from 'express';
import type { Deps } from '../../src/deps';
import type { ReadingBlock } from '../../src/documents';
import { cataloguePage } from '../support/catalogue';
import type { PublicHandler, PublicRequest } from '../../src/web/http';
import { anonymous, frameFor, type Site, type Visitor } from '../../src/web/page';
import { covenantPage } from '../../src/web/public/covenant';
import * as fixedPages from '../../src/web/public/fixed-pages';
import { homePage } from '../../src/web/public/home';
import { modelTextPage } from '../../src/web/public/model-text';
import { registerViews } from '../../src/web/views';

const viewsDir = resolve(__dirname, '../../views');

const site: Site = {
  clock: { now: () => '2026-11-23T13:02:00.000Z' },
  demonstration: true,
  assets: { css: '/assets/a.css', icon: '/assets/a.svg', fonts: ['/assets/a.woff2'] },
};
const member: Visitor = {
  audience: 'municipality',
  person: { name: 'A. Jansen', line: 'Gemeente Voorbeeldstad, contactpersoon', several: true, until: '15.02 uur' },
  csrfToken: 'token-1',
  counts: { '/overeenkomsten': 7 },
};
const frame = frameFor(site, anonymous, { title: 'Proef' });

const app = express();
registerViews(app, { viewsDir });
const read = new Set<string>();
const load = ejs.fileLoader;
ejs.fileLoader = (file) => {
  read.add(file);
  return load(file);
};

const renderView = (view: string, page: object): Promise<string> =>
  new Promise((done, failed) => {
    app.render(view, { page }, (error, html) => (error === null ? done(html) : failed(error)));
  });

const block = (more: Partial<ReadingBlock> & Pick<ReadingBlock, 'kind'>): ReadingBlock => ({
  number: '',
  heading: '',
  id: '',
  paragraphs: [],
  items: [],
  columns: [],
  rows: [],
  ...more,
});

const blocks: readonly ReadingBlock[] = [
  block({ kind: 'section', heading: 'Artikelen', id: 'artikelen' }),
  block({ kind: 'article', number: '4', heading: 'Melden', id: 'artikel-4' }),
  block({
    kind: 'clause',
    number: '4.1',
    paragraphs: ['Pas nadat:'],
    items: [{ marker: 'a.', text: 'er is gebeld.' }],
  }),
  block({ kind: 'section', number: 'Bijlage A', heading: 'Lokale afspraken', id: 'bijlage-a' }),
  block({ kind: 'table', columns: ['Wat', 'Afspraak'], rows: [['Loket', 'RIS']] }),
  block({ kind: 'details', rows: [['Kenmerk', 'OVK-2026-000042']] }),
];

const desk = { telephone: '030 000 00 00', mail: 'nvvk@voorbeeld.example', hours: 'op werkdagen' };
const request: PublicRequest = { path: '/', params: {}, query: {}, address: '' };
const handled = async (handler: PublicHandler): Promise<readonly [string, object]> => {
  const reply = await handler({ config: { desk } } as Deps, request);
  if (reply.kind !== 'page') throw new Error('not a page');
  return [reply.view, reply.model];
};

const failure = { sentence: 'Dit is ondertussen veranderd door A. Jansen.', fault: '8f3a', path: '/overeenkomsten' };
const resend = { action: '/x', fields: [{ name: 'a', value: '"b"' }], foreign: false, loggedIn: false, csrfToken: 't' };
const home = {
  today: '2026-11-23',
  municipalitiesTakingPart: 331,
  municipalitiesTotal: 342,
  partners: 1,
  agreementsInForce: 14271,
};
const covenant = {
  provinces: [{ name: 'Zeeland', takingPart: 12, total: 13 }],
  sectors: [{ name: 'Energie', partners: 40 }],
  naturalPersons: 14,
  textVersion: '2026.1',
};

const everyPage = async (): Promise<readonly (readonly [string, object])[]> => [
  [
    'dev/catalogue',
    {
      ...cataloguePage(),
      frame: frameFor(site, member, {
        title: 'Bouwstenen',
        current: '/overzicht',
        breadcrumbs: [{ label: 'Hier', href: null }],
        hasErrors: true,
      }),
    },
  ],
  ['public/home', homePage(home)],
  ['public/convenant', covenantPage(covenant)],
  ['public/convenant', covenantPage({ provinces: [], sectors: [], naturalPersons: 0, textVersion: null })],
  ['public/modeltekst', modelTextPage('2026.1', blocks)],
  ...(await Promise.all(Object.values(fixedPages).map(handled))),
  ...['400', '404', '409', '429', '500'].map((name) => [`errors/${name}`, failure] as const),
  ['errors/opnieuw-versturen', resend],
  ['errors/opnieuw-versturen', { ...resend, foreign: true }],
];

const ids = (html: string): readonly string[] => [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id ?? '');

describe('every page of this room', () => {
  let pages: readonly { readonly view: string; readonly html: string }[];

  beforeAll(async () => {
    pages = await Promise.all(
      (await everyPage()).map(async ([view, model]) => ({ view, html: await renderView(view, { frame, ...model }) })),
    );
  });

  it('has one h1, a title, and the language', () => {
    for (const { view, html } of pages) {
      expect([view, html.match(/<h1/g)?.length]).toEqual([view, 1]);
      expect(html).toMatch(/<title>[^<]+ - Ondertekenportaal<\/title>/);
      expect(html).toContain('<html lang="nl"');
    }
  });

  it('uses no id twice, and every description and label points at something that is there', () => {
    for (const { view, html } of pages) {
      const known = ids(html);
      expect([view, known.filter((id, at) => known.indexOf(id) !== at)]).toEqual([view, []]);
      const pointed = [...html.matchAll(/(?:aria-describedby|aria-labelledby|\sfor)="([^"]*)"/g)].flatMap(([, to]) =>
        (to ?? '').split(' '),
      );
      expect([view, pointed.filter((id) => !known.includes(id))]).toEqual([view, []]);
    }
  });

  it('renders every partial and the layout at least once', () => {
    const partials = ['partials', 'layout'].flatMap((folder) =>
      readdirSync(join(viewsDir, folder)).map((name) => join(viewsDir, folder, name)),
    );
    expect(partials.filter((file) => !read.has(file))).toEqual([]);
  });

  it('says that it is a demonstration', () => {
    for (const { html } of pages) expect(html).toContain('Demonstratie met verzonnen gegevens.');
  });
});

describe('the frame', () => {
  it('shows who is logged in, marks the bar and carries the token of the form that logs out', async () => {
    const html = await renderView('errors/404', {
      ...failure,
      frame: frameFor(site, member, { title: 'X', current: '/overzicht' }),
    });
    expect(html).toContain('Gemeente Voorbeeldstad, contactpersoon');
    expect(html).toMatch(/href="\/overzicht" aria-current="true">Overzicht/);
    expect(html).toContain('name="_csrf" value="token-1"');
    expect(html).not.toContain('href="/inloggen"');
  });

  it('offers Aanmelden and Inloggen to who is not', async () => {
    const html = await renderView('errors/404', { ...failure, frame });
    expect(html).toContain('href="/inloggen"');
    expect(html).not.toContain('/uitloggen');
    expect(html).not.toContain('aria-current');
  });

  it('leaves the strip out when the data is real', async () => {
    const real = frameFor({ ...site, demonstration: false }, anonymous, { title: 'X' });
    await expect(renderView('errors/404', { ...failure, frame: real })).resolves.not.toContain('Demonstratie');
  });

  it('puts "Fout: " first in the title of a form that came back', () => {
    expect(frameFor(site, anonymous, { title: 'Aanmelden', hasErrors: true }).title).toBe(
      'Fout: Aanmelden - Ondertekenportaal',
    );
  });
});

describe('a field', () => {
  it('has its description and error before the input, and names both', async () => {
    const html = await renderView('dev/catalogue', { ...cataloguePage(), frame });
    const input = html.indexOf('id="email"');
    expect(html.indexOf('id="email-uitleg"')).toBeLessThan(input);
    expect(html.indexOf('id="email-fout"')).toBeLessThan(input);
    expect(html.slice(input)).toMatch(/^[^>]*aria-describedby="email-uitleg email-fout"[^>]*aria-invalid="true"/);
  });

  it('is reached from the error summary', async () => {
    const html = await renderView('dev/catalogue', { ...cataloguePage(), frame });
    const links = [...html.matchAll(/<li><a href="#([^"]+)">(?:Vul een e-mail|Kies een grond|31 februari)/g)].map(
      ([, id]) => id,
    );
    expect(links).toEqual(['email', 'grond', 'besluit']);
    for (const id of links) expect(html).toMatch(new RegExp(`<input[^>]* id="${id}"`));
  });
});

describe('the home page', () => {
  it('tells how many take part', () => {
    expect(homePage(home).standing?.figures.map(({ figure, of, label }) => [figure, of, label])).toEqual([
      ['331', 'van 342', 'gemeenten doen mee'],
      ['1', null, 'signaalpartner'],
      ['14.271', null, 'overeenkomsten van kracht'],
    ]);
  });

  it('leaves the figures out while the register is empty', async () => {
    const empty = homePage({ ...home, municipalitiesTakingPart: 0, partners: 0, agreementsInForce: 0 });
    expect(empty.standing).toBeNull();
    await expect(renderView('public/home', { frame, ...empty })).resolves.not.toContain('Stand op');
  });
});

describe('the covenant page', () => {
  it('adds the provinces up', () => {
    const page = covenantPage({
      ...covenant,
      provinces: [...covenant.provinces, { name: 'Utrecht', takingPart: 26, total: 26 }],
    });
    expect(page.standing?.title).toBe('38 van de 39 gemeenten doen mee');
    expect(page.standing?.bars.rows[0]?.spoken).toBe('Zeeland: 12 doen mee, 1 doen nog niet mee');
  });

  it('says so when nobody takes part and no text is released', async () => {
    const html = await renderView('public/convenant', {
      frame,
      ...covenantPage({ provinces: [], sectors: [], naturalPersons: 0, textVersion: null }),
    });
    expect(html).toContain('Nog geen gemeenten');
    expect(html).toContain('De modeltekst volgt.');
  });
});

describe('the asset build', () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'assets-'));
    execFileSync(process.execPath, [resolve(__dirname, '../../tools/assets.cjs'), dir]);
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  it('names every file after its own content and points the manifest at files that exist', () => {
    const files = readdirSync(dir).filter((name) => name !== 'manifest.json');
    for (const name of files) {
      const hash = createHash('sha256')
        .update(readFileSync(join(dir, name)))
        .digest('hex')
        .slice(0, 16);
      expect(name).toContain(`.${hash}.`);
    }
    const manifest = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as Site['assets'];
    for (const address of [manifest.css, manifest.icon, ...manifest.fonts]) {
      expect(files).toContain(address.replace('/assets/', ''));
    }
  });

  it('keeps what the views use, drops the rest, and fetches nothing from elsewhere', () => {
    const css = readFileSync(join(dir, readdirSync(dir).find((name) => name.endsWith('.css')) ?? ''), 'utf8');
    expect(css).toContain('.utrecht-button--primary-action');
    expect(css).not.toContain('.utrecht-accordion');
    expect(css).not.toContain('--lux-');
    expect(css).not.toMatch(/url\(["']?(https?:)?\/\//);
  });
});
