import {
  dictionaryObject,
  entriesWithout,
  fileEnd,
  streamObject,
  writeObjects,
  type FileEnd,
  type WrittenObject,
} from './append';
import { dictionaryOf, type PdfFile } from './file';
import { refusePdf } from './letters';
import type { PdfDictionary } from './syntax';

/** What a document security store holds (ETSI EN 319 142-1 5.4.2.2), as DER. */
export interface ArchiveProof {
  readonly certificates: readonly Buffer[];
  readonly crls: readonly Buffer[];
  /** Each an OCSPResponse (RFC 6960 4.2.1). */
  readonly ocsps: readonly Buffer[];
}

/** By the names of the entries in the store. */
const LISTS = [
  ['Certs', 'certificates'],
  ['CRLs', 'crls'],
  ['OCSPs', 'ocsps'],
] as const satisfies readonly (readonly [string, keyof ArchiveProof])[];

/** What the writer must know of the file. */
interface StoreBase extends FileEnd {
  readonly catalog: { readonly number: number; readonly entries: string };
  /** References of an earlier store, which a later one repeats; its streams stay where they are. */
  readonly earlier: ReadonlyMap<string, readonly number[]>;
}

/**
 * Adds proof to the file: one store in the catalog, without VRI (optional, and nobody reads it). Proof that is in the file
 * already must not be given again.
 */
export const writeDss = (file: PdfFile, proof: ArchiveProof, asOf?: number): Buffer =>
  writeStore(readStoreBase(file, asOf), proof);

function writeStore(base: StoreBase, proof: ArchiveProof): Buffer {
  let next = base.size + 1;
  const streams: WrittenObject[] = [];
  const lists = LISTS.flatMap(([name, list]) => {
    const added = proof[list].map((der) => {
      streams.push(streamObject(next, '', der));
      return next++;
    });
    const all = [...(base.earlier.get(name) ?? []), ...added];
    return all.length === 0 ? [] : [`/${name} [${all.map((number) => `${number} 0 R`).join(' ')}]`];
  });
  return writeObjects(base, [
    ...streams,
    dictionaryObject(base.size, `/Type /DSS ${lists.join(' ')}`),
    dictionaryObject(base.catalog.number, `${base.catalog.entries} /DSS ${base.size} 0 R`),
  ]);
}

function readStoreBase(file: PdfFile, asOf: number = file.revisions.length - 1): StoreBase {
  const root = file.revisions[asOf]?.trailer.entries.get('Root');
  if (root?.kind !== 'reference') throw refusePdf('catalog is not a reference', root?.start ?? 0);
  const catalog = dictionaryOf(file, root, asOf);
  const store = catalog.entries.has('DSS') ? dictionaryOf(file, catalog.entries.get('DSS'), asOf) : null;
  return {
    ...fileEnd(file, asOf),
    catalog: { number: root.number, entries: entriesWithout(file.bytes, catalog, ['DSS']) },
    earlier: new Map(LISTS.map(([name]) => [name, store ? referencesIn(store, name) : []])),
  };
}

/** The references in one list of a store. Throws `malformed-pdf`. */
function referencesIn(store: PdfDictionary, name: string): readonly number[] {
  const list = store.entries.get(name);
  if (!list) return [];
  if (list.kind !== 'array') throw refusePdf(`${name} is not a list`, list.start);
  return list.items.map((item) => {
    if (item.kind !== 'reference') throw refusePdf('stored proof is not a reference', item.start);
    return item.number;
  });
}

/** Sorts the new streams of a store by its lists; a stream that no list names is refused. Throws `malformed-pdf`. */
export function readProof(store: PdfDictionary, streams: ReadonlyMap<number, Buffer>): ArchiveProof {
  const lists = LISTS.map(([name, list]) => [list, referencesIn(store, name).flatMap((n) => streams.get(n) ?? [])]);
  return Object.fromEntries(lists) as Record<keyof ArchiveProof, readonly Buffer[]>;
}
