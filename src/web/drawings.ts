// Geometry of the server-made drawings: sector bars and the time bar. Pure; positions in percent of the width.

export interface Segment {
  readonly tone: 'done' | 'elsewhere' | 'wait' | 'rest';
  readonly count: number;
  /** "wacht op signaalpartner": spoken, and shown in the legend. */
  readonly meaning: string;
}

interface BarRow {
  readonly label: string;
  /** "6" */
  readonly strong: string;
  /** "van 40 van kracht" */
  readonly words: string;
  /** The whole row as one sentence, for who does not see it. */
  readonly spoken: string;
  readonly parts: readonly {
    readonly tone: Segment['tone'];
    readonly x: number;
    readonly width: number;
    readonly middle: number;
    readonly figure: string | null;
  }[];
}

export interface Bars {
  readonly rows: readonly BarRow[];
  readonly legend: readonly { readonly tone: Segment['tone']; readonly label: string }[];
}

/** A figure inside a part narrower than this, in percent a digit, would run over its edges. */
const narrowest = 4;

const round = (value: number): number => Math.round(value * 100) / 100;

export const barRow = (label: string, strong: string, words: string, segments: readonly Segment[]): BarRow => {
  const present = segments.filter(({ count }) => count > 0);
  const total = present.reduce((sum, { count }) => sum + count, 0);
  let passed = 0;
  const parts = present.map(({ tone, count }) => {
    const x = (passed / total) * 100;
    const width = (count / total) * 100;
    passed += count;
    const figure = width < narrowest * String(count).length || tone === 'rest' ? null : String(count);
    return { tone, x: round(x), width: round(width), middle: round(x + width / 2), figure };
  });
  const spoken = present.map(({ count, meaning }) => `${count} ${meaning}`).join(', ');
  return { label, strong, words, spoken: spoken === '' ? `${label}: geen` : `${label}: ${spoken}`, parts };
};

/** One stretch of the pair's history; `until` is the first day without, null: no end known. Days are YYYY-MM-DD. */
export interface Stretch {
  readonly tone: 'yes' | 'elsewhere' | 'ended';
  readonly from: string;
  readonly until: string | null;
}

export interface TimeBar {
  /** What the drawing says, in one sentence. */
  readonly spoken: string;
  readonly stretches: readonly { readonly tone: Stretch['tone']; readonly x: number; readonly width: number }[];
  readonly years: readonly { readonly label: string; readonly x: number }[];
  /** Where today stands: what lies behind it is as known today, and drawn paler. */
  readonly now: number;
  /** The day that was asked. */
  readonly day: { readonly label: string; readonly x: number; readonly anchor: 'start' | 'middle' | 'end' };
  readonly today: { readonly label: string; readonly x: number } | null;
  readonly legend: readonly { readonly tone: Stretch['tone'] | 'none'; readonly label: string }[];
}

const dayNumber = (day: string): number => {
  const [year, month, date] = day.split('-').map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, date ?? 1) / 86_400_000;
};

const yearOf = (day: string): number => Number(day.slice(0, 4));

/** More years than this and their labels would run into each other on a phone. */
const mostLabels = 6;

/**
 * `asked`: the day of the question, with its label. The bar runs from 1 January before the first event to a little past
 * the last of today and the asked day, so that no stretch without end looks finished.
 */
export const timeBar = (input: {
  readonly stretches: readonly Stretch[];
  readonly asked: { readonly day: string; readonly label: string };
  readonly today: string;
  readonly spoken: string;
}): TimeBar => {
  const { stretches, asked, today } = input;
  const known = [asked.day, today, ...stretches.map(({ from }) => from)];
  const firstYear = Math.min(...known.map(yearOf)) - 1;
  const start = dayNumber(`${firstYear}-01-01`);
  const last = Math.max(
    ...known.map(dayNumber),
    ...stretches.flatMap(({ until }) => (until === null ? [] : [dayNumber(until)])),
  );
  const end = last + Math.max(30, (last - start) * 0.02);
  const at = (days: number): number => round(((days - start) / (end - start)) * 100);
  const lastYear = yearOf(known.reduce((a, b) => (a > b ? a : b)));
  const step = Math.ceil((lastYear - firstYear + 1) / mostLabels);
  const years = [];
  for (let year = firstYear; year <= lastYear; year += step) {
    const x = at(dayNumber(`${year}-01-01`));
    // A label that begins at the very end has no room.
    if (x <= 93) years.push({ label: String(year), x });
  }
  const x = at(dayNumber(asked.day));
  const words = { yes: 'Van kracht', elsewhere: 'Wacht op handtekeningen', ended: 'Beëindigd' } as const;
  const tones = (['elsewhere', 'yes', 'ended'] as const).filter((tone) => stretches.some((one) => one.tone === tone));
  return {
    spoken: input.spoken,
    stretches: stretches.map(({ tone, from, until }) => {
      const left = at(dayNumber(from));
      return { tone, x: left, width: round(Math.max(0.6, (until === null ? 100 : at(dayNumber(until))) - left)) };
    }),
    years,
    now: at(dayNumber(today)),
    day: { label: asked.label, x, anchor: x < 14 ? 'start' : x > 86 ? 'end' : 'middle' },
    today: asked.day === today ? null : { label: 'vandaag', x: at(dayNumber(today)) },
    legend: [...tones.map((tone) => ({ tone, label: words[tone] })), { tone: 'none', label: 'Geen overeenkomst' }],
  };
};
