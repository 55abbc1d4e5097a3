/** Something that came after a signature, and whether it may (ISO 32000-2 12.8.2). */
export interface Change {
  readonly what: string;
  readonly permitted: boolean;
}

export const permitted = (what: string): Change => ({ what, permitted: true });
export const refused = (what: string): Change => ({ what, permitted: false });
