import type { Rich, Run } from './agreement-text';

/** Neighbours of one weight become one run, so that both outputs see the same words. All are own, or none. */
export function joinRuns(runs: readonly Run[]): Rich {
  const [only] = runs;
  if (runs.length === 1 && only !== undefined && only.text !== '')
    return [{ text: only.text, strong: only.strong, own: only.own }];
  const joined: Run[] = [];
  for (const { text, strong, own } of runs) {
    const last = joined.at(-1);
    if (last !== undefined && last.strong === strong) {
      joined[joined.length - 1] = { text: last.text + text, strong, own };
    } else if (text !== '') joined.push({ text, strong, own });
  }
  return joined;
}
