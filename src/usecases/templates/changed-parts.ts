import { diffWords } from 'diff';

/** A run of words; `changed`: it stands on this side only. */
export interface Stretch {
  readonly text: string;
  readonly changed: boolean;
}

/** One part of a text (a front matter, an article, a part of an annex) that two versions write differently. */
export interface ChangedPart {
  readonly heading: string;
  /** Null: the part is new. */
  readonly before: readonly Stretch[] | null;
  /** Null: the part is gone. */
  readonly after: readonly Stretch[] | null;
}

interface Part {
  readonly heading: string;
  readonly text: string;
}

/** What two model texts write differently, in the order of the later one; parts that are gone come last. */
export function changedParts(before: string, after: string): readonly ChangedPart[] {
  const [old, now] = [partsOf(before), partsOf(after)];
  const kept = [...now].flatMap(([key, { heading, text }]): readonly ChangedPart[] => {
    const former = old.get(key);
    if (former === undefined) return [{ heading, before: null, after: [{ text, changed: true }] }];
    const words = diffWords(former.text, text);
    if (words.every(({ added, removed }) => !added && !removed)) return [];
    return [
      {
        heading,
        before: words.flatMap(({ value, added, removed }) => (added ? [] : [{ text: value, changed: removed }])),
        after: words.flatMap(({ value, added, removed }) => (removed ? [] : [{ text: value, changed: added }])),
      },
    ];
  });
  const gone = [...old].flatMap(([key, { heading, text }]): readonly ChangedPart[] =>
    now.has(key) ? [] : [{ heading, before: [{ text, changed: true }], after: null }],
  );
  return [...kept, ...gone];
}

const FRONT = 'Kenmerken van de tekst';

/** A text by its headings. An article is known by its title: it may get another number. */
function partsOf(source: string): ReadonlyMap<string, Part> {
  const parts = new Map<string, { heading: string; lines: string[] }>();
  const begin = (key: string, heading: string): string[] => {
    const lines: string[] = [];
    parts.set(key, { heading, lines });
    return lines;
  };
  let section = '';
  let lines = begin('', FRONT);
  for (const line of source.split('\n')) {
    // What stands behind % is the writers' own and comes into no agreement.
    if (line.startsWith('%') || line === '---') continue;
    const [, marks, title = ''] = /^(#{1,2}) (.+)$/.exec(line) ?? [];
    if (marks === '#') {
      section = title;
      lines = begin(section, title);
    } else if (marks === '##') {
      const [, number, words = title] = /^([A-Z\d.]+) (.+)$/.exec(title) ?? [];
      const isArticle = number !== undefined && /^\d+$/.test(number);
      lines = begin(`${section} ${words}`, isArticle ? `Artikel ${number}: ${words}` : title);
      if (number !== undefined) lines.push(isArticle ? `Artikel ${number}` : number);
    } else {
      lines.push(line);
    }
  }
  return new Map(
    [...parts].map(([key, { heading, lines: all }]) => [key, { heading, text: all.join('\n').trim() }] as const),
  );
}
