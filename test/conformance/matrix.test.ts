import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appearanceOf, composeAgreement, parseTemplate, renderAgreementPdf } from '../../src/documents';
import { ARCHIVE_FIELD } from '../../src/documents/layout/page';
import { closeArchive, nothingToFetch } from '../../src/signing/close-archive';
import { previewCases } from '../../src/usecases/templates/preview-cases';
import { signingWorld } from '../support/pki';

// Every case of the agreement's text under veraPDF (PDF/A-2a and PDF/UA-1): as it is offered, and with every place signed and
// the archive closed.

const VALIDATE = join(__dirname, '../../../shared/validators/validate');
const folder = mkdtempSync(join(tmpdir(), 'matrix-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const template = parseTemplate(readFileSync(join(__dirname, '../../templates/agreement/2026.1.md'), 'utf8'));
const cases = previewCases(template, '2026-11-24', true);

/** What veraPDF says of files that fail; each batch in one call. */
function failures(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): string {
  const paths = files.map(({ name, bytes }) => {
    const path = join(folder, `${name}.pdf`);
    writeFileSync(path, bytes);
    return path;
  });
  const { status, stdout, stderr, error } = spawnSync(VALIDATE, ['--tools', 'verapdf', ...paths], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (error) throw error;
  return status === 0 ? '' : stdout + stderr;
}

test('every case passes as it is offered', () => {
  expect(cases.length).toBeGreaterThanOrEqual(60);
  const files = cases.map(({ name, facts }) => ({
    name,
    bytes: renderAgreementPdf(composeAgreement(template, facts)),
  }));
  expect(failures(files)).toBe('');
}, 900_000);

test('every case passes when it is signed and closed', async () => {
  const world = signingWorld();
  const session = await world.open();
  const files: { readonly name: string; readonly bytes: Uint8Array }[] = [];
  for (const { name, facts } of cases) {
    let file = Buffer.from(renderAgreementPdf(composeAgreement(template, facts)));
    const crls = [world.ca.root.crl];
    for (const { field } of facts.slots) {
      const appearance = appearanceOf({
        name: 'Zoë van der Łukasz',
        functionTitle: 'wethouder schuldhulpverlening',
        onBehalfOf: 'het college van burgemeester en wethouders van de gemeente Voorbeeldstad',
        at: world.clock.now(),
      });
      const { increment, crl } = await world.sign(file, field, appearance, { session });
      file = Buffer.concat([file, increment]);
      if (crl) crls.push(crl);
    }
    const anchors = [world.ca.root.certificate];
    const { dss, timestamp } = await closeArchive({
      file,
      field: ARCHIVE_FIELD,
      timestamper: world.timestamper,
      clock: world.clock,
      anchors,
      tsaAnchors: anchors,
      crls,
      fetchProof: nothingToFetch,
    });
    files.push({ name: `signed-${name}`, bytes: Buffer.concat([file, dss ?? Buffer.alloc(0), timestamp]) });
  }
  expect(failures(files)).toBe('');
}, 900_000);
