// Every value a template may print, by the name a lawyer writes between double braces.

import type { AgreementFacts, SlotFacts } from '../../domain/agreement-facts';
import { dayInWords, listInWords } from '../dutch';
import { WORDS } from '../words';
import type { Template } from './template';

type Source = { readonly facts: AgreementFacts; readonly template: Pick<Template, 'label' | 'sha256'> };
type Resolver = (source: Source) => string | null;

const day = (value: string | null | undefined): string | null =>
  value === null || value === undefined ? null : dayInWords(value);

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
  'municipality.places': ({ facts }) => places(facts, 'municipality'),
  'partner.name': ({ facts }) => facts.partner.name,
  'partner.seat': ({ facts }) => facts.partner.seat,
  'partner.kvk': ({ facts }) => facts.partner.kvk,
  'partner.number': ({ facts }) => facts.partner.number,
  'partner.places': ({ facts }) => places(facts, 'partner'),
  'local.desk': ({ facts }) => facts.localArrangement.desk,
  'local.connectionNumber': ({ facts }) => facts.localArrangement.connectionNumber,
  'local.rhythm': ({ facts }) => facts.localArrangement.rhythm,
  'local.threshold': ({ facts }) => facts.localArrangement.threshold,
  'local.signalAddress': ({ facts }) => facts.localArrangement.signalAddress,
  'local.feedbackDays': ({ facts }) => String(facts.localArrangement.feedbackDays),
  'local.breachMailbox': ({ facts }) => facts.localArrangement.breachMailbox,
  'local.privacyOfficerMailbox': ({ facts }) => facts.localArrangement.privacyOfficerMailbox,
  'service.brands': ({ facts }) => listInWords(facts.partnerService.brands),
  'service.generalMailbox': ({ facts }) => facts.partnerService.generalMailbox,
  'service.customerContact': ({ facts }) => facts.partnerService.customerContact,
  'service.telephone': ({ facts }) => facts.partnerService.telephone,
  'verification.address': ({ facts }) => facts.verification.address,
  'verification.code': ({ facts }) => facts.verification.code,
  'template.label': ({ template }) => template.label,
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
