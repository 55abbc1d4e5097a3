import { unsupportedCharacters, UnsupportedCharacterError } from './glyph-set';

/** @throws UnsupportedCharacterError when anything in it, however deep, cannot be printed */
export function refuseUnprintable(value: unknown): void {
  const missing = new Set<string>();
  find(value, missing);
  if (missing.size > 0) throw new UnsupportedCharacterError([...missing]);
}

/** Whether everything in it can be printed. */
export function isPrintable(value: unknown): boolean {
  const missing = new Set<string>();
  find(value, missing);
  return missing.size === 0;
}

function find(value: unknown, missing: Set<string>): void {
  if (typeof value === 'string') for (const character of unsupportedCharacters(value)) missing.add(character);
  else if (Array.isArray(value)) for (const part of value) find(part, missing);
  else if (typeof value === 'object' && value !== null) {
    for (const key in value) find(value[key as keyof typeof value], missing);
  }
}
