// What a part of the text may be repeated over: `:: voor elk local.contacts`. The signature places repeat by themselves, at `[plaatsen]`.

import type { AgreementFacts, ContactFacts } from '../../domain/agreement-facts';
import { WORDS } from '../words';

/** The values of one element, by the name that stands between double braces inside the part. */
export type Element = Readonly<Record<string, string | null>>;

const contact = ({ role, address, telephone }: ContactFacts): Element => ({
  'contact.role': WORDS.contactRole[role],
  'contact.address': address,
  'contact.telephone': telephone,
});

const LISTS = {
  'local.contacts': {
    names: ['contact.role', 'contact.address', 'contact.telephone'],
    elements: (facts: AgreementFacts): readonly Element[] => facts.localArrangement.contacts.map(contact),
  },
  'service.contacts': {
    names: ['contact.role', 'contact.address', 'contact.telephone'],
    elements: (facts: AgreementFacts): readonly Element[] => facts.partnerService.contacts.map(contact),
  },
} as const;

export type ListName = keyof typeof LISTS;

export const LIST_NAMES: readonly string[] = Object.keys(LISTS);
export const isListName = (name: string): name is ListName => Object.hasOwn(LISTS, name);

/** The names that may stand inside a part over this list, besides those of the agreement. */
export const elementNames = (list: ListName): readonly string[] => LISTS[list].names;
export const elementsOf = (list: ListName, facts: AgreementFacts): readonly Element[] => LISTS[list].elements(facts);
