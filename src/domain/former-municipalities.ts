import { searchKey } from './names';
import { successions, type Succession } from './reorganisations';
import type { Day } from './time';

/** Where a former code went, as of a day; empty for a code that still stands. A split has several successors. */
export function successorsOf(code: string, today: Day): readonly Succession[] {
  return successions.filter((one) => one.oldCode === code && one.effectiveOn <= today);
}

/** Which municipalities went up in this one, as of a day. */
export function predecessorsOf(code: string, today: Day): readonly Succession[] {
  return successions.filter((one) => one.successorCode === code && one.effectiveOn <= today);
}

/** Former municipalities whose code or name was typed; the beginning of a name is enough. */
export function formerMunicipalities(text: string, today: Day): readonly Succession[] {
  const key = searchKey(text);
  const gone = successions.filter((one) => one.effectiveOn <= today);
  return gone.filter((one) => searchKey(one.oldName).startsWith(key) || one.oldCode.toLowerCase() === key);
}
