import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import express from 'express';
import { registerViews } from '../../src/web/views';

const viewsDir = resolve(__dirname, '../../views');

const viewFiles = readdirSync(viewsDir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ejs'));

const rendering = (dir: string, cached: boolean) => {
  const app = express();
  if (cached) app.enable('view cache');
  else app.disable('view cache');
  registerViews(app, { viewsDir: dir });
  return (view: string, page: unknown): Promise<string> =>
    new Promise((done, failed) => {
      app.render(view, { page }, (error, html) => (error === null ? done(html) : failed(error)));
    });
};

describe.each([false, true])('a view (cached: %s)', (cached) => {
  let dir: string;
  let renderView: (view: string, page: unknown) => Promise<string>;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'views-'));
    mkdirSync(join(dir, 'parts'));
    writeFileSync(join(dir, 'plain.ejs'), '<p><%= page.name %></p>');
    writeFileSync(join(dir, 'deep.ejs'), '<% for (const row of page.rows) { %><%= row.nmae %><% } %>');
    writeFileSync(join(dir, 'parts/row.ejs'), '<%= page.nmae %>');
    writeFileSync(join(dir, 'outer.ejs'), "<%- include('/parts/row', { page: page.row }) %>");
    renderView = rendering(dir, cached);
  });

  afterEach(() => rmSync(dir, { recursive: true }));

  it('prints what the model holds, escaped', async () => {
    await expect(renderView('plain', { name: '<b>A & B</b>' })).resolves.toContain('&lt;b&gt;A &amp; B&lt;/b&gt;');
  });

  it('refuses a misspelt field of the page', async () => {
    await expect(renderView('plain', { naam: 'A' })).rejects.toThrow('the view asks for "name"');
  });

  it('refuses a misspelt field of a row in a list, the second time too', async () => {
    await expect(renderView('deep', { rows: [{ name: 'A' }] })).rejects.toThrow('the view asks for "nmae"');
    await expect(renderView('deep', { rows: [{ name: 'A' }] })).rejects.toThrow('the view asks for "nmae"');
  });

  it('refuses a misspelt field inside an include', async () => {
    await expect(renderView('outer', { row: { name: 'A' } })).rejects.toThrow('the view asks for "nmae"');
  });

  it('knows no local but page', async () => {
    writeFileSync(join(dir, 'settings.ejs'), '<%= settings %>');
    await expect(renderView('settings', {})).rejects.toThrow('settings is not defined');
  });
});

describe('every view file', () => {
  it.each(viewFiles)('%s writes unescaped text only through include', (name) => {
    const text = readFileSync(join(viewsDir, name), 'utf8');
    expect(text.match(/<%-(?!\s*include\()/g)).toBeNull();
  });

  it.each(viewFiles)('%s has no style attribute, no script of its own and no event attribute', (name) => {
    const text = readFileSync(join(viewsDir, name), 'utf8');
    expect(text).not.toMatch(/\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=/);
  });
});
