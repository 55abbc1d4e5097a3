import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Mails that `fileMailer` wrote, for who looks at them in demonstration mode. */
export interface StoredMail {
  readonly name: string;
  readonly subject: string;
  readonly to: string;
  /** As the header has it (RFC 5322 section 3.3). */
  readonly date: string;
  readonly text: string;
}

const FILE = /^[\w.-]+\.eml$/;

/** File names, newest first: they begin with the moment. */
export async function mailNames(directory: string): Promise<readonly string[]> {
  if (!existsSync(directory)) return [];
  return (await readdir(directory))
    .filter((name) => FILE.test(name))
    .sort()
    .reverse();
}

/** One mail; null when there is none of that name, or the name is no file of this folder. */
export async function readMail(directory: string, name: string): Promise<StoredMail | null> {
  if (!FILE.test(name) || !(await mailNames(directory)).includes(name)) return null;
  const source = await readFile(join(directory, name), 'utf8');
  const mail = part(source);
  return {
    name,
    subject: decodeWords(mail.headers.get('subject') ?? ''),
    to: decodeWords(mail.headers.get('to') ?? ''),
    date: mail.headers.get('date') ?? '',
    text: textOf(mail) ?? '',
  };
}

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

function part(source: string): Part {
  const lines = source.replace(/\r\n/g, '\n');
  const end = lines.indexOf('\n\n');
  const head = (end < 0 ? lines : lines.slice(0, end)).replace(/\n[ \t]+/g, ' ');
  const headers = new Map<string, string>();
  for (const line of head.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body: end < 0 ? '' : lines.slice(end + 2) };
}

/** The plain text, wherever it stands among the alternatives (RFC 2046 section 5.1.4). */
function textOf(mail: Part): string | null {
  const type = mail.headers.get('content-type') ?? 'text/plain';
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary) {
    const inner = mail.body.split(`--${boundary}`).slice(1, -1);
    return inner.map((source) => textOf(part(source.replace(/^\n/, '')))).find((text) => text !== null) ?? null;
  }
  return type.toLowerCase().startsWith('text/plain') ? decodeBody(mail) : null;
}

function decodeBody({ headers, body }: Part): string {
  switch ((headers.get('content-transfer-encoding') ?? '7bit').toLowerCase()) {
    case 'base64':
      return Buffer.from(body, 'base64').toString('utf8');
    case 'quoted-printable':
      return quotedPrintable(body.replace(/=\n/g, ''));
    default:
      return body;
  }
}

/** `=C3=AB` is a byte each (RFC 2045 section 6.7). */
const quotedPrintable = (text: string): string =>
  text.replace(/(?:=[0-9A-F]{2})+/gi, (bytes) => Buffer.from(bytes.replace(/=/g, ''), 'hex').toString('utf8'));

/** Encoded words of a header (RFC 2047 section 2). */
const decodeWords = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(word, 'base64').toString('utf8')
        : quotedPrintable(word.replace(/_/g, ' ')),
    );
