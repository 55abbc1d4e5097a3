import type { Rich, Run } from './agreement-text';

/** Neighbours of one weight become one run, so that both outputs see the same words. */
export function joinRuns(runs: readonly Run[]): Rich {
  const [only] = runs;
  if (runs.length === 1 && only !== undefined && only.text !== '') return [{ text: only.text, strong: only.strong }];
  const joined: Run[] = [];
  for (const { text, strong } of runs) {
    const last = joined.at(-1);
    if (last !== undefined && last.strong === strong) {
      joined[joined.length - 1] = { text: last.text + text, strong };
    } else if (text !== '') joined.push({ text, strong });
  }
  return joined;
}
