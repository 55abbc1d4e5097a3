/** Invisible on its own, or able to turn the sentence around it (bidi controls): never shown as it is. */
const HIDDEN = /^[\p{C}\p{Z}\p{M}]$/u;

/** Characters as a person can recognise them: 'И (U+0418), U+202E'. */
export function describeCharacters(characters: readonly string[]): string {
  return characters
    .map((character) => {
      const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
      return HIDDEN.test(character) ? code : `${character} (${code})`;
    })
    .join(', ');
}
