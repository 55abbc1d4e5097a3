/** How many may wait, and what the next one is told. */
interface Crowd {
  readonly most: number;
  readonly refuse: () => Error;
}

/** Lets at most `many` run at a time; the others wait, first come, first served, as many as there is room for. */
export function atMost(many: number, crowd?: Crowd): <T>(run: () => Promise<T>) => Promise<T> {
  let free = many;
  const waiting: (() => void)[] = [];
  return async (run) => {
    if (free > 0) free--;
    else if (crowd && waiting.length >= crowd.most) throw crowd.refuse();
    else await new Promise<void>((turn) => waiting.push(turn));
    try {
      return await run();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
