import type { Rich, Run } from '../agreement-text';
import { widthBetween, widthOf } from '../fonts/shape';
import type { Style } from './style';

interface Fragment {
  readonly runs: readonly Run[];
  readonly width: number;
  /** Whether a space stands after it, when it does not end a line. */
  readonly spaced: boolean;
}

const widthOfRun = (run: Run, style: Style): number =>
  widthOf(run.text, run.strong ? style.strongFace : style.face, style.size);

const widthOfRuns = (runs: Rich, style: Style): number => runs.reduce((sum, run) => sum + widthOfRun(run, style), 0);

/**
 * Breaks a text into lines of at most `measure` points, ragged right, without hyphenation: as few lines as possible, and of
 * those the ones with the least uneven right edge, looking at the whole paragraph. A last line of one short word costs extra.
 */
export function breakLines(text: Rich, style: Style, measure: number): readonly Rich[] {
  if (fitsOneLine(text, style, measure)) return [text];
  const fragments = fragmentsOf(text).flatMap((runs) => fitFragment(runs, style, measure));
  const space = widthOfRun({ text: ' ', strong: false }, style);
  const count = fragments.length;
  if (count === 0) return [];
  // For each i the cheapest way to set fragments i to the end: how many lines, at what cost, and where the second begins.
  const bestLines = new Float64Array(count + 1).fill(Infinity);
  const bestCost = new Float64Array(count + 1).fill(Infinity);
  const bestNext = new Int32Array(count + 1).fill(count);
  bestLines[count] = 0;
  bestCost[count] = 0;
  for (let i = count - 1; i >= 0; i -= 1) {
    let width = 0;
    for (let j = i; j < count; j += 1) {
      const fragment = fragments[j];
      if (fragment === undefined) break;
      width += fragment.width;
      if (width > measure && j > i) break;
      const slack = Math.max(0, measure - width) / measure;
      const isLast = j + 1 === count;
      const cost = (bestCost[j + 1] ?? 0) + (isLast ? lastLineCost(j - i + 1, width / measure) : slack * slack);
      const lines = (bestLines[j + 1] ?? 0) + 1;
      const known = bestLines[i] ?? Infinity;
      if (lines < known || (lines === known && cost < (bestCost[i] ?? Infinity))) {
        bestLines[i] = lines;
        bestCost[i] = cost;
        bestNext[i] = j + 1;
      }
      if (fragment.spaced) width += space;
    }
  }
  const lines: Rich[] = [];
  for (let i = 0; i < count;) {
    const next = bestNext[i] ?? count;
    lines.push(lineOf(fragments.slice(i, next)));
    i = next;
  }
  return lines;
}

/** Most texts of one agreement do: then there is nothing to weigh. Of one weight, with single spaces between words. */
function fitsOneLine(text: Rich, style: Style, measure: number): boolean {
  const [run] = text;
  if (text.length !== 1 || run === undefined) return false;
  const { text: words, strong } = run;
  const face = strong ? style.strongFace : style.face;
  const space = widthOf(' ', style.face, style.size);
  let width = 0;
  for (let from = 0; ;) {
    const found = words.indexOf(' ', from);
    const to = found < 0 ? words.length : found;
    if (to === from) return false;
    width += widthBetween(words, from, to, face, style.size);
    if (width > measure) return false;
    if (found < 0) return true;
    width += space;
    from = found + 1;
  }
}

/** One short word alone, or a few very short ones, look like a mistake. */
const lastLineCost = (words: number, part: number): number => (part < (words === 1 ? 0.25 : 0.12) ? 0.5 : 0);

function lineOf(fragments: readonly Fragment[]): Rich {
  const runs: Run[] = [];
  fragments.forEach((fragment, i) => {
    const tail = fragment.spaced && i < fragments.length - 1 ? ' ' : '';
    fragment.runs.forEach((run, k) => {
      const text = k === fragment.runs.length - 1 ? run.text + tail : run.text;
      const last = runs.at(-1);
      if (last !== undefined && last.strong === run.strong) {
        runs[runs.length - 1] = { text: last.text + text, strong: run.strong };
      } else runs.push({ text, strong: run.strong });
    });
  });
  return runs;
}

/** Words with their weight; a word may change weight in its middle ("**achterstand**:"). */
function fragmentsOf(text: Rich): readonly { readonly runs: readonly Run[]; readonly spaced: boolean }[] {
  const fragments: { runs: Run[]; spaced: boolean }[] = [];
  let open: Run[] = [];
  const close = (spaced: boolean): void => {
    if (open.length > 0) fragments.push({ runs: open, spaced });
    open = [];
  };
  for (const { text: words, strong } of text) {
    words.split(' ').forEach((part, i) => {
      if (i > 0) close(true);
      if (part !== '') open.push({ text: part, strong });
    });
  }
  close(false);
  return fragments;
}

/** A word wider than the measure is cut where it must: a long name wraps, it never leaves the page. */
function fitFragment(
  { runs, spaced }: { readonly runs: readonly Run[]; readonly spaced: boolean },
  style: Style,
  measure: number,
): readonly Fragment[] {
  const width = widthOfRuns(runs, style);
  if (width <= measure) return [{ runs, width, spaced }];
  const pieces: Fragment[] = [];
  let open: Run[] = [];
  for (const { text, strong } of runs) {
    for (const character of text) {
      const last = open.at(-1);
      const grown: Run[] =
        last !== undefined && last.strong === strong
          ? [...open.slice(0, -1), { text: last.text + character, strong }]
          : [...open, { text: character, strong }];
      if (open.length > 0 && widthOfRuns(grown, style) > measure) {
        const { stays, goes } = cutWell(open);
        pieces.push({ runs: stays, width: widthOfRuns(stays, style), spaced: false });
        open = joined([...goes, { text: character, strong }]);
      } else open = grown;
    }
  }
  return [...pieces, { runs: open, width: widthOfRuns(open, style), spaced }];
}

/** Cuts after the last sign within an address or a double name, "signalen@" or "nuenen-", if that leaves more than half a line. */
function cutWell(runs: readonly Run[]): { readonly stays: readonly Run[]; readonly goes: readonly Run[] } {
  const last = runs.at(-1);
  if (last === undefined) return { stays: runs, goes: [] };
  const at = Math.max(...['@', '.', '-', '/', '_'].map((sign) => last.text.lastIndexOf(sign))) + 1;
  if (at <= last.text.length / 2 || at === last.text.length) return { stays: runs, goes: [] };
  const { strong } = last;
  const stays = [...runs.slice(0, -1), { text: last.text.slice(0, at), strong }];
  return { stays, goes: [{ text: last.text.slice(at), strong }] };
}

function joined(runs: readonly Run[]): Run[] {
  const [first, second] = runs;
  return first !== undefined && second !== undefined && first.strong === second.strong
    ? [{ text: first.text + second.text, strong: first.strong }]
    : [...runs];
}
