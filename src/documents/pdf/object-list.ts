import { objectText } from './objects';

/** Objects in the order of their numbers. */
export interface ObjectList {
  /** Adds an object and gives its number. */
  add(body: string): number;
  /** The number of an object that follows with `set`. */
  reserve(): number;
  set(object: number, body: string): void;
  readonly next: number;
  /** All objects as bytes, and where each begins in the file when the first stands at `start`. */
  print(start: number): { readonly text: string; readonly offsets: readonly number[] };
}

export function objectList(first: number): ObjectList {
  const bodies: string[] = [];
  return {
    add: (body) => first + bodies.push(body) - 1,
    reserve: () => first + bodies.push('') - 1,
    set(object, body) {
      bodies[object - first] = body;
    },
    get next() {
      return first + bodies.length;
    },
    print(start) {
      let text = '';
      const offsets: number[] = [];
      bodies.forEach((body, i) => {
        offsets.push(start + text.length);
        text += objectText(first + i, body);
      });
      return { text, offsets };
    },
  };
}
