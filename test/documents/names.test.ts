import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFRawStream,
  PDFString,
  type PDFObject,
} from 'pdf-lib';
import {
  compileVariant,
  composeAgreement,
  describeCharacters,
  press,
  readingBlocks,
  renderTail,
  unsupportedCharacters,
  UnsupportedCharacterError,
} from '../../src/documents';
import { sampleFacts, sampleTemplate } from './sample';

// Names as people and organisations have them, and as attackers type them: every core in every wrapping.
const CORES = [
  'Fryslân',
  'Łukasz Żółć',
  "'s-Hertogenbosch",
  '’s-Gravenhage',
  'Nuenen, Gerwen en Nederwetten',
  'Súdwest-Fryslân',
  'IJsselstein',
  'Ĳsselstein',
  'Şükrü İğdır',
  'Ștefan Țiriac',
  'Ångström & Øster',
  'Čapek, Dvořák en Janáček',
  'Ħal Għaxaq',
  'Đorđević',
  'Ŵyn ap Ŷr',
  'Þórður Æsir',
  'Groß-Müller',
  'Œuvre „Ja” – € 5…',
  '2/5 Wonen (Zuid) [b.v.]',
  '<script>alert(1)</script>',
  '%PDF-1.7 %%EOF',
  'a) /JS (app.alert(1)) >> endobj 1 0 obj <<',
  '\\) Tj ET endstream',
  '{{municipality.name}} :: einde',
  '${7*7} #{1} <%= x %>',
  'DROP TABLE party; --',
  'Иван',
  'Ελλάδα',
  'שלום',
  'مرحبا',
  '陳大文',
  'नमस्ते',
  '🙂',
  '👨‍👩‍👧',
  'J\u0301an',
  'ﬁrma',
  'Stichting Wonen “Het Huis”',
  'Q‑Park—Zuid',
  'Ÿ ſt ŉ',
];

const WRAPPINGS: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => `Gemeente ${name}`,
  (name) => `${name} B.V.`,
  (name) => name.normalize('NFD'),
  (name) => name.toUpperCase(),
  (name) => name.toLowerCase(),
  (name) => `  ${name}\u00a0\u2009 `,
  (name) => name.split('').join('\u00ad'),
  (name) => `\u200b${name}\u200d\ufeff`,
  (name) => `\u202e${name}\u202c`,
  (name) => `\u2067${name}\u2069`,
  (name) => `${name}\u0000`,
  (name) => `${name}\n${name}`,
  (name) => `${name} `.repeat(Math.ceil(300 / (name.length + 1))).slice(0, 300),
];

/** From here on a name takes so many lines that the pages after it move. */
const LONG = 100;

const NAMES = [...new Set(CORES.flatMap((core) => WRAPPINGS.map((wrap) => wrap(core))))];

/** What people should read: composed, without what cannot be seen, single spaces. Written apart from the product. */
const asRead = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .replaceAll('Ĳ', 'IJ')
    .replaceAll('ĳ', 'ij')
    .replaceAll('\u2011', '-')
    .trim();

const template = sampleTemplate();
const { prefix, layout } = compileVariant(template, sampleFacts());
const on = press(template, { prefix, layout });
const documentOf = (partner: string): Buffer => {
  const { shape, tail } = renderTail(on, sampleFacts({ partner }));
  return Buffer.concat([prefix, shape.bytes, tail]);
};

/** Names and kinds, but no text and no measure. */
function shapeOf(object: PDFObject | undefined): unknown {
  if (object instanceof PDFRawStream) return ['stream', shapeOf(object.dict)];
  if (object instanceof PDFDict) return object.entries().map(([key, value]) => [key.toString(), shapeOf(value)]);
  if (object instanceof PDFArray) return object.asArray().map(shapeOf);
  if (object instanceof PDFHexString || object instanceof PDFString) return 'text';
  if (object instanceof PDFNumber) return 'number';
  return object?.toString();
}

async function objectTree(bytes: Buffer): Promise<string> {
  const { context } = await PDFDocument.load(bytes, { updateMetadata: false });
  const objects = context.enumerateIndirectObjects().map(([ref, object]) => [ref.toString(), shapeOf(object)]);
  return JSON.stringify([objects, context.trailerInfo.Root?.toString()]);
}

/**
 * The kinds of objects, each once: keys in order and names, without the references between them. A name of many lines moves
 * things to other pages, and so the references; it must not bring anything new.
 */
async function kindsOf(bytes: Buffer): Promise<ReadonlySet<string>> {
  const { context } = await PDFDocument.load(bytes, { updateMetadata: false });
  const dicts = context.enumerateIndirectObjects().map(([, object]) => {
    const dict = object instanceof PDFRawStream ? object.dict : object;
    if (!(dict instanceof PDFDict)) return object.constructor.name;
    return dict
      .entries()
      .map(([key, value]) => `${key.toString()}${value instanceof PDFName ? value.toString() : ''}`)
      .join(' ');
  });
  return new Set(dicts);
}

describe(`${NAMES.length} names`, () => {
  const [printable, refused] = [true, false].map((wanted) =>
    NAMES.filter((name) => (unsupportedCharacters(name).length === 0) === wanted),
  );

  test('are many, and of both kinds', () => {
    expect(NAMES.length).toBeGreaterThanOrEqual(500);
    expect(printable?.length).toBeGreaterThan(200);
    expect(refused?.length).toBeGreaterThan(100);
  });

  test('that can be printed are read as they were meant', () => {
    for (const name of printable ?? []) {
      const blocks = readingBlocks(composeAgreement(template, sampleFacts({ partner: name })));
      expect(blocks.filter(({ kind }) => kind === 'party').at(-1)?.heading).toBe(asRead(name));
    }
  });

  test('that can be printed make the same objects as a harmless name of as many lines', async () => {
    // Plain words of growing length: the trees that lengths alone can give.
    const harmless = Array.from({ length: LONG }, (_, length) =>
      'nnnnn '
        .repeat(LONG)
        .slice(0, length + 1)
        .trim(),
    );
    const trees = new Set<string>();
    for (const name of ['Denkbeeld', ...harmless]) trees.add(await objectTree(documentOf(name)));
    expect(trees.size).toBeLessThanOrEqual(3);
    const short = (printable ?? []).filter((one) => asRead(one).length < LONG);
    // What is read alike is the same document, byte for byte; so each is taken apart once.
    for (const name of short) expect(documentOf(name).equals(documentOf(asRead(name)))).toBe(true);
    const others: string[] = [];
    for (const name of new Set(short.map(asRead))) {
      if (!trees.has(await objectTree(documentOf(name)))) others.push(name);
    }
    expect(others).toEqual([]);
  }, 240_000);

  test('of many lines bring no kind of object that a harmless long name does not have', async () => {
    const harmless = await Promise.all(
      ['n', 'i', 'W'].map((letter) => kindsOf(documentOf(`${letter.repeat(9)} `.repeat(30)))),
    );
    const known = new Set(harmless.flatMap((kinds) => [...kinds]));
    const long = (printable ?? []).filter((one) => asRead(one).length >= LONG);
    expect(long.length).toBeGreaterThan(20);
    for (const name of long) {
      const strange = [...(await kindsOf(documentOf(name)))].filter((kind) => !known.has(kind));
      expect([name, strange]).toEqual([name, []]);
    }
  }, 240_000);

  test('that cannot be printed are refused before offering, and the reason names the characters', () => {
    for (const name of refused ?? []) {
      const missing = unsupportedCharacters(name);
      const compose = (): unknown => composeAgreement(template, sampleFacts({ partner: name }));
      expect(compose).toThrow(UnsupportedCharacterError);
      expect(compose).toThrow(expect.objectContaining({ characters: missing }));
      for (const character of missing) expect(asRead(name)).toContain(character);
    }
  });

  test('with a hidden or turning character are told by its number, never by the character', () => {
    expect(describeCharacters(['И', '\u202e', '\u0301', '\u0000'])).toBe('И (U+0418), U+202E, U+0301, U+0000');
    for (const name of refused ?? []) {
      expect(describeCharacters(unsupportedCharacters(name))).not.toMatch(/[\p{Cc}\p{Cf}\p{M}]/u);
    }
  });
});
