import { describeCharacters, unsupportedCharacters } from '../../documents';
import { DomainError } from '../../domain/errors';

/** Refuses early what an agreement could not print: its fonts lack the characters. */
export function requirePrintable(values: readonly (string | null)[]): void {
  const missing = unsupportedCharacters(values.filter((value) => value !== null).join(' '));
  if (missing.length > 0)
    throw new DomainError('invalid', 'unsupported-characters', { characters: describeCharacters(missing) });
}
