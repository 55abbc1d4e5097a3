// Every value a template may print, by the name a lawyer writes between double braces.

import type { AgreementFacts, JointBodyForm, SlotFacts } from '../../domain/agreement-facts';
import { dayInWords, listInWords } from '../dutch';
import { WORDS } from '../words';
import type { Template } from './template';

type Source = { readonly facts: AgreementFacts; readonly template: Template };
type Resolver = (source: Source) => string | null;

const day = (value: string | null | undefined): string | null =>
  value === null || value === undefined ? null : dayInWords(value);

const jointBody = ({ municipality: { form } }: AgreementFacts): JointBodyForm | null =>
  form.kind === 'joint-body' ? form : null;

/** Empty: the partner sends itself. */
const sender = ({ partner: { agent } }: AgreementFacts): string | null => (agent?.sends === true ? agent.name : null);

const places = (facts: AgreementFacts, seat: SlotFacts['seat']): string | null => {
  const slots = facts.slots.filter((slot) => slot.seat === seat).map((slot) => slot.slot);
  return slots.length === 0 ? null : WORDS.signsOn(slots);
};

const RESOLVERS: Readonly<Record<string, Resolver>> = {
  number: ({ facts }) => facts.number,
  offeredOn: ({ facts }) => day(facts.offeredOn),
  effectiveOn: ({ facts }) => day(facts.effectiveOn),
  'sector.name': ({ facts }) => facts.sector.name,
  'municipality.name': ({ facts }) => facts.municipality.name,
  'municipality.cbsCode': ({ facts }) => facts.municipality.cbsCode,
  'municipality.decision.decidedOn': ({ facts }) => day(facts.municipality.decision?.decidedOn),
  'municipality.decision.reference': ({ facts }) => facts.municipality.decision?.reference ?? null,
  'jointBody.name': ({ facts }) => jointBody(facts)?.body ?? null,
  'jointBody.basis': ({ facts }) => jointBody(facts)?.basis ?? null,
  'jointBody.power.decidedOn': ({ facts }) => day(jointBody(facts)?.power?.decidedOn),
  'jointBody.power.reference': ({ facts }) => jointBody(facts)?.power?.reference ?? null,
  'executor.name': ({ facts }) => facts.executor?.name ?? null,
  'executor.kvk': ({ facts }) => facts.executor?.kvk ?? null,
  'executor.partOf': ({ facts }) => facts.executor?.partOf ?? null,
  'executor.task': ({ facts }) => facts.executor?.task ?? null,
  'executor.basis': ({ facts }) => facts.executor?.basis ?? null,
  'executor.places': ({ facts }) => places(facts, 'executor'),
  'municipality.places': ({ facts }) => places(facts, 'municipality'),
  'partner.name': ({ facts }) => facts.partner.name,
  'partner.seat': ({ facts }) => facts.partner.seat,
  'partner.kvk': ({ facts }) => facts.partner.kvk,
  'partner.number': ({ facts }) => facts.partner.number,
  'partner.agent.name': ({ facts }) => facts.partner.agent?.name ?? null,
  'partner.agent.powerGivenOn': ({ facts }) => day(facts.partner.agent?.powerGivenOn),
  'partner.agent.covers': ({ facts: { partner } }) => partner.agent && WORDS.agentCovers(partner.agent),
  'partner.places': ({ facts }) => places(facts, 'partner'),
  'local.desk': ({ facts }) => facts.localArrangement.desk,
  'local.connectionNumber': ({ facts }) => facts.localArrangement.connectionNumber,
  'local.rhythm': ({ facts }) => facts.localArrangement.rhythm,
  'local.threshold': ({ facts }) => facts.localArrangement.threshold,
  'local.feedbackDays': ({ facts }) => String(facts.localArrangement.feedbackDays),
  'local.retention': ({ facts }) => facts.localArrangement.retention,
  'service.brands': ({ facts }) => listInWords(facts.partnerService.brands),
  'service.rhythm': ({ facts }) => facts.partnerService.rhythm,
  'service.sender': ({ facts }) => sender(facts),
  'verification.address': ({ facts }) => facts.verification.address,
  'verification.code': ({ facts }) => facts.verification.code,
  'template.label': ({ template }) => template.label,
  'template.noticePeriod': ({ template }) => WORDS.months(template.noticeMonths),
  'template.offerPeriod': ({ template }) => `${template.offerDays} dagen`,
  // In groups of eight, so that two people can compare it by eye.
  'template.sha256': ({ template }) => template.sha256.match(/.{8}/g)?.join(' ') ?? null,
};

export const PLACEHOLDERS = Object.keys(RESOLVERS);

/** Values of the text version are the same in every agreement, so they may stand in articles too. */
export const isFixedValue = (name: string): boolean => name.startsWith('template.');

/** The printed value; null where this agreement has none. */
export function valueOf(name: string, source: Source): string | null {
  const value = Object.hasOwn(RESOLVERS, name) ? (RESOLVERS[name]?.(source) ?? null) : null;
  return value === null || value.trim() === '' ? null : value;
}
