import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeAgreement, readingBlocks, renderAgreementPdf, type AgreementText } from '../../src/documents';
import { previewCases } from '../../src/usecases/templates/preview-cases';
import { sampleTemplate } from './sample';

const hasPdftotext = spawnSync('pdftotext', ['-v']).error === undefined;
if (!hasPdftotext) process.stderr.write('pdftotext is not installed: page and document are not compared\n');

const template = sampleTemplate();
const folder = mkdtempSync(join(tmpdir(), 'extract-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Line ends are layout; so is the heading that stands again where the places go on. */
const squeeze = (words: string): string => words.replace(/\s+/g, '').replaceAll('Ondertekening', '');

/** Every word of the page on screen, in the order in which it is read. */
function onScreen(text: AgreementText): string {
  const words = readingBlocks(text).flatMap((block) => {
    const rows = [...block.columns, ...block.rows.flat()];
    const items = block.items.flatMap(({ marker, text: words }) => [marker, words]);
    return [block.number, block.heading, ...rows, ...block.paragraphs, ...items];
  });
  return squeeze(words.join(' '));
}

/** Every word that another program finds in the document, without what stands at the edges of each page. */
function inDocument(text: AgreementText): string {
  const file = join(folder, 'agreement.pdf');
  writeFileSync(file, renderAgreementPdf(text));
  const pages = execFileSync('pdftotext', ['-raw', '-enc', 'UTF-8', file, '-'], { encoding: 'utf8' }).split('\f');
  const { header, footer } = text;
  const edges = [text.demonstration ?? '', header.left, header.right, ...footer.left, ...footer.right].map(squeeze);
  return pages
    .filter((page) => page.trim() !== '')
    .map((page) => edges.reduce((rest, edge) => rest.replace(edge, ''), squeeze(page)))
    .map((page) => page.replace(/Bladzijde\d+van\d+/, ''))
    .join('');
}

// A prime step, so that sectors, parties, places and names all take turns.
const CASES = previewCases(template, '2026-11-23', true).filter((_, i) => i % 13 === 0);

(hasPdftotext ? test : test.skip).each(CASES)('document and page hold the same words: $name', ({ facts }) => {
  const text = composeAgreement(template, facts);
  const found = inDocument(text);
  expect(found.length).toBeGreaterThan(10_000);
  expect(found).toBe(onScreen(text));
});
