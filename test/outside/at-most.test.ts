import { atMost } from '../../src/at-most';

/** Runs that end when they are told to. */
function held(): { readonly run: () => Promise<number>; readonly begun: () => number; readonly end: () => void } {
  const ends: (() => void)[] = [];
  let begun = 0;
  return {
    run: () => {
      const mine = ++begun;
      return new Promise((end) => ends.push(() => end(mine)));
    },
    begun: () => begun,
    end: () => ends.shift()?.(),
  };
}
const settled = (): Promise<void> => new Promise(setImmediate);

it('as many run as may, and the others wait, first come, first served', async () => {
  const { run, begun, end } = held();
  const inTurn = atMost(2);
  const order: number[] = [];
  const all = Promise.all([1, 2, 3, 4].map(async (number) => order.push((await inTurn(run)) * 10 + number)));
  await settled();
  expect(begun()).toBe(2);
  for (let ended = 1; ended <= 4; ended++) {
    end();
    await settled();
    expect(begun()).toBe(Math.min(4, 2 + ended));
  }
  await all;
  expect(order).toEqual([11, 22, 33, 44]);
});

it('who finds no room to wait is refused, and a run that fails gives its turn to the next', async () => {
  const { run, begun, end } = held();
  const inTurn = atMost(1, { most: 1, refuse: () => new Error('too many') });
  const first = inTurn(run);
  const second = inTurn(() => Promise.reject(new Error('failed')));
  await expect(inTurn(run)).rejects.toThrow('too many');
  expect(begun()).toBe(1);
  end();
  await expect(first).resolves.toBe(1);
  await expect(second).rejects.toThrow('failed');
  const third = inTurn(run);
  await settled();
  end();
  await expect(third).resolves.toBe(2);
});
