// Values of a PDF as they were read (ISO 32000-2 7.3).

export interface PdfString {
  readonly kind: 'string';
  readonly bytes: Buffer;
  /** Where it stands with its brackets; in the file, or in the object stream that holds it. */
  readonly start: number;
  readonly end: number;
  /** Written as digits between < and >, an even number of them and nothing else. */
  readonly plainHex: boolean;
}

export interface PdfDictionary {
  readonly kind: 'dictionary';
  readonly entries: ReadonlyMap<string, PdfValue>;
  /** A key stands twice: two readers may see different values. */
  readonly ambiguous: boolean;
}

export interface PdfStream {
  readonly kind: 'stream';
  readonly dictionary: PdfDictionary;
  /** As they stand in the file. */
  readonly bytes: Buffer;
}

export interface PdfReference {
  readonly kind: 'reference';
  readonly number: number;
  readonly generation: number;
}

export type PdfValue =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly value: string }
  | { readonly kind: 'array'; readonly items: readonly PdfValue[] }
  | PdfString
  | PdfDictionary
  | PdfStream
  | PdfReference;

export const NULL: PdfValue = { kind: 'null' };
export const NO_ENTRIES: PdfDictionary = { kind: 'dictionary', entries: new Map(), ambiguous: false };

/** An indirect object. */
export interface PdfObject {
  readonly number: number;
  readonly value: PdfValue;
  /** From its number up to and including `endobj`. */
  readonly start: number;
  readonly end: number;
  /** Written exactly as the standard wants, so that every reader sees the same. */
  readonly exact: boolean;
}

/** The dictionary of a dictionary or stream; null for anything else. */
export function dictionaryOf(value: PdfValue | undefined): PdfDictionary | null {
  if (value?.kind === 'dictionary') return value;
  return value?.kind === 'stream' ? value.dictionary : null;
}

export const entry = (dictionary: PdfDictionary, key: string): PdfValue => dictionary.entries.get(key) ?? NULL;

export function nameOf(value: PdfValue | undefined): string | null {
  return value?.kind === 'name' ? value.value : null;
}

/** A whole number of at least zero. */
export function countOf(value: PdfValue | undefined): number | null {
  return value?.kind === 'number' && Number.isSafeInteger(value.value) && value.value >= 0 ? value.value : null;
}

/** A text string (7.9.2.2): UTF-16BE or UTF-8 with its mark, else one byte a letter. */
export function textOf(value: PdfValue | undefined): string | null {
  if (value?.kind !== 'string') return null;
  const { bytes } = value;
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return new TextDecoder('utf-16be').decode(bytes.subarray(2));
  }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.toString('utf8', 3);
  return bytes.toString('latin1');
}
