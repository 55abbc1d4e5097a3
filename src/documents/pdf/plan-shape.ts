// What all agreements share whose words take the same places, beyond the prefix of their variant: pages but for the words,
// their structure, and the cross-references of prefix and shape. What each of them adds to that is planned here as well.

import type { Hash } from 'node:crypto';
import { ARCHIVE_FIELD, type Op, type PageGroup, type PlacedSlab } from '../layout/page';
import { ref, refs, stream } from './objects';
import { openPages } from './open-pages';
import { pageObject } from './page-object';
import type { PreparedPrefix } from './prepare-prefix';
import { printShape, type PrintedShape } from './print-shape';
import { take, type Draft, type OpenPage, type OwnObject } from './shape-draft';
import { setBookmarks, setElements, setStructure } from './shape-structure';
import { archiveFieldObject, emptyAppearance, placeObject, type FieldOp, type Placing } from './signature-fields';
import type { PlacedField } from './structure-objects';
import { OWN, SHAPE } from './variant-layout';

export interface ShapePlan extends PrintedShape {
  /** Length of prefix and shape. */
  readonly start: number;
  /** Has seen prefix and shape. */
  readonly hash: Hash;
  /** In the order in which they stand in the file. */
  readonly own: readonly OwnObject[];
  readonly ownNumbers: readonly number[];
  /** Of the edges. */
  readonly fonts: number;
}

/** `groups` are those that are not in the prefix, in order. @throws RangeError for two places with one name */
export function planShape(prefix: PreparedPrefix, groups: readonly PageGroup[]): ShapePlan {
  const { layout } = prefix;
  const draft: Draft = {
    bodies: new Map(),
    own: new Map([
      [OWN.edges, { kind: 'edges' }],
      [OWN.qr, { kind: 'qr' }],
      [OWN.metadata, { kind: 'metadata' }],
      [OWN.info, { kind: 'info' }],
    ]),
    next: layout.first + layout.offsets.length,
  };
  const { bodies, own } = draft;
  const { open, order } = openPages(draft, layout, groups);
  const { places, fields } = setPlaces(draft, open, order.length);
  const firsts = setElements(draft, groups, open, fields);
  setStructure(bodies, { layout, groups, open, firsts, fields });
  bodies.set(SHAPE.pages, `<</Type/Pages/Kids${refs(order)}/Count ${order.length}>>`);
  // Signatures exist, append only: already true before the first, so that no signing revision touches this object.
  const all = refs([...fields.values()].map(({ object }) => object));
  bodies.set(SHAPE.form, `<</Fields${all}/SigFlags 3/DR<</Font ${ref(layout.fonts)}>>>>`);
  setBookmarks(bodies, layout, groups, open);
  const streams = numberPieces(draft, open);
  // What each agreement has words for comes last, after everything else that is numbered.
  const firstWords = draft.next;
  setPages(draft, { open, streams, places, resources: layout.resources, fixed: order.length - open.length });
  const ownNumbers = [...own.keys()];
  const printed = printShape(prefix, bodies, { firstWords, ownNumbers });
  return {
    ...printed,
    start: prefix.length + printed.bytes.length,
    hash: prefix.hash.copy().update(printed.bytes),
    own: [...own.values()],
    ownNumbers,
    fonts: layout.fonts,
  };
}

/** A place for a signature; its tooltip names the party and is an object of the agreement's own. */
interface Place {
  readonly op: FieldOp;
  readonly y: number;
  readonly object: number;
  readonly placing: Omit<Placing, 'tooltip'>;
}

/** For each page its places, and all fields by their names. Their keys in the parent tree follow those of the pages. */
function setPlaces(
  draft: Draft,
  open: readonly OpenPage[],
  pages: number,
): { readonly places: readonly (readonly Place[])[]; readonly fields: ReadonlyMap<string, PlacedField> } {
  const fields = new Map<string, PlacedField>();
  const place = (name: string, object: number, page: number): number => {
    if (fields.has(name)) throw new RangeError(`two signature fields have the name ${name}`);
    fields.set(name, { object, page });
    return pages + fields.size - 1;
  };
  const places = open.map(({ object: page, slabs }) =>
    fieldOps(slabs).map(({ op, y }): Place => {
      const object = take(draft);
      const appearance = take(draft);
      draft.bodies.set(appearance, emptyAppearance(op));
      return { op, y, object, placing: { page, appearance, structParent: place(op.name, object, page) } };
    }),
  );
  const last = open.at(-1)?.object ?? 0;
  draft.bodies.set(SHAPE.archiveField, archiveFieldObject(last, place(ARCHIVE_FIELD, SHAPE.archiveField, last)));
  return { places, fields };
}

/** The object number of each fixed piece of each page, null for a piece with words. */
const numberPieces = (draft: Draft, open: readonly OpenPage[]): readonly (readonly (number | null)[])[] =>
  open.map(({ pieces }) =>
    pieces.map((piece) => {
      if (piece.kind === 'words') return null;
      const object = take(draft);
      draft.bodies.set(object, stream('', piece.content));
      return object;
    }),
  );

interface Pages {
  readonly open: readonly OpenPage[];
  readonly streams: readonly (readonly (number | null)[])[];
  readonly places: readonly (readonly Place[])[];
  readonly resources: number;
  /** How many pages of the prefix have a key in the parent tree before these. */
  readonly fixed: number;
}

/** Pages and places, which speak of objects with words. */
function setPages(draft: Draft, { open, streams, places, resources, fixed }: Pages): void {
  const add = (object: OwnObject): number => {
    draft.own.set(draft.next, object);
    return take(draft);
  };
  open.forEach(({ object, pieces }, i) => {
    const contents = pieces.map((piece, k) => (piece.kind === 'words' ? add(piece) : (streams[i]?.[k] ?? 0)));
    const widgets = (places[i] ?? []).map(({ op, y, object: field, placing }) => {
      draft.bodies.set(field, placeObject(op, y, { ...placing, tooltip: add({ kind: 'tooltip', op }) }));
      return field;
    });
    if (i === open.length - 1) widgets.push(SHAPE.archiveField);
    draft.bodies.set(object, pageObject({ resources, contents, structParents: fixed + i, widgets }));
  });
}

export const fieldOps = (slabs: readonly PlacedSlab[]): readonly { readonly op: FieldOp; readonly y: number }[] =>
  slabs.flatMap(({ slab, y }) => slab.ops.flatMap((op: Op) => (op.kind === 'field' ? [{ op, y: y + op.y }] : [])));
