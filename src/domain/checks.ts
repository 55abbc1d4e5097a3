import { isKvkNumber } from './identifiers';
import { distinctiveName } from './look-alikes';
import { searchKey } from './names';
import type { Answers } from './registration';

/** The portal advises, a person decides: in orde, kijk even, niet in orde. */
export type Verdict = 'fine' | 'look' | 'wrong';

export type CheckWhy =
  | 'code-known'
  | 'kvk-shape-only'
  | 'kvk-no-number'
  | 'domain-fits'
  | 'domain-differs'
  | 'domain-free'
  | 'mailbox-of-role'
  | 'mailbox-of-person'
  | 'no-look-alikes'
  | 'look-alikes'
  | 'not-seen-before'
  | 'refused-before'
  | 'person-known'
  | 'sectors-open'
  | 'sectors-closed';

export interface Check {
  readonly about: 'number' | 'mail-domain' | 'mailbox' | 'look-alikes' | 'existing' | 'sector-open';
  readonly verdict: Verdict;
  readonly why: CheckWhy;
  /** Names, numbers or domains that the sentence mentions. */
  readonly detail: readonly string[];
}

export interface CheckFacts {
  readonly answers: Answers;
  /** Every name of the organisation: statutory, and for a municipality its aliases. */
  readonly names: readonly string[];
  readonly lookAlikes: readonly string[];
  /** Numbers of earlier registrations of the same organisation that were refused. */
  readonly refusedBefore: readonly string[];
  /** Organisations in which the contact's mail address already has an account. */
  readonly knownAt: readonly string[];
  /** Chosen sectors that are closed to newcomers today, by name. */
  readonly closedSectors: readonly string[];
}

/** All checks of one registration, in the order in which the desk reads them. */
export function checkRegistration(facts: CheckFacts): readonly Check[] {
  const { answers } = facts;
  const checks = [
    checkNumber(answers),
    checkDomain(facts),
    checkMailbox(answers),
    checkLookAlikes(facts),
    checkExisting(facts),
  ];
  return answers.kind === 'partner' ? [...checks, checkSectors(facts)] : checks;
}

function checkNumber(answers: Answers): Check {
  if (answers.kind === 'municipality') return check('number', 'fine', 'code-known', [answers.cbsCode]);
  // The portal cannot ask the Handelsregister, so it never says that a KvK number is in order.
  return isKvkNumber(answers.kvk)
    ? check('number', 'look', 'kvk-shape-only', [answers.kvk])
    : check('number', 'wrong', 'kvk-no-number', [answers.kvk]);
}

const FREE_MAIL = new Set(
  'gmail hotmail outlook live icloud me yahoo ziggo kpnmail planet xs4all home upcmail hetnet quicknet casema proton protonmail gmx msn'.split(
    ' ',
  ),
);

function checkDomain({ answers, names }: CheckFacts): Check {
  const domain = domainOf(answers.contact.email);
  const label = mainLabel(domain);
  if (FREE_MAIL.has(label)) return check('mail-domain', 'wrong', 'domain-free', [domain]);
  return names.some((name) => fits(label, name))
    ? check('mail-domain', 'fine', 'domain-fits', [domain])
    : check('mail-domain', 'look', 'domain-differs', [domain]);
}

/** denkbeeld-energie.nl for "Denkbeeld Energie B.V.", denhaag.nl for "Den Haag": the label holds the name, or the name's first word. */
function fits(label: string, name: string): boolean {
  const plain = searchKey(label).replaceAll(' ', '');
  const words = distinctiveName(name).split(' ');
  const whole = searchKey(name).replaceAll(' ', '');
  const [first = ''] = words;
  return plain === whole || plain.includes(words.join('')) || (first.length >= 4 && plain.includes(first));
}

function checkMailbox({ contact, generalMailbox }: Answers): Check {
  const ofPerson =
    generalMailbox.toLowerCase() === contact.email.toLowerCase() || /^[a-z]\.[a-z.-]+@/i.test(generalMailbox);
  return check('mailbox', ofPerson ? 'look' : 'fine', ofPerson ? 'mailbox-of-person' : 'mailbox-of-role', [
    generalMailbox,
  ]);
}

function checkLookAlikes({ lookAlikes }: CheckFacts): Check {
  return lookAlikes.length === 0
    ? check('look-alikes', 'fine', 'no-look-alikes', [])
    : check('look-alikes', 'look', 'look-alikes', lookAlikes);
}

function checkExisting({ refusedBefore, knownAt }: CheckFacts): Check {
  if (refusedBefore.length > 0) return check('existing', 'look', 'refused-before', refusedBefore);
  if (knownAt.length > 0) return check('existing', 'look', 'person-known', knownAt);
  return check('existing', 'fine', 'not-seen-before', []);
}

function checkSectors({ closedSectors }: CheckFacts): Check {
  return closedSectors.length === 0
    ? check('sector-open', 'fine', 'sectors-open', [])
    : check('sector-open', 'wrong', 'sectors-closed', closedSectors);
}

function check(about: Check['about'], verdict: Verdict, why: CheckWhy, detail: readonly string[]): Check {
  return { about, verdict, why, detail };
}

function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase();
}

/** The label before the top level: utrecht in vroeg.utrecht.nl. */
function mainLabel(domain: string): string {
  return domain.split('.').at(-2) ?? domain;
}
