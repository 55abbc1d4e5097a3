// Words of the model texts: what is wrong in one, and the cases in which it is read.
import type { Day } from '../../domain/time';
import type { Badge } from '../parts';
import { counted, dutchDay } from './format';
import { describeCharacters, type TemplateError, type TemplateErrorCode } from '../../documents';

type Mistake = Pick<TemplateError, 'found' | 'nearest'>;

const meant = ({ nearest }: Mistake, wrap: (name: string) => string = (name) => name): string =>
  nearest === null ? '' : ` Bedoelt u ${wrap(nearest)}?`;
const braces = (name: string): string => `{{${name}}}`;

/** What a lawyer reads about each mistake: what stands there and what to do. A missing one does not compile. */
const sentences: Readonly<Record<TemplateErrorCode, (mistake: Mistake) => string>> = {
  'front-matter': (m) =>
    `Boven aan de tekst, tussen de twee regels ---, klopt dit niet: ${m.found}.${meant(m, (name) => `"${name}:"`)}`,
  'unknown-placeholder': (m) => `${braces(m.found)} bestaat niet.${meant(m, braces)}`,
  'unclosed-placeholder': () => 'Een gegeven begint met {{ en eindigt met }}. Eén van beide ontbreekt.',
  'missing-value': (m) =>
    `${braces(m.found)} kan leeg zijn. Zet er een tekst achter ({{${m.found} | tekst}}), of gebruik ":: als ${m.found}".`,
  'unknown-condition': (m) => `De voorwaarde "${m.found}" bestaat niet.${meant(m)}`,
  'unbalanced-condition': (m) => `Bij "${m.found}" hoort een begin (:: als, :: voor elk) en een einde (:: einde).`,
  'condition-in-fixed-text': (m) =>
    `Een voorwaarde over ${m.found} mag niet in de artikelen en niet in bijlage C of D. Die zijn in elke overeenkomst gelijk.`,
  'unknown-list': (m) => `"${m.found}" is geen lijst.${meant(m)}`,
  'nested-repeat': () => 'Binnen ":: voor elk" kan niet nog een ":: voor elk" staan.',
  'unbalanced-strong': () => 'Vette tekst begint en eindigt met **. Het einde ontbreekt op deze regel.',
  'conditional-heading': (m) => `De kop "${m.found}" moet altijd staan en mag niet onder een voorwaarde.`,
  'unknown-section': (m) => `Het deel "${m.found}" bestaat niet.${meant(m)}`,
  'missing-section': (m) => `Een deel ontbreekt: ${sectionWords[m.found] ?? m.found}.`,
  'misplaced-line': (m) => `Deze regel kan hier niet staan: ${m.found}.`,
  'article-number': (m) => `Artikel ${m.found} heeft een verkeerd nummer.${meant(m)}`,
  'party-number': (m) => `Haal het nummer ${m.found} weg: partijen krijgen hun nummer vanzelf.`,
  'value-in-fixed-text': (m) =>
    `${braces(m.found)} mag niet in de artikelen en niet in bijlage C of D. Verwijs naar de partijen of naar bijlage A of B.`,
  'column-count': (m) => `Deze regel heeft ${m.found} vakken. Het moeten er ${m.nearest ?? ''} zijn.`,
  'unprintable-character': (m) => `Dit teken kan niet in het document staan: ${describeCharacters([m.found])}.`,
};

const sectionWords: Readonly<Record<string, string>> = {
  title: '# Titel',
  parties: '# Partijen',
  considerations: '# Overwegingen',
  articles: '# Artikelen',
  annex: '# Bijlage A',
  signing: '# Ondertekening',
};

/** "{{gemeente.naam}} bestaat niet. Bedoelt u {{municipality.name}}?" */
export const mistakeSentence = (mistake: TemplateError): string => sentences[mistake.code](mistake);

/** The same after "regel 41, teken 3: ". */
const mistakeAtLine = (mistake: TemplateError): string =>
  `regel ${mistake.line}, teken ${mistake.column}: ${mistakeSentence(mistake)}`;

const MOST = 20;

/** The mistakes as a form shows them: of a text that is quite another thing, the first of many. */
export function summaryOf(mistakes: readonly TemplateError[]): readonly string[] {
  const shown = mistakes.slice(0, MOST).map(mistakeAtLine);
  return mistakes.length > MOST ? [...shown, `en nog ${mistakes.length - MOST} fouten`] : shown;
}

export const RELEASED: Badge = { tone: 'yes', label: 'Vrijgegeven' };
export const draftBadge = (asked: boolean): Badge =>
  asked ? { tone: 'wait', label: 'Vrijgave gevraagd' } : { tone: 'neutral', label: 'Concept' };

/** What the page of a text says before the headings of the parts that changed. */
export const changesInWords = (count: number, former: string): string =>
  count === 0
    ? `De tekst is gelijk aan modeltekst ${former}.`
    : `${counted(count, 'deel is', 'delen zijn')} anders dan in modeltekst ${former}:`;

export const releaseFollows = (day: Day): string =>
  `Na de vrijgave verandert deze tekst niet meer. Wie vanaf ${dutchDay(day)} een overeenkomst klaarzet, krijgt deze tekst.`;

export const formWords = {
  college: 'Het college van de gemeente',
  verband: 'Een samenwerkingsverband, in eigen naam',
  volmacht: 'Een samenwerkingsverband, met volmacht',
} as const;

export const castWords = { kort: 'Korte namen, weinig gegevens', lang: 'Lange namen, alle gegevens' } as const;

/** "zonder-uitvoerder-2-plaatsen" becomes "Zonder uitvoerder, 2 plaatsen". */
export function placesWords(part: string): string {
  const [, mode = '', count = ''] = /^(met|zonder)-uitvoerder-(\d)-plaatsen$/.exec(part) ?? [];
  return `${mode === 'met' ? 'Met' : 'Zonder'} uitvoerder, ${count} plaatsen`;
}
