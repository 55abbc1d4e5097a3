import {
  composeAgreement,
  mistakesIn,
  parseTemplate,
  readingBlocks,
  variantKey,
  type ReadingBlock,
} from '../../src/documents';
import type { AgreementFacts, SlotFacts } from '../../src/domain/agreement-facts';
import { plainCase, previewCases } from '../../src/usecases/templates/preview-cases';
import { sampleFacts, sampleTemplate, TEMPLATE_SOURCE } from './sample';

const template = sampleTemplate();
const blocksOf = (facts: AgreementFacts): readonly ReadingBlock[] => readingBlocks(composeAgreement(template, facts));
const wordsOf = (blocks: readonly ReadingBlock[]): string => JSON.stringify(blocks).replaceAll('\u00a0', ' ');
const partiesOf = (facts: AgreementFacts): readonly (readonly [string, string])[] =>
  blocksOf(facts)
    .filter(({ kind }) => kind === 'party')
    .map(({ number, heading }) => [number, heading]);
const articleOf = (facts: AgreementFacts, number: number): string => {
  const clauses = blocksOf(facts).filter((block) => block.kind === 'clause' && block.number.startsWith(`${number}.`));
  return wordsOf(clauses);
};

const base = sampleFacts({ slots: 2 });
const body = { kind: 'joint-body', body: 'Dienst Noord', basis: 'Gemeenschappelijke regeling Noord' } as const;
const power = { decidedOn: '2026-03-01', reference: 'VM-1' } as const;
const withForm = (form: AgreementFacts['municipality']['form']): AgreementFacts => ({
  ...base,
  municipality: { ...base.municipality, form },
});
const college = withForm({ kind: 'college' });
const ownName = withForm({ ...body, power: null });
const byPower = withForm({ ...body, power });
const executed: AgreementFacts = {
  ...base,
  executor: { name: 'Stichting Start', kvk: '00000001', partOf: null, task: 'neemt signalen aan', basis: 'mandaat' },
  slots: [
    ...base.slots.slice(0, 1),
    {
      ...(base.slots[0] as SlotFacts),
      slot: 2,
      seat: 'executor',
      partyName: 'Stichting Start',
      turn: 2,
      field: 'Plaats2',
    },
    { ...(base.slots[1] as SlotFacts), slot: 3, turn: 3, field: 'Plaats3' },
  ],
};

describe('who acts for the municipality', () => {
  test('the college binds itself and, where needed, the municipality', () => {
    expect(partiesOf(college)[0]).toEqual(['1', 'Het college van burgemeester en wethouders van de gemeente Zutphen']);
    expect(wordsOf(blocksOf(college))).toContain('het college en, voor zover nodig, de gemeente als rechtspersoon');
    expect(articleOf(college, 15)).toContain('Gaat de Gemeente naar een samenwerkingsverband?');
  });

  test('the board of a joint body acts in its own name, for one municipality', () => {
    expect(partiesOf(ownName)[0]).toEqual(['1', 'Het dagelijks bestuur van Dienst Noord']);
    expect(articleOf(ownName, 8)).toContain('Het dagelijks bestuur handelt in eigen naam');
    expect(articleOf(ownName, 15)).toContain('Verlaat de gemeente het samenwerkingsverband?');
    expect(articleOf(ownName, 18)).toContain('Opzeggen raakt de overeenkomsten voor andere gemeenten');
    expect(wordsOf(blocksOf(ownName))).not.toContain('Volmacht');
  });

  test('by power of attorney its day and reference stand with the parties, and the place says for whom', () => {
    const [first, ...others] = byPower.slots;
    const party = 'dagelijks bestuur van Dienst Noord';
    const facts = {
      ...byPower,
      slots: [{ ...(first as SlotFacts), partyName: party, onBehalfOf: 'gemeente Zutphen' }, ...others],
    };
    expect(wordsOf(blocksOf(facts))).toContain('"Volmacht","1 maart 2026, kenmerk VM-1"');
    expect(articleOf(facts, 8)).toContain('Trekt de gemeente die volmacht in?');
    const place = blocksOf(facts).find(({ kind }) => kind === 'place');
    expect(place?.paragraphs[0]).toBe(`${party}, bij volmacht namens gemeente Zutphen`);
  });
});

describe('the other parties', () => {
  test('an executor is the second party and signs second; the partner is the third', () => {
    expect(partiesOf(executed).map(([number]) => number)).toEqual(['1', '2', '3']);
    expect(partiesOf(executed)[1]).toEqual(['2', 'Stichting Start']);
    expect(articleOf(executed, 17)).toContain('Eerst ondertekent de Gemeente, dan de Uitvoerder');
    expect(articleOf(executed, 8)).not.toContain('Er is geen Uitvoerder');
    expect(wordsOf(blocksOf(executed))).toContain('"Ondertekent","op plaats 2"');
  });

  test('without an executor article 8 says so, and the partner is the second party', () => {
    expect(articleOf(base, 8)).toContain('Er is geen Uitvoerder.');
    expect(partiesOf(base)).toHaveLength(2);
  });

  test('an executor without a number of its own is a part of another', () => {
    const facts = { ...executed, executor: { ...executed.executor, kvk: null, partOf: 'gemeente Zutphen' } as never };
    expect(wordsOf(blocksOf(facts))).toContain('"Onderdeel van","gemeente Zutphen"');
  });

  test('a natural person has a town of business and no number', () => {
    const facts = { ...base, partner: { ...base.partner, name: 'A. de Boer', kvk: null } };
    expect(wordsOf(blocksOf(facts))).toContain('"Zakelijk adres te","Nergenshuizen"');
    expect(wordsOf(blocksOf(facts))).not.toContain('KvK-nummer');
  });

  test('an agent stands with the partner, and as sender in annex B', () => {
    const agent = { name: 'Beheer B.V.', powerGivenOn: '2026-03-02', signs: true, sends: true };
    const words = wordsOf(blocksOf({ ...base, partner: { ...base.partner, agent } }));
    expect(words).toContain('"Handelt door","Beheer B.V., op grond van volmacht van 2 maart 2026"');
    expect(words).toContain('"Verzender","Beheer B.V."');
    expect(words).toContain('"Gemachtigde","Beheer B.V., voor ondertekenen en verzenden"');
    expect(wordsOf(blocksOf(base))).toContain('"Verzender","De Signaalpartner zelf"');
  });
});

describe('annex A and B', () => {
  test('list every contact by role, as many as there are', () => {
    const tables = blocksOf(base).filter(({ kind, columns }) => kind === 'table' && columns[0] === 'Rol');
    expect(tables.map(({ rows }) => rows.map(([role]) => role))).toEqual([
      ['Vroegsignalering', 'Datalekken', 'Functionaris gegevensbescherming'],
      ['Vroegsignalering', 'Datalekken'],
    ]);
    expect(tables[0]?.rows[0]?.[2]).toBe('0575 00 00 00');
    expect(tables[0]?.rows[1]?.[2]).toBe('niet opgegeven');
  });

  test('say that a desk is neither RIS nor VPS, and whose it is', () => {
    const of = (desk: string): string =>
      wordsOf(blocksOf({ ...ownName, localArrangement: { ...base.localArrangement, desk, deskOf: 'joint-body' } }));
    expect(of('RIS')).not.toContain('Dit loket is niet RIS of VPS');
    expect(of('Eigen meldpunt')).toContain('Dit loket is niet RIS of VPS');
    expect(of('RIS')).toContain('"Loket van","Het samenwerkingsverband"');
  });
});

test('notice and offer stand in the articles as the front matter says', () => {
  expect(articleOf(base, 18)).toContain('De opzegtermijn is drie maanden');
  expect(articleOf(base, 17)).toContain('Een aanbod vervalt 180 dagen na');
  const other = parseTemplate(TEMPLATE_SOURCE.replace('noticeMonths: 3', 'noticeMonths: 1').replace('180', '90'));
  const words = wordsOf(readingBlocks(composeAgreement(other, base)));
  expect(words).toContain('De opzegtermijn is één maand');
  expect(words).toContain('Een aanbod vervalt 90 dagen na');
});

describe('articles', () => {
  const text = { label: '2026.1', sectors: template.sectors };

  test('are the same in every agreement of one sector, party form and executor; all else makes no other text', () => {
    const articles = new Map<string, string>();
    for (const { facts } of previewCases(text, '2026-11-23', true)) {
      const words = wordsOf(blocksOf(facts).filter(({ kind }) => kind === 'article' || kind === 'clause'));
      const key = variantKey(template, facts);
      expect(articles.get(key) ?? words).toBe(words);
      articles.set(key, words);
    }
    expect(articles.size).toBe(5 * 3 * 2);
    expect(new Set(articles.values()).size).toBe(articles.size);
  });

  test('keep their numbers and headings in all of them, and their leden have no gaps', () => {
    const headings = (facts: AgreementFacts): string[] =>
      blocksOf(facts)
        .filter(({ kind }) => kind === 'article')
        .map(({ number, heading }) => `${number} ${heading}`);
    const first = headings(plainCase(text, '2026-11-23', true));
    expect(first).toHaveLength(20);
    for (const { facts } of previewCases(text, '2026-11-23', true)) {
      expect(headings(facts)).toEqual(first);
      const numbers = blocksOf(facts)
        .filter(({ kind }) => kind === 'clause')
        .map(({ number }) => number.split('.').map(Number));
      numbers.forEach(([article = 0, clause], i) => {
        const [before, count = 0] = numbers[i - 1] ?? [];
        expect(clause).toBe(before === article ? count + 1 : 1);
      });
    }
  });
});

describe('a mistake in a condition or a repeated part is told with its place', () => {
  const mistake = (line: string, replacement: string): unknown => {
    const [first] = mistakesIn(TEMPLATE_SOURCE.replace(line, replacement));
    return (
      first && { code: first.code, line: first.line, column: first.column, found: first.found, nearest: first.nearest }
    );
  };
  const lineOf = (line: string): number => TEMPLATE_SOURCE.split('\n').indexOf(line) + 1;
  const CLAUSE =
    '2. Een signaal dient niet om een vordering te innen, een inwoner op te sporen of andere schulden te onderzoeken.';

  test.each([
    [':: als executor\n', ':: als uitvoerder\n', 'unknown-condition', 'executor'],
    [':: als municipality.form = college', ':: als municipality.form = colege', 'unknown-condition', 'college'],
    [':: als local.desk = other', ':: als local.desk = otter', 'unknown-condition', 'other'],
    ['| --- |\n:: voor elk local.contacts', '| --- |\n:: voor elk local.contact', 'unknown-list', 'local.contacts'],
    [
      '{{contact.role}} | {{contact.address}}',
      '{{contact.rol}} | {{contact.address}}',
      'unknown-placeholder',
      'contact.role',
    ],
    ['## {{partner.name}}', '## 2 {{partner.name}}', 'party-number', null],
    ['| Gevestigd te | {{partner.seat}} |', '| Gevestigd te |', 'column-count', '2'],
    ['label: 2026.1', 'label: 2026-1', 'front-matter', null],
    ['effectiveFrom: 2026-01-01', 'effectiveFrom: 2026-02-30', 'front-matter', null],
  ])('%j', (line, replacement, code, nearest) => {
    const above = TEMPLATE_SOURCE.slice(0, TEMPLATE_SOURCE.indexOf(line)).split('\n').length;
    const at = above + (line.startsWith('| ---') ? 1 : 0);
    expect(mistake(line, replacement)).toMatchObject({ code, line: at, nearest });
  });

  test('a name in a repeated part is unknown outside it', () => {
    expect(mistake('| {{number}} |', '| {{contact.role}} |')).toMatchObject({
      code: 'unknown-placeholder',
      column: 13,
    });
  });

  test('articles depend on sector, party form and executor only', () => {
    const at = lineOf(CLAUSE);
    expect(mistake(CLAUSE, `:: als partner.kvk\n${CLAUSE}\n:: einde`)).toMatchObject({
      code: 'condition-in-fixed-text',
      line: at,
      found: 'partner.kvk',
    });
    expect(mistake(CLAUSE, `:: voor elk local.contacts\n${CLAUSE}\n:: einde`)).toMatchObject({
      code: 'condition-in-fixed-text',
    });
  });

  test('a character that the document cannot show is found in the text itself', () => {
    expect(mistake('Partijen wisselen', 'Partijen 🙂 wisselen')).toMatchObject({
      code: 'unprintable-character',
      column: 13,
    });
  });

  test('a repeated part in a repeated part, and one that is not ended', () => {
    const part = ':: voor elk local.contacts';
    expect(mistake(`\n${part}\n`, `\n${part}\n${part}\n`)).toMatchObject({
      code: 'nested-repeat',
      line: lineOf(part) + 1,
    });
    const [open] = mistakesIn(`${TEMPLATE_SOURCE}\n${part}\n`);
    expect(open).toMatchObject({ code: 'unbalanced-condition', found: ':: voor elk' });
  });

  test('all mistakes are told at once', () => {
    const source = TEMPLATE_SOURCE.replace('{{number}}', '{{nummer}}').replace('{{sector.name}}', '{{sector.naam}}');
    expect(mistakesIn(source).map(({ nearest }) => nearest)).toEqual(['number', 'sector.name']);
    expect(mistakesIn(TEMPLATE_SOURCE)).toEqual([]);
  });
});
