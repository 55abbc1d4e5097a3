// The few shapes of PDF objects that the serialiser needs, over pdf-lib's context.

import { deflate } from 'pako';
import {
  PDFHexString,
  PDFName,
  PDFRawStream,
  type PDFContext,
  type PDFDict,
  type PDFObject,
  type PDFRef,
} from 'pdf-lib';

/** A name, a number, a text from `textString`, a reference or what is made of them; null leaves an entry out. */
export type Value = PDFObject | string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

const isObject = (value: object): value is PDFObject => 'sizeInBytes' in value;

/** Strings become names: text must go through `textString`, so that no text can ever become syntax. */
function toObject(context: PDFContext, value: Exclude<Value, null>): PDFObject {
  if (typeof value === 'string') return PDFName.of(value);
  if (typeof value === 'number') return context.obj(value);
  if (typeof value === 'boolean') return context.obj(value);
  if (Array.isArray(value)) {
    const array = context.obj([]);
    for (const entry of value as readonly Value[]) if (entry !== null) array.push(toObject(context, entry));
    return array;
  }
  if (isObject(value)) return value;
  return dictionary(context, value as { readonly [key: string]: Value });
}

/** Entries keep their order: EU DSS walks some dictionaries in file order. */
export function dictionary(context: PDFContext, entries: { readonly [key: string]: Value }): PDFDict {
  const dict = context.obj({});
  for (const [key, value] of Object.entries(entries)) {
    if (value !== null) dict.set(PDFName.of(key), toObject(context, value));
  }
  return dict;
}

/** Text of people goes into a file only as hexadecimal UTF-16: a literal string would let it become syntax. */
export const textString = (text: string): PDFHexString => PDFHexString.fromText(text);

export function registerStream(
  context: PDFContext,
  bytes: Uint8Array,
  entries: { readonly [key: string]: Value },
  state: 'plain' | 'deflated',
): PDFRef {
  const filter = state === 'deflated' ? { Filter: 'FlateDecode' } : {};
  return context.register(PDFRawStream.of(dictionary(context, { ...entries, ...filter }), bytes));
}

/** pako and not zlib: its bytes are the same on every machine and every Node. */
export const deflated = (text: string): Uint8Array => deflate(Buffer.from(text, 'latin1'));
