/** Whether two values of the same type, plain data without cycles, say the same. */
export function same<T>(a: T, b: T): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i += 1) if (!same<unknown>(a[i], b[i])) return false;
    return true;
  }
  for (const key in a) if (!same(a[key], b[key])) return false;
  return true;
}
