/** What `make` answered lately: agreement after agreement asks the same. Forgotten is everything at once, when it is too much. */
export function remembered<A, B>(make: (of: A) => B, most: number): (of: A) => B {
  const known = new Map<A, B>();
  return (of) => {
    const found = known.get(of);
    if (found !== undefined) return found;
    const made = make(of);
    if (known.size >= most) known.clear();
    known.set(of, made);
    return made;
  };
}
