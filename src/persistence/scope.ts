import type { SectorScope } from '../domain/scope';

/** In a column: the word `all`, or the codes as a JSON list. */
export function scopeText(scope: SectorScope): string {
  return scope === 'all' ? 'all' : JSON.stringify(scope);
}

export function readScope(text: string): SectorScope {
  return text === 'all' ? 'all' : (JSON.parse(text) as string[]);
}
