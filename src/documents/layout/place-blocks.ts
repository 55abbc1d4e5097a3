// Signature places: the frame and who must sign are page content; who did sign is the signature's own appearance, over the right part.

import type { Place } from '../agreement-text';
import { plainRich, stack, textBox } from './slab';
import type { StructureBuilder } from './structure';
import { LEFT, STYLES, WIDTH, type Style } from './style';
import type { NodeId, Op, Slab } from './page';

const LABEL_WIDTH = 125;
const INSET = 14;
const GAP = 12;

/** The same for every place in every document: an appearance of this size covers the right part exactly. */
export const PLACE = { width: WIDTH - LABEL_WIDTH - 0.8, height: 118, radius: 4 };

/** A long name is set a little smaller; one that is longer still makes the frame grow. */
const PARTY_SIZES = [1, 0.92, 0.84];

export function placeSlab(place: Place, isFirst: boolean, tags: StructureBuilder, parent: NodeId): Slab {
  const sect = tags.add('Sect', parent);
  const x = LEFT + INSET;
  const measure = LABEL_WIDTH - INSET - 8;
  const ops: Op[] = [];
  let y = 12;
  const put = (text: string, style: Style, own = false): void => {
    const box = textBox(plainRich(text, own), style, x, measure, tags.add('P', sect), y);
    ops.push(...box.ops);
    y += box.height;
  };
  put(place.label, STYLES.placeLabel);
  y += 1;
  put(place.role, STYLES.placeRole);
  const room = PLACE.height - y - 12 - (place.ordinal === null ? 0 : STYLES.placeParty.leading);
  const style = partyStyle(place.party, measure, room);
  put(place.party, style, true);
  if (place.ordinal !== null) put(place.ordinal, STYLES.placeParty, true);
  const height = Math.max(PLACE.height + 0.8, y + 12);
  const form = tags.addForm(sect, place.field);
  const frame: Op = {
    kind: 'frame',
    x: LEFT,
    y: 0,
    width: WIDTH,
    height,
    radius: PLACE.radius,
    divider: LEFT + LABEL_WIDTH,
  };
  const field: Op = {
    kind: 'field',
    name: place.field,
    slot: place.slot,
    party: place.party,
    x: LEFT + LABEL_WIDTH + 0.4,
    y: 0.4,
    width: PLACE.width,
    height: PLACE.height,
    node: form,
  };
  return stack(isFirst ? 17 : GAP, height, [frame, ...ops, field]);
}

/** Whether a name is set in one of the smaller sizes. */
export const isShrunk = ({ size }: Style): boolean =>
  PARTY_SIZES.some((by) => by < 1 && size === STYLES.placeParty.size * by);

function partyStyle(party: string, measure: number, room: number): Style {
  const base: Style = STYLES.placeParty;
  const styles = PARTY_SIZES.map((by): Style => ({ ...base, size: base.size * by, leading: base.leading * by }));
  const fits = (style: Style): boolean => textBox(plainRich(party), style, 0, measure, null).height <= room;
  return styles.find(fits) ?? styles.at(-1) ?? base;
}
