import { parseTemplate, TemplateError, type Template } from '../../src/documents';
import { sampleTemplate, TEMPLATE_SOURCE } from './sample';

/** The sample text with one line replaced; returns the number of that line too. */
function withLine(line: string, replacement: string): { readonly source: string; readonly at: number } {
  const lines = TEMPLATE_SOURCE.split('\n');
  const index = lines.indexOf(line);
  if (index === -1) throw new Error(`no such line in the sample text: ${line}`);
  const replaced = [...lines.slice(0, index), ...replacement.split('\n'), ...lines.slice(index + 1)];
  return { source: replaced.join('\n'), at: index + 1 };
}

function errorOf(source: string): TemplateError {
  try {
    parseTemplate(source);
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
  throw new Error('the text was accepted');
}

const COUNTED = '1. Partijen wisselen signalen uit om de inwoner vroeg hulp te kunnen aanbieden.';

describe('the sample text', () => {
  test('says what it is in its front matter', () => {
    const template: Template = sampleTemplate();
    expect(template).toMatchObject({
      label: '2026.1',
      title: 'Overeenkomst vroegsignalering',
      effectiveFrom: '2026-01-01',
      signingOrder: ['municipality', 'executor', 'partner'],
      noticeMonths: 3,
      offerDays: 180,
      sample: true,
    });
    expect(template.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('has the same digest for the same source only', () => {
    expect(parseTemplate(TEMPLATE_SOURCE).sha256).toBe(sampleTemplate().sha256);
    expect(parseTemplate(`${TEMPLATE_SOURCE}\n`).sha256).not.toBe(sampleTemplate().sha256);
  });
});

describe('a mistake in a template is told with its place', () => {
  test('an unknown placeholder, with the name that was meant', () => {
    const { source, at } = withLine('| Kenmerk | {{number}} |', '| Kenmerk | {{municipality.nam}} |');
    expect(errorOf(source)).toMatchObject({
      code: 'unknown-placeholder',
      line: at,
      column: 13,
      found: 'municipality.nam',
      nearest: 'municipality.name',
    });
  });

  test('a placeholder that is not closed', () => {
    const { source, at } = withLine('| Kenmerk | {{number}} |', '| Kenmerk | {{number |');
    expect(errorOf(source)).toMatchObject({ code: 'unclosed-placeholder', line: at, column: 13 });
  });

  test('a condition that is never ended, at its beginning', () => {
    const { source, at } = withLine('[plaatsen]', '[plaatsen]\n:: als sector = huur\nTekst.');
    const open = `${source.split('## Wat is deze handtekening?')[0]}`;
    expect(errorOf(open)).toMatchObject({ code: 'unbalanced-condition', line: at + 1, column: 1 });
  });

  test('an end without a beginning', () => {
    const { source, at } = withLine('[plaatsen]', ':: einde\n[plaatsen]');
    expect(errorOf(source)).toMatchObject({ code: 'unbalanced-condition', line: at, column: 1 });
  });

  test('a second "anders"', () => {
    const { source, at } = withLine('[plaatsen]', ':: als sector = huur\n:: anders\n:: anders\n:: einde\n[plaatsen]');
    expect(errorOf(source)).toMatchObject({ code: 'unbalanced-condition', line: at + 2 });
  });

  test('an unknown subject of a condition', () => {
    const { source, at } = withLine('[plaatsen]', ':: als partner.kvkk\nTekst.\n:: einde\n[plaatsen]');
    expect(errorOf(source)).toMatchObject({ code: 'unknown-condition', line: at, nearest: 'partner.kvk' });
  });

  test('a value of one agreement in an article', () => {
    const { source, at } = withLine(COUNTED, '1. De gemeente {{municipality.name}} biedt hulp.');
    expect(errorOf(source)).toMatchObject({
      code: 'value-in-fixed-text',
      line: at,
      column: 16,
      found: 'municipality.name',
    });
  });

  test('an article that is missing or numbered wrongly', () => {
    const { source, at } = withLine('## 5 Wat er in een signaal staat', '## 6 Wat er in een signaal staat');
    expect(errorOf(source)).toMatchObject({ code: 'article-number', line: at, found: '6', nearest: '5' });
  });

  test('an article that only stands under a condition', () => {
    const { source, at } = withLine('## 20 Slot', ':: als sector = huur\n## 20 Slot\n:: einde');
    expect(errorOf(source)).toMatchObject({ code: 'conditional-heading', line: at + 1 });
  });

  test('bold that is not ended', () => {
    const { source, at } = withLine('verder te noemen: **de Gemeente**', 'verder te noemen: **de Gemeente');
    expect(errorOf(source)).toMatchObject({ code: 'unbalanced-strong', line: at, column: 19 });
  });

  test('a section that does not exist', () => {
    const { source, at } = withLine('# Overwegingen', '# Overweging');
    expect(errorOf(source)).toMatchObject({ code: 'unknown-section', line: at, nearest: 'Overwegingen' });
  });

  test('a missing section and a missing list of places', () => {
    const { source } = withLine('[plaatsen]', '');
    expect(errorOf(source)).toMatchObject({ code: 'missing-section', found: '[plaatsen]' });
    expect(errorOf(TEMPLATE_SOURCE.split('# Ondertekening')[0] ?? '')).toMatchObject({
      code: 'missing-section',
      found: 'signing',
    });
  });

  test('a line that cannot stand where it stands', () => {
    const { source, at } = withLine('# Artikelen', '# Artikelen\n1. Een lid zonder artikel.');
    expect(errorOf(source)).toMatchObject({ code: 'misplaced-line', line: at + 1 });
  });

  test('front matter without its label, and with a word it does not know', () => {
    expect(errorOf(TEMPLATE_SOURCE.replace('label: 2026.1\n', ''))).toMatchObject({ code: 'front-matter' });
    expect(errorOf(TEMPLATE_SOURCE.replace('offerDays: 180', 'offerDays: veel'))).toMatchObject({
      code: 'front-matter',
      line: 9,
      found: 'veel',
    });
    expect(errorOf(TEMPLATE_SOURCE.replace('covenant:', 'convenant:'))).toMatchObject({
      code: 'front-matter',
      line: 4,
    });
    expect(errorOf('# Titel')).toMatchObject({ code: 'front-matter', line: 1, column: 1 });
  });
});
