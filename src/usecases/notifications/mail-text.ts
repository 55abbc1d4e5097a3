// The texts of templates/mails, read and filled in: one button, a few facts, plain text and HTML. Data, never code.
import { dayInWords } from '../../documents/dutch';

/** What a mail says, before it is dressed as HTML or plain text. */
export interface MailText {
  readonly subject: string;
  readonly button: string;
  readonly blocks: readonly MailBlock[];
}

export type MailBlock =
  | { readonly kind: 'paragraph' | 'heading' | 'quote' | 'caution' | 'foot'; readonly text: string }
  | { readonly kind: 'fact'; readonly label: string; readonly text: string };

export type MailValues = Readonly<Record<string, string | number>>;

/** Fills in a template. Throws on a placeholder without a value: a mail never goes out with a hole in it. */
export function fillMail(source: string, values: MailValues): MailText {
  const lines = source
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .flatMap((line) => whenItHolds(line, values));
  const end = lines.indexOf('---');
  const heads = lines.slice(0, end);
  const head = (key: string): string => {
    const found = heads.find((line) => line.startsWith(`${key}: `));
    if (!found) throw new Error(`the mail template has no "${key}"`);
    return fillIn(found.slice(key.length + 2), values);
  };
  return {
    subject: head('onderwerp'),
    button: head('knop'),
    blocks: lines.slice(end + 1).map((line) => toBlock(fillIn(line, values))),
  };
}

/** "[partyKind=municipality] ..." and "[count>1] ..." stand only when that is so. */
function whenItHolds(line: string, values: MailValues): readonly string[] {
  const condition = /^\[(\w+)([=>])([^\]]+)\]\s*(.*)$/.exec(line);
  if (!condition) return [line];
  const [, name = '', sign, wanted = '', rest = ''] = condition;
  const value = values[name];
  if (value === undefined) throw new Error(`the mail template asks for "${name}"`);
  const holds = sign === '=' ? String(value) === wanted : Number(value) > Number(wanted);
  return holds ? [rest] : [];
}

/** {{name}}; {{count: wacht / wachten}} with the number, {{count= wacht / wachten}} without it. */
function fillIn(line: string, values: MailValues): string {
  return line.replace(
    /\{\{(\w+)(?:([:=])\s*(.+?)\s*\/\s*(.+?))?\}\}/g,
    (_all, name: string, sign?: string, one?: string, many?: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`the mail template asks for "${name}"`);
      if (one === undefined || many === undefined) return inWords(value);
      const word = Number(value) === 1 ? one : many;
      return sign === ':' ? `${value} ${word}` : word;
    },
  );
}

function inWords(value: string | number): string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? dayInWords(value) : String(value);
}

function toBlock(line: string): MailBlock {
  if (line.startsWith('# ')) return { kind: 'heading', text: line.slice(2) };
  if (line.startsWith('> ')) return { kind: 'quote', text: line.slice(2) };
  if (line.startsWith('! ')) return { kind: 'caution', text: line.slice(2) };
  if (line.startsWith('~ ')) return { kind: 'foot', text: line.slice(2) };
  const fact = /^([^|]+?) \| (.+)$/.exec(line);
  return fact ? { kind: 'fact', label: fact[1] ?? '', text: fact[2] ?? '' } : { kind: 'paragraph', text: line };
}
