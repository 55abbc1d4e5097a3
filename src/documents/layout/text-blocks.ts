// Headings, paragraphs, considerations and articles as slabs.

import type { Block, Clause, Item, Rich } from '../agreement-text';
import { widthOf } from '../fonts/shape';
import { breakLines } from './break-lines';
import type { NodeId, Op, Slab } from './page';
import { plainRich, runsAt, stack, textAt, textBox } from './slab';
import type { StructureBuilder } from './structure';
import { baselineOf, LEFT, MEASURE, STYLES, TEXT_LEFT, WIDTH, type Style } from './style';

const ITEM_INDENT = 18;
/** Paragraphs from the left margin run a little wider than those that hang. */
export const LEAD_MEASURE = 388;

/** A label in the margin beside lines of text; the whole is never split (a lid has three lines, rarely four). */
function hanging(
  space: number,
  label: { readonly text: string; readonly style: Style; readonly x: number; readonly node: number },
  body: {
    readonly text: Rich;
    readonly style: Style;
    readonly x: number;
    readonly measure: number;
    readonly node: number;
  },
): Slab {
  const box = textBox(body.text, body.style, body.x, body.measure, body.node);
  return stack(space, box.height, [
    ...textAt(label.text, label.style, label.x, baselineOf(body.style), label.node),
    ...box.ops,
  ]);
}

export function considerationSlabs(items: readonly Item[], tags: StructureBuilder, parent: NodeId): readonly Slab[] {
  const list = tags.add('L', parent);
  return items.map((item, i) => {
    const li = tags.add('LI', list);
    const label = {
      text: item.marker,
      style: STYLES.clauseNumber,
      x: LEFT,
      node: tags.add('Lbl', li),
    };
    const body = { text: item.text, style: STYLES.text, x: TEXT_LEFT, measure: MEASURE, node: tags.add('LBody', li) };
    return hanging(i === 0 ? 6 : 5.4, label, body);
  });
}

export function articleSlabs(
  article: Extract<Block, { readonly kind: 'article' }>,
  tags: StructureBuilder,
  parent: NodeId,
): readonly Slab[] {
  const sect = tags.add('Sect', parent);
  const heading = tags.add('H2', sect);
  const box = textBox(plainRich(article.heading), STYLES.heading, TEXT_LEFT, MEASURE, heading);
  const number = textAt(article.number, STYLES.headingNumber, LEFT, baselineOf(STYLES.heading), heading);
  const head: Slab = {
    ...stack(20.5, box.height, [...number, ...box.ops], true),
    bookmark: `${article.number} ${article.heading}`,
  };
  const list = tags.add('L', sect);
  return [head, ...article.clauses.flatMap((clause, i) => clauseSlabs(clause, i === 0, tags, list))];
}

function clauseSlabs(clause: Clause, isFirst: boolean, tags: StructureBuilder, list: number): readonly Slab[] {
  const li = tags.add('LI', list);
  const label = { text: clause.number, style: STYLES.clauseNumber, x: LEFT, node: tags.add('Lbl', li) };
  const lbody = tags.add('LBody', li);
  const node = clause.items.length === 0 ? lbody : tags.add('P', lbody);
  const body = { text: clause.text, style: STYLES.text, x: TEXT_LEFT, measure: MEASURE, node };
  const head = { ...hanging(isFirst ? 3.6 : 5.3, label, body), keepWithNext: clause.items.length > 0 };
  if (clause.items.length === 0) return [head];
  const inner = tags.add('L', lbody);
  return [
    head,
    ...clause.items.map((item, i) => {
      const row = tags.add('LI', inner);
      const marker = { text: item.marker, style: STYLES.text, x: TEXT_LEFT, node: tags.add('Lbl', row) };
      const text = {
        text: item.text,
        style: STYLES.text,
        x: TEXT_LEFT + ITEM_INDENT,
        measure: MEASURE - ITEM_INDENT,
        node: tags.add('LBody', row),
      };
      return hanging(i === 0 ? 4 : 2, marker, text);
    }),
  ];
}

/** Title of an annex or of the signature page, with what stands above and below it. */
export function titleSlabs(
  section: {
    readonly label: string | null;
    readonly heading: string;
    readonly state: string | null;
    readonly fixed: boolean;
  },
  tags: StructureBuilder,
  parent: NodeId,
): readonly Slab[] {
  const slabs: Slab[] = [];
  if (section.label !== null) {
    const box = textBox(plainRich(section.label), STYLES.kicker, LEFT, WIDTH, tags.add('P', parent));
    slabs.push(stack(0, box.height + 3, box.ops, true));
  }
  const title = textBox(plainRich(section.heading), STYLES.title, LEFT, WIDTH, tags.add('H1', parent));
  const bookmark =
    section.label?.startsWith('Bijlage') === true ? `${section.label}: ${section.heading}` : section.heading;
  slabs.push({ ...stack(0, title.height, title.ops, true), bookmark });
  if (section.state !== null) {
    const box = textBox(plainRich(section.state, !section.fixed), STYLES.state, LEFT, WIDTH, tags.add('P', parent));
    slabs.push(stack(0, box.height, box.ops, true));
  }
  return slabs;
}

/** 'Partijen', 'Overwegingen'. */
export function sectionHeadingSlab(heading: string, space: number, tags: StructureBuilder, parent: NodeId): Slab {
  const box = textBox(plainRich(heading), STYLES.heading, LEFT, WIDTH, tags.add('H2', parent));
  return { ...stack(space, box.height, box.ops, true), bookmark: heading };
}

export function subheadingSlab(
  block: Extract<Block, { readonly kind: 'subheading' }>,
  tags: StructureBuilder,
  parent: NodeId,
): Slab {
  const node = tags.add('H2', parent);
  if (block.number === null) {
    const box = textBox(plainRich(block.heading), STYLES.smallHeading, LEFT, WIDTH, node);
    return stack(24, box.height, box.ops, true);
  }
  const indent = widthOf(block.number, STYLES.headingNumber.face, STYLES.headingNumber.size) + 10;
  const box = textBox(plainRich(block.heading), STYLES.heading, LEFT + indent, WIDTH - indent, node);
  const number = textAt(block.number, STYLES.headingNumber, LEFT, baselineOf(STYLES.heading), node);
  return stack(21, box.height, [...number, ...box.ops], true);
}

/** A paragraph from the left margin; its first two and last two lines stay together. */
export function paragraphSlabs(
  text: Rich,
  style: Style,
  measure: number,
  space: number,
  tags: StructureBuilder,
  parent: NodeId,
): readonly Slab[] {
  const node = tags.add('P', parent);
  const lines = breakLines(text, style, measure);
  return lines.map((line, i) => {
    const ops: readonly Op[] = runsAt(line, style, LEFT, baselineOf(style), node);
    const together = i === 0 || i === lines.length - 2;
    return stack(i === 0 ? space : 0, style.leading, ops, together && i < lines.length - 1);
  });
}
