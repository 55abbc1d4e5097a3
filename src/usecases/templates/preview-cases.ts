// Invented agreements through which a text is read, checked and tried: every case in which it reads differently.

import type { AgreementFacts, ContactFacts, SlotFacts } from '../../domain/agreement-facts';
import type { Day } from '../../domain/time';
import { LONG, SHORT, type Cast } from './preview-parties';

export interface PreviewCase {
  /** Part of an address and of a file name: "energie-college-zonder-uitvoerder-2-plaatsen-kort". */
  readonly name: string;
  readonly facts: AgreementFacts;
}

export interface PreviewText {
  readonly label: string;
  readonly sectors: readonly string[];
}

interface Shape {
  readonly sector: string;
  readonly form: Form;
  /** How many places each seat has; two: joint authority. */
  readonly seats: { readonly municipality: number; readonly executor: number; readonly partner: number };
  readonly cast: Cast;
}

type Form = 'college' | 'verband' | 'volmacht';
export const FORMS: readonly Form[] = ['college', 'verband', 'volmacht'];

const SEATS: readonly Shape['seats'][] = [
  { municipality: 1, executor: 0, partner: 1 },
  { municipality: 1, executor: 0, partner: 2 },
  { municipality: 2, executor: 0, partner: 2 },
  { municipality: 1, executor: 1, partner: 1 },
  { municipality: 1, executor: 1, partner: 2 },
  { municipality: 2, executor: 1, partner: 2 },
];

function placesName({ municipality, executor, partner }: Shape['seats']): string {
  return `${executor > 0 ? 'met' : 'zonder'}-uitvoerder-${municipality + executor + partner}-plaatsen`;
}

/** With or without executor, and how many places: "zonder-uitvoerder-2-plaatsen". */
export const PLACES: readonly string[] = SEATS.map(placesName);

/** Every sector of the text, who acts for the municipality, with and without executor, two to five places, short and long names. */
export function previewCases(text: PreviewText, day: Day, demonstration: boolean): readonly PreviewCase[] {
  const shapes = text.sectors.flatMap((sector) =>
    FORMS.flatMap((form) =>
      SEATS.flatMap((seats) => [SHORT, LONG].map((cast): Shape => ({ sector, form, seats, cast }))),
    ),
  );
  return shapes.map((shape) => ({ name: nameOf(shape), facts: factsOf(shape, text.label, day, demonstration) }));
}

/** The case that a reader sees first: a college, two places. */
export function plainCase(text: PreviewText, day: Day, demonstration: boolean): AgreementFacts {
  const [seats] = SEATS;
  const sector = text.sectors.includes('energie') ? 'energie' : (text.sectors[0] ?? '');
  if (seats === undefined) throw new Error('no seats');
  return factsOf({ sector, form: 'college', seats, cast: SHORT }, text.label, day, demonstration);
}

const nameOf = ({ sector, form, seats, cast }: Shape): string => [sector, form, placesName(seats), cast.length].join('-');

function factsOf(shape: Shape, label: string, day: Day, demonstration: boolean): AgreementFacts {
  const { sector, form, seats, cast } = shape;
  const natural = cast.length === 'kort' && sector === 'huur';
  const agent = cast.length === 'lang' && sector === 'huur' ? cast.agent : null;
  const executor = seats.executor > 0 ? cast.executor : null;
  return {
    number: 'OVK-0000-000000',
    sector: { code: sector, name: `${sector.charAt(0).toUpperCase()}${sector.slice(1)}` },
    templateLabel: label,
    offeredOn: day,
    effectiveOn: cast.length === 'lang' ? day : null,
    municipality: {
      ...cast.municipality,
      decision: cast.length === 'lang' ? { decidedOn: day, reference: 'BW-0000-0000' } : null,
      form: formFacts(form, cast, day),
    },
    executor,
    partner: {
      ...(natural ? cast.person : cast.partner),
      number: 'SP-00000',
      agent: agent === null ? null : { name: agent, powerGivenOn: day, signs: true, sends: true },
    },
    localArrangement: {
      ...cast.arrangement,
      deskOf: form === 'college' ? 'municipality' : 'joint-body',
      contacts: [...cast.localContacts, ...(executor === null ? [] : [executorContact])],
    },
    partnerService: cast.service,
    slots: slotsOf(shape, natural ? cast.person.name : cast.partner.name, agent),
    verification: { address: 'ondertekenportaal.example/controleren', code: '0000-0000' },
    demonstration,
  };
}

const executorContact: ContactFacts = { role: 'executor', address: 'signalen@uitvoerder.example', telephone: null };

function formFacts(form: Form, { body, basis }: Cast, day: Day): AgreementFacts['municipality']['form'] {
  if (form === 'college') return { kind: 'college' };
  const power = form === 'volmacht' ? { decidedOn: day, reference: 'VM-0000-0000' } : null;
  return { kind: 'joint-body', body, basis, power };
}

function slotsOf({ form, seats, cast }: Shape, partner: string, agent: string | null): readonly SlotFacts[] {
  const municipality = `gemeente ${cast.municipality.name}`;
  const signers: Readonly<Record<SlotFacts['seat'], Pick<SlotFacts, 'partyName' | 'onBehalfOf'>>> = {
    municipality:
      form === 'college'
        ? { partyName: municipality, onBehalfOf: null }
        : { partyName: `dagelijks bestuur van ${cast.body}`, onBehalfOf: form === 'volmacht' ? municipality : null },
    executor: { partyName: cast.executor.name, onBehalfOf: null },
    partner:
      agent === null ? { partyName: partner, onBehalfOf: null } : { partyName: agent, onBehalfOf: partner },
  };
  const order = (['municipality', 'executor', 'partner'] as const).filter((seat) => seats[seat] > 0);
  return order
    .flatMap((seat, at) =>
      Array.from({ length: seats[seat] }, (_, nth) => ({
        seat,
        ...signers[seat],
        turn: at + 1,
        ordinal: seats[seat] === 2 ? (nth === 0 ? 'eerste van twee' : 'tweede van twee') : null,
      })),
    )
    .map((slot, at) => ({ ...slot, slot: at + 1, field: `Plaats${at + 1}` }));
}
