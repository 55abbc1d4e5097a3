// Words of Document controleren: what was found, who signed, and what to do.
import type { AgreementStatus } from '../../domain/agreement';
import type { FileErrorType, Problem, SignatureReport } from '../../signing/verify/report';
import type { CheckOutcome } from '../../usecases/verify/check-document';
import type { Answer, Tone } from '../parts';

export const CHECK = {
  title: 'Document controleren',
  question: 'Is dit document echt?',
  lead: 'Controleer of een overeenkomst uit dit portaal komt, en of er niets aan veranderd is.',
  codeTitle: 'Met kenmerk en code',
  codeText: 'Die staan onderaan elke bladzijde van het document.',
  fileTitle: 'Met het bestand',
  fileText: 'Dan ziet u ook of er iets in veranderd is. Wij bewaren uw bestand niet.',
  button: 'Controleer',
  again: 'Controleer een ander document',
  notKept: 'Wij hebben uw bestand niet bewaard.',
  report: 'Technisch rapport',
  reportAside: 'voor specialisten',
} as const;

export const CHECK_ERRORS = {
  noFile: 'Kies een pdf-bestand.',
  tooLarge: 'Dit bestand is groter dan 10 MB. Controleer met het kenmerk en de code, of vraag een kleiner bestand.',
  number: 'Vul het kenmerk in, bijvoorbeeld OVK-2026-000042.',
  code: 'Vul de code in. Die staat naast het kenmerk.',
  unknown: 'Wij kennen dit kenmerk met deze code niet. Kijk of u ze goed hebt overgenomen.',
} as const;

/** Files that nobody can check: what is wrong and what to do. */
const FILE_ERRORS: Readonly<Record<Exclude<FileErrorType, 'not-of-ours'>, string>> = {
  'not-a-pdf': 'Dit is geen pdf. Kies het document zoals u het hebt gekregen.',
  damaged: 'Deze pdf is beschadigd. Vraag het document opnieuw aan wie het u gaf.',
  encrypted: 'Deze pdf heeft een wachtwoord. Kies het document zonder wachtwoord.',
  'too-complex': 'Deze pdf is te ingewikkeld om hier te controleren. Controleer met het kenmerk en de code.',
  'too-much-time': 'Deze pdf is te ingewikkeld om hier te controleren. Controleer met het kenmerk en de code.',
};

export const fileErrorWords = (type: FileErrorType): string | null =>
  type === 'not-of-ours' ? null : FILE_ERRORS[type];

/** The verdict: a word or a few, and one sentence. */
export function verdictWords(outcome: CheckOutcome, between: string, problems: readonly Problem[]): Answer {
  switch (outcome) {
    case 'real':
      return {
        tone: 'yes',
        word: 'Echt en ongewijzigd',
        sentence: `Dit is de overeenkomst tussen ${ended(between)} Er is niets veranderd sinds de laatste handtekening.`,
      };
    case 'known':
      return {
        tone: 'unknown',
        word: 'Kenmerk en code kloppen',
        sentence: `Ze horen bij de overeenkomst tussen ${ended(between)} Of uw eigen document ongewijzigd is, ziet u pas met het bestand zelf.`,
      };
    case 'earlier':
      return {
        tone: 'unknown',
        word: 'Niet te bevestigen',
        sentence: `Dit is een eerdere stand van de overeenkomst tussen ${ended(between)} Vraag het document dat iedereen heeft ondertekend.`,
      };
    case 'changed':
      return {
        tone: 'no',
        word: 'Gewijzigd of niet van ons',
        sentence: problems.includes('no-signature')
          ? 'In dit bestand staat geen handtekening. Ga niet uit van wat erin staat.'
          : problems.some((problem) => CHANGED.has(problem))
            ? 'Dit bestand is veranderd nadat het is ondertekend. Ga niet uit van wat erin staat.'
            : 'Dit bestand is niet het document dat wij kennen. Ga niet uit van wat erin staat.',
      };
    case 'foreign':
      return foreignWords(problems);
  }
}

/** "B.V." brings its own full stop. */
const ended = (text: string): string => (text.endsWith('.') ? text : `${text}.`);

const CHANGED: ReadonlySet<Problem> = new Set<Problem>(['unknown-change-after-signing', 'wrong-message-digest']);

function foreignWords(problems: readonly Problem[]): Answer {
  const word = 'Gewijzigd of niet van ons';
  if (problems.includes('no-signature'))
    return { tone: 'no', word, sentence: 'Dit bestand komt niet uit dit portaal: er staat geen handtekening in.' };
  if (problems.every((problem) => DOUBTS.has(problem)))
    return {
      tone: 'unknown',
      word: 'Niet te bevestigen',
      sentence: 'Dit bestand komt niet uit dit portaal. Wij kunnen niet zeggen wie het heeft ondertekend.',
    };
  return {
    tone: 'no',
    word,
    sentence: 'Dit bestand is veranderd nadat het is ondertekend, of de handtekening klopt niet.',
  };
}

/** What leaves a signature intact, and only its maker in doubt. */
const DOUBTS: ReadonlySet<Problem> = new Set<Problem>([
  'no-path-to-an-anchor',
  'not-valid-then',
  'not-yet-valid',
  'revoked-and-time-not-proven',
  'issuer-revoked',
  'timestamp-not-trusted',
  'missing-certificate-id',
  'not-a-signing-certificate',
  'unknown-critical-extension',
  'not-allowed-to-issue',
  'weak-algorithm',
]);

/** One signature of a file, in a sentence. */
export function signatureWords(signature: SignatureReport): { readonly good: boolean; readonly text: string } {
  const who = signature.signer?.organisation ?? signature.signer?.name ?? 'een onbekende';
  if (!signature.intact) return { good: false, text: `De handtekening van ${who} klopt niet.` };
  if (signature.changesAfter.some(({ permitted }) => !permitted))
    return { good: true, text: `De handtekening van ${who} hoort bij het bestand zoals het daarvóór was.` };
  return { good: true, text: `De handtekening van ${who} klopt.` };
}

const PAGE = /^page (\d+)/;
const ON_PAGE = /page (\d+)/;

/** A change that nobody signed. */
export function changeWords(what: string): string {
  const page = (PAGE.exec(what) ?? ON_PAGE.exec(what))?.[1];
  if (page) return `Op bladzijde ${page} is iets toegevoegd of veranderd.`;
  if (what.startsWith('form field')) return 'Een invulveld is veranderd.';
  if (what.startsWith('bytes')) return 'Er zijn gegevens toegevoegd die nergens bij horen.';
  return 'Er is iets toegevoegd of veranderd.';
}

export const STATUS_NOW: Readonly<Record<AgreementStatus, { readonly label: string; readonly tone: Tone }>> = {
  draft: { label: 'Nog niet ondertekend', tone: 'elsewhere' },
  offered: { label: 'Nog niet door iedereen ondertekend', tone: 'elsewhere' },
  'in-force': { label: 'Van kracht', tone: 'yes' },
  declined: { label: 'Geweigerd', tone: 'no' },
  withdrawn: { label: 'Ingetrokken', tone: 'neutral' },
  lapsed: { label: 'Vervallen', tone: 'neutral' },
  terminated: { label: 'Opgezegd', tone: 'no' },
  superseded: { label: 'Vervangen', tone: 'neutral' },
};

export const CHECKED_REAL = [
  'Dit bestand komt uit dit portaal.',
  'Alle handtekeningen zijn er, en ze kloppen.',
  'Dag en tijd van elke handtekening staan vast.',
  'Na de laatste handtekening is niets toegevoegd of veranderd.',
] as const;

export const sizeWords = (bytes: number): string =>
  bytes < 1000 * 1000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1).replace('.', ',')} MB`;
