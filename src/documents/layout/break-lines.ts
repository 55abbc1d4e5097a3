import type { Rich, Run } from '../agreement-text';
import type { FaceName } from '../fonts/faces';
import { fittingEnd, widthBetween, widthOf, widthOfWords } from '../fonts/shape';
import type { Style } from './style';

interface Fragment {
  readonly runs: readonly Run[];
  readonly width: number;
  /** Whether a space stands after it, when it does not end a line. */
  readonly spaced: boolean;
}

const widthOfRun = (run: Omit<Run, 'own'>, style: Style): number =>
  widthOf(run.text, run.strong ? style.strongFace : style.face, style.size);

const widthOfRuns = (runs: Rich, style: Style): number => runs.reduce((sum, run) => sum + widthOfRun(run, style), 0);

/**
 * Breaks a text into lines of at most `measure` points, ragged right, without hyphenation: as few lines as possible, and of
 * those the ones with the least uneven right edge, looking at the whole paragraph. A last line of one short word costs extra.
 */
export function breakLines(text: Rich, style: Style, measure: number): readonly Rich[] {
  const [run] = text;
  const plain = text.length === 1 && run !== undefined ? breakPlain(run, style, measure) : null;
  if (plain !== null) return plain;
  const fragments = fragmentsOf(text).flatMap((fragment) => fitFragment(fragment, style, measure));
  const space = widthOfRun({ text: ' ', strong: false }, style);
  const starts = lineStarts(
    fragments.map(({ width }) => width),
    fragments.map(({ spaced }) => (spaced ? space : 0)),
    measure,
  );
  return starts.map((from, i) => lineOf(fragments.slice(from, starts[i + 1])));
}

/** For a text of one weight with single spaces: nearly every text of one agreement. Else null. */
function breakPlain(run: Run, style: Style, measure: number): readonly Rich[] | null {
  const { text, strong, own } = run;
  const face = strong ? style.strongFace : style.face;
  const space = widthOf(' ', style.face, style.size);
  const whole = widthOfWords(text, face, style.size, space);
  if (whole === null) return null;
  if (whole <= measure) return [[run]];
  const froms: number[] = [];
  const ends: number[] = [];
  const widths: number[] = [];
  const gaps: number[] = [];
  for (let from = 0; from < text.length;) {
    const found = text.indexOf(' ', from);
    const end = found < 0 ? text.length : found;
    for (const cut of cutsIn(text, from, end, face, style.size, measure)) {
      froms.push(from);
      ends.push(cut);
      widths.push(widthBetween(text, from, cut, face, style.size));
      gaps.push(cut < end ? 0 : space);
      from = cut;
    }
    from = end + 1;
  }
  const starts = lineStarts(widths, gaps, measure);
  return starts.map((start, i) => {
    const last = (starts[i + 1] ?? ends.length) - 1;
    return [{ text: text.slice(froms[start], ends[last]), strong, own }];
  });
}

/** With which word each line begins. `gaps`: the space after each word, if it does not end a line. */
function lineStarts(widths: readonly number[], gaps: readonly number[], measure: number): readonly number[] {
  const count = widths.length;
  // For each i the cheapest way to set words i to the end: how many lines, at what cost, and where the second begins.
  const bestLines = new Float64Array(count + 1);
  const bestCost = new Float64Array(count + 1);
  const bestNext = new Int32Array(count + 1);
  for (let i = count - 1; i >= 0; i -= 1) {
    bestLines[i] = Infinity;
    let width = 0;
    for (let j = i; j < count; j += 1) {
      width += widths[j] ?? 0;
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
      width += gaps[j] ?? 0;
    }
  }
  const starts: number[] = [];
  for (let i = 0; i < count; i = bestNext[i] ?? count) starts.push(i);
  return starts;
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
        runs[runs.length - 1] = { ...last, text: last.text + text };
      } else runs.push({ ...run, text });
    });
  });
  return runs;
}

/** Words with their weight; a word may change weight in its middle ("**achterstand**:"). */
function fragmentsOf(text: Rich): readonly Omit<Fragment, 'width'>[] {
  const fragments: { runs: Run[]; spaced: boolean }[] = [];
  let open: Run[] = [];
  const close = (spaced: boolean): void => {
    if (open.length > 0) fragments.push({ runs: open, spaced });
    open = [];
  };
  for (const { text: words, strong, own } of text) {
    words.split(' ').forEach((part, i) => {
      if (i > 0) close(true);
      if (part !== '') open.push({ text: part, strong, own });
    });
  }
  close(false);
  return fragments;
}

/** A word wider than the measure is cut where it must: a long name wraps, it never leaves the page. */
function fitFragment({ runs, spaced }: Omit<Fragment, 'width'>, style: Style, measure: number): readonly Fragment[] {
  const width = widthOfRuns(runs, style);
  if (width <= measure) return [{ runs, width, spaced }];
  const pieces = runs.flatMap(({ text, strong, own }) => {
    const face = strong ? style.strongFace : style.face;
    const cuts = cutsIn(text, 0, text.length, face, style.size, measure);
    return cuts.map((cut, i): Run => ({ text: text.slice(cuts[i - 1] ?? 0, cut), strong, own }));
  });
  return pieces.map((piece, i) => ({
    runs: [piece],
    width: widthOfRun(piece, style),
    spaced: spaced && i === pieces.length - 1,
  }));
}

/** Where the pieces of a word (a part of a text) end, the last one with the word. */
function cutsIn(
  text: string,
  from: number,
  end: number,
  face: FaceName,
  size: number,
  measure: number,
): readonly number[] {
  const cuts: number[] = [];
  let at = from;
  for (;;) {
    const fitting = fittingEnd(text, at, end, face, size, measure);
    if (fitting === end) return [...cuts, end];
    at = goodCut(text, at, fitting);
    cuts.push(at);
  }
}

/** After the last sign within an address or a double name, "signalen@" or "nuenen-", if that leaves more than half a line. */
function goodCut(text: string, from: number, end: number): number {
  const line = text.slice(from, end);
  const at = Math.max(...['@', '.', '-', '/', '_'].map((sign) => line.lastIndexOf(sign))) + 1;
  return at <= line.length / 2 ? end : from + at;
}
