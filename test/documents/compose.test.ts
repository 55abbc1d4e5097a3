import {
  composeAgreement,
  parseTemplate,
  readingBlocks,
  TemplateError,
  unsupportedCharacters,
} from '../../src/documents';
import { UnsupportedCharacterError } from '../../src/documents';
import type { AgreementText } from '../../src/documents';
import { sampleFacts, sampleTemplate, SECTORS, TEMPLATE_SOURCE } from './sample';

const template = sampleTemplate();

const articlesOf = (text: AgreementText): string[] =>
  readingBlocks(text)
    .filter((block) => block.kind === 'article')
    .map((block) => `${block.number} ${block.heading}`);

const wordsOf = (text: AgreementText): string => JSON.stringify(readingBlocks(text));

describe('the text of one agreement', () => {
  test.each(SECTORS)('has articles 1 to 20 with the same headings for $code', (sector) => {
    const articles = articlesOf(composeAgreement(template, sampleFacts({ sector })));
    expect(articles).toHaveLength(20);
    expect(articles[16]).toBe('17 Inwerkingtreding, volgorde en duur');
    expect(articles).toEqual(articlesOf(composeAgreement(template, sampleFacts())));
  });

  test.each(SECTORS)('numbers the leden without gaps for $code', (sector) => {
    const clauses = readingBlocks(composeAgreement(template, sampleFacts({ sector }))).filter(
      ({ kind }) => kind === 'clause',
    );
    const numbers = clauses.map(({ number }) => number);
    let article = 0;
    let clause = 0;
    const expected = numbers.map((number) => {
      if (Number(number.split('.')[0]) !== article) {
        article += 1;
        clause = 0;
      }
      clause += 1;
      return `${article}.${clause}`;
    });
    expect(numbers).toEqual(expected);
    expect(article).toBe(20);
  });

  test('says what each sector asks, and nothing of another', () => {
    const bySector = new Map(
      SECTORS.map((sector) => [sector.code, wordsOf(composeAgreement(template, sampleFacts({ sector })))]),
    );
    expect(bySector.get('energie')).toContain('eindeleveringssignaal');
    expect(bySector.get('huur')).not.toContain('eindeleveringssignaal');
    expect(bySector.get('huur')).toContain('Heeft de huurder dat aanbod geweigerd?');
    expect(bySector.get('zorgverzekering')).toContain('CAK');
    expect(bySector.get('zorgverzekering')).not.toContain('E-mailadres');
    expect(bySector.get('drinkwater')).toContain('Klantnummer');
    expect(bySector.get('belastingdienst')).toContain('proef');
  });

  test('articles and annexes C and D hold no value of the agreement', () => {
    const fixed = (name: string): unknown =>
      composeAgreement(template, sampleFacts({ municipality: name, partner: `${name} B.V.` })).sections.filter(
        ({ role, label }) => role === 'articles' || label === 'Bijlage C' || label === 'Bijlage D',
      );
    expect(fixed('Zutphen')).toEqual(fixed('Ommen'));
    expect(wordsOf(composeAgreement(template, sampleFacts()))).toContain('gemeente Zutphen');
  });

  test('says which places a party signs, and that two together are needed', () => {
    const words = wordsOf(composeAgreement(template, sampleFacts({ slots: 3 })));
    expect(words).toContain('op plaats 1"');
    expect(words).toContain('op plaats 2 en 3 (gezamenlijk bevoegd)');
  });

  test('a natural person has no line for a KvK number', () => {
    const facts = sampleFacts();
    expect(wordsOf(composeAgreement(template, facts))).toContain('KvK-nummer');
    const person = { ...facts, partner: { ...facts.partner, kvk: null } };
    expect(wordsOf(composeAgreement(template, person))).not.toContain('KvK-nummer');
  });

  test('an effective day later than the last signature stands under the title', () => {
    const text = composeAgreement(template, { ...sampleFacts(), effectiveOn: '2027-01-01' });
    expect(readingBlocks(text).find(({ kind }) => kind === 'details')?.rows).toContainEqual([
      'Van kracht vanaf',
      '1 januari 2027',
    ]);
  });

  test('an arrangement that was not made says which article holds', () => {
    const facts = sampleFacts();
    const text = composeAgreement(template, {
      ...facts,
      localArrangement: { ...facts.localArrangement, rhythm: null },
    });
    expect(wordsOf(text)).toContain('Geen afspraak: artikel\u00a06 geldt');
  });

  test('a value that is missing without an alternative is refused with its place', () => {
    const facts = sampleFacts();
    const empty = { ...facts, partner: { ...facts.partner, seat: ' \u00ad ' } };
    const line = TEMPLATE_SOURCE.split('\n').indexOf('| Gevestigd te | {{partner.seat}} |') + 1;
    expect(() => composeAgreement(template, empty)).toThrow(TemplateError);
    expect(() => composeAgreement(template, empty)).toThrow(
      expect.objectContaining({ code: 'missing-value', found: 'partner.seat', line, column: 18 }),
    );
  });

  test('a template that is no sample does not call itself one', () => {
    const real = parseTemplate(TEMPLATE_SOURCE.replace('status: voorbeeldtekst', 'status: modeltekst'));
    expect(composeAgreement(real, sampleFacts()).footer.right).toEqual(['Modeltekst 2026.1']);
    expect(composeAgreement(template, sampleFacts()).footer.right).toContain('Voorbeeldtekst');
  });

  test('the demonstration strip stands only in a demonstration', () => {
    expect(composeAgreement(template, sampleFacts()).demonstration).toContain('verzonnen gegevens');
    expect(composeAgreement(template, { ...sampleFacts(), demonstration: false }).demonstration).toBeNull();
  });
});

describe('characters', () => {
  test.each([
    'Fryslân',
    'Łukasz Żółć',
    "'s-Hertogenbosch",
    'Nuenen, Gerwen en Nederwetten',
    'Şükrü İğdır',
    'Ștefan Țiriac',
    '„Ja” – € 5…',
  ])('%s can be printed', (name) => {
    expect(unsupportedCharacters(name)).toEqual([]);
    expect(wordsOf(composeAgreement(template, sampleFacts({ municipality: name })))).toContain(name.normalize('NFC'));
  });

  test('a name typed in decomposed form is printed composed', () => {
    const text = composeAgreement(template, sampleFacts({ municipality: 'Frysl\u0061\u0302n' }));
    expect(text).toEqual(composeAgreement(template, sampleFacts({ municipality: 'Frysl\u00e2n' })));
  });

  test.each([
    ['Иван', ['И', 'в', 'а', 'н']],
    ['陳', ['陳']],
    ['J\u0301an', ['\u0301']],
    ['a\u0001b', ['\u0001']],
    ['🙂🙂', ['🙂']],
  ])('%j is refused before offering', (name, missing) => {
    expect(unsupportedCharacters(name)).toEqual(missing);
    const compose = (): unknown => composeAgreement(template, sampleFacts({ partner: `Stichting ${name}` }));
    expect(compose).toThrow(UnsupportedCharacterError);
    expect(compose).toThrow(expect.objectContaining({ characters: missing }));
  });
});
