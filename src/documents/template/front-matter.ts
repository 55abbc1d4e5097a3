import type { Template } from './template';
import { nearestName } from './nearest';
import { TemplateError } from './template-error';

type Front = Omit<Template, 'sha256' | 'lines'>;
type Seat = Template['signingOrder'][number];

const KEYS = [
  'label',
  'title',
  'covenant',
  'effectiveFrom',
  'sectors',
  'signingOrder',
  'noticeMonths',
  'offerDays',
  'status',
];

/** A day that exists: 2026-02-30 does not. */
function isDay(value: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) ?? [];
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

const isSeat = (word: string): word is Seat => word === 'municipality' || word === 'executor' || word === 'partner';

/** The lines between the two `---`, as `key: value`; returns also the index of the first line of the text. */
export function readFrontMatter(lines: readonly string[]): { readonly front: Front; readonly next: number } {
  const end = lines.indexOf('---', 1);
  if (lines[0] !== '---' || end === -1) throw new TemplateError('front-matter', { line: 1, column: 1 }, lines[0] ?? '');
  const found = new Map<string, { readonly value: string; readonly line: number }>();
  for (let i = 1; i < end; i += 1) {
    const text = lines[i] ?? '';
    const match = /^(\w+):\s*(\S.*)$/.exec(text);
    const [, key = '', value = ''] = match ?? [];
    if (match === null || !KEYS.includes(key)) {
      const word = text.split(':')[0] ?? text;
      throw new TemplateError('front-matter', { line: i + 1, column: 1 }, text, nearestName(word, KEYS));
    }
    found.set(key, { value: value.trim(), line: i + 1 });
  }
  const read = <T>(key: string, as: (value: string) => T | null): T => {
    const entry = found.get(key);
    if (entry === undefined) throw new TemplateError('front-matter', { line: end + 1, column: 1 }, `${key} is missing`);
    const value = as(entry.value);
    if (value === null)
      throw new TemplateError('front-matter', { line: entry.line, column: key.length + 3 }, entry.value);
    return value;
  };
  const text = (value: string): string => value;
  const codes = (value: string): readonly string[] | null => {
    const list = value.split(/\s*,\s*/);
    return list.every((code) => /^[a-z][a-z0-9-]*$/.test(code)) && new Set(list).size === list.length ? list : null;
  };
  const whole = (value: string): number | null => (/^[1-9]\d*$/.test(value) ? Number(value) : null);
  return {
    next: end + 1,
    front: {
      // Part of addresses and file names.
      label: read('label', (value) => (/^\d{4}\.\d{1,3}$/.test(value) ? value : null)),
      title: read('title', text),
      covenant: read('covenant', text),
      effectiveFrom: read('effectiveFrom', (value) => (isDay(value) ? value : null)),
      sectors: read('sectors', codes),
      signingOrder: read('signingOrder', (value) => {
        const seats = value.split(/\s*,\s*/);
        return seats.every(isSeat) && new Set(seats).size === seats.length ? seats : null;
      }),
      noticeMonths: read('noticeMonths', whole),
      offerDays: read('offerDays', whole),
      sample: read('status', (value) => (value === 'voorbeeldtekst' ? true : value === 'modeltekst' ? false : null)),
    },
  };
}
