import type { AgreementFacts } from '../domain/agreement-facts';
import type { AgreementText, Block, Place, Rich, Run, Section } from './agreement-text';
import { first, type FilledLine } from './blocks';
import { isKnown, printable } from './fonts/glyph-set';
import { refuseUnprintable } from './fonts/unprintable';
import { outlineOf, type BlockOutline, type SectionOutline, type StandingLine } from './outline';
import { joinRuns } from './rich';
import { elementsOf, type Element, type ListName } from './template/lists';
import { valueOf } from './template/placeholders';
import type { Piece, Template } from './template/template';
import { TemplateError } from './template/template-error';
import { WORDS } from './words';

/** The values of one agreement as they are printed, each worked out once. */
interface Values {
  readonly template: Template;
  readonly facts: AgreementFacts;
  readonly known: Map<string, string | null>;
  readonly lists: Map<ListName, readonly Element[]>;
  /** Whether a character was met that cannot be printed. */
  doubtful: boolean;
}

/**
 * The text of one agreement. What holds no value is the same object in every agreement with the same outline.
 * @throws TemplateError (missing-value) and UnsupportedCharacterError: before offering, never after.
 */
export function composeAgreement(template: Template, facts: AgreementFacts): AgreementText {
  const values: Values = { template, facts, known: new Map(), lists: new Map(), doubtful: false };
  const outline = outlineOf(template, facts);
  const number = printable(facts.number);
  const text: AgreementText = {
    number,
    title: template.title,
    offeredOn: facts.offeredOn,
    header: {
      left: number,
      right: WORDS.parties(printable(facts.municipality.name), printable(facts.partner.name)),
    },
    footer: {
      left: [
        WORDS.genuine,
        printable(WORDS.checkAt(facts.verification.address)),
        printable(WORDS.numberAndCode(facts.number, facts.verification.code)),
      ],
      right: [WORDS.modelText(template.label), ...(template.sample ? [WORDS.sample] : [])],
      link: verificationLink(facts),
    },
    demonstration: facts.demonstration ? WORDS.demonstration : null,
    sections: outline.sections.map((one) => section(one, values)),
  };
  if (values.doubtful || !outline.printable || !edgesPrintable(text)) refuseUnprintable(text);
  return text;
}

/** What is not in the outline and not a value of it. Places hold the names of parties, and who they act for. */
const edgesPrintable = ({ header, footer, sections }: AgreementText): boolean =>
  isKnown(header.left) && isKnown(header.right) && footer.left.every(isKnown) && sections.every(placesPrintable);

const placesPrintable = ({ blocks }: Section): boolean =>
  blocks.every(
    (one) =>
      one.kind !== 'places' || one.places.every(({ party, ordinal }) => isKnown(party) && isKnown(ordinal ?? '')),
  );

/** What the QR code holds: opens the verification page with number and code filled in. */
function verificationLink({ verification, number }: AgreementFacts): string {
  return `https://${verification.address}?kenmerk=${encodeURIComponent(number)}&code=${encodeURIComponent(verification.code)}`;
}

/** The printed value; null where this agreement has none. */
function printed(name: string, values: Values): string | null {
  const { template, facts, known } = values;
  const found = known.get(name);
  if (found !== undefined) return found;
  const value = valueOf(name, { facts, template });
  const fresh = value === null ? null : checked(value, values);
  known.set(name, fresh);
  return fresh;
}

function checked(value: string, values: Values): string {
  const text = printable(value);
  if (!isKnown(text)) values.doubtful = true;
  return text;
}

function elementAt({ facts, lists }: Values, list: ListName, index: number): Element | null {
  let elements = lists.get(list);
  if (elements === undefined) lists.set(list, (elements = elementsOf(list, facts)));
  return elements[index] ?? null;
}

function fill({ line, shape, cells: known, element, filled }: StandingLine, values: Values): FilledLine {
  if (filled !== null) return filled;
  const own = element === null ? null : elementAt(values, element.list, element.index);
  const cells: Rich[] = [];
  for (let i = 0; i < line.cells.length; i += 1) {
    cells.push(known[i] ?? fillCell(line.cells[i] ?? [], own, values));
  }
  return { shape, cells };
}

function fillCell(pieces: readonly Piece[], element: Element | null, values: Values): Rich {
  const runs: Run[] = [];
  for (let i = 0; i < pieces.length; i += 1) {
    const piece = pieces[i];
    if (piece === undefined) continue;
    const text = piece.kind === 'words' ? piece.text : valueText(piece, element, values);
    // Of a text with a value no line is the same in another agreement.
    runs.push({ text, strong: piece.strong, own: true });
  }
  return joinRuns(runs);
}

type ValuePiece = Extract<Piece, { readonly kind: 'value' }>;

function valueText({ name, otherwise, at }: ValuePiece, element: Element | null, values: Values): string {
  const own = element?.[name];
  const value = own === undefined ? printed(name, values) : own === null ? null : checked(own, values);
  const text = value ?? otherwise ?? '';
  if (text === '') throw new TemplateError('missing-value', at, name);
  if (value === null && !isKnown(text)) values.doubtful = true;
  return text;
}

function section({ role, fixed, label, heading, state, blocks }: SectionOutline, values: Values): Section {
  const filled: Block[] = [];
  for (let i = 0; i < blocks.length; i += 1) {
    const outline = blocks[i];
    if (outline !== undefined) filled.push(block(outline, i, values));
  }
  return { role, fixed, label, heading: words(heading, values), state: words(state, values), blocks: filled };
}

const words = (line: string | StandingLine | null, values: Values): string | null =>
  line === null || typeof line === 'string' ? line : first(fill(line, values));

function block(outline: BlockOutline, index: number, values: Values): Block {
  switch (outline.kind) {
    case 'constant':
      return outline.block;
    case 'lines':
      return outline.make(
        outline.lines.map((line) => fill(line, values)),
        index,
      );
    case 'places':
      return { kind: 'places', places: values.facts.slots.map(place) };
  }
}

function place(slot: AgreementFacts['slots'][number]): Place {
  return {
    slot: slot.slot,
    label: WORDS.place(slot.slot),
    role: WORDS.seat[slot.seat],
    party: printable(WORDS.placeParty(slot.partyName, slot.onBehalfOf)),
    ordinal: slot.ordinal === null ? null : printable(slot.ordinal),
    field: slot.field,
  };
}
