import type { AgreementStatus, Seat } from './agreement';
import type { PartyStatus } from './parties';
import { sectorIsOpen, type Sector } from './sectors';
import { amsterdamDay, isDay, isWithin, type Day, type Id, type Instant } from './time';

/** A right to exchange as the register holds it; `validUntil` is the first day without. */
export interface Permission {
  readonly sectorCode: string;
  readonly agreementId: Id | null;
  readonly validFrom: Day;
  readonly validUntil: Day | null;
  /** The moment of the last signature; null when only the day is known. */
  readonly beganAt: Instant | null;
}

/** What the register may tell of an agreement: no text, no reason, no person. */
export interface RegisteredAgreement {
  readonly id: Id;
  readonly number: string;
  readonly sectorCode: string;
  readonly origin: 'portal' | 'taken-over' | 'external';
  readonly status: AgreementStatus;
  readonly createdOn: Day;
  readonly offeredOn: Day | null;
  readonly expiresOn: Day | null;
  readonly endedOn: Day | null;
  /** The places in order of turn, with the day of the signature. */
  readonly places: readonly { readonly seat: Seat; readonly signedOn: Day | null }[];
}

interface PairParty {
  readonly id: Id;
  readonly code: string;
  readonly name: string;
  readonly status: PartyStatus;
  readonly admittedOn: Day | null;
}

/** All that an answer about one municipality and one partner rests on. */
export interface Pair {
  readonly municipality: PairParty;
  readonly partner: PairParty;
  readonly permissions: readonly Permission[];
  readonly agreements: readonly RegisteredAgreement[];
  /** Sectors for which the partner works in this municipality. */
  readonly servedSectors: readonly string[];
  readonly sectors: readonly Sector[];
}

/** Why the register answers as it does: a closed list. */
export const REASONS = [
  'in-force',
  'in-force-from-later-today',
  'not-yet',
  'no-longer',
  'declined',
  'withdrawn',
  'lapsed',
  'municipality-not-taking-part',
  'partner-not-admitted',
  'partner-does-not-work-here',
  'sector-closed',
  'before-records',
] as const;
type Reason = (typeof REASONS)[number];

/** How far an agreement was on a day: none yet, not offered, offered, some signed. */
export type Progress = 'none' | 'draft' | 'offered' | 'half-signed';

export interface SectorAnswer {
  /** null: the answer is about the pair, whatever the sector. */
  readonly sectorCode: string | null;
  readonly answer: 'yes' | 'no' | 'unknown';
  readonly reason: Reason;
  /** The right that counts, that is coming or that ended; `validUntil` is the first day without. */
  readonly validFrom: Day | null;
  readonly validUntil: Day | null;
  /** On the first day of a right: from which moment. */
  readonly beganAt: Instant | null;
  readonly agreement: RegisteredAgreement | null;
  readonly progress: Progress;
}

/** May the partner send signals to the municipality on `day`? One answer for each sector in which the pair has or could have something. */
export function answersOn(pair: Pair, day: Day, registerBeginsOn: Day): readonly SectorAnswer[] {
  const known = new Set([...pair.permissions, ...pair.agreements].map((one) => one.sectorCode));
  if (bothTakePart(pair)) for (const code of pair.servedSectors) known.add(code);
  const sectors = pair.sectors.filter((sector) => known.has(sector.code));
  if (sectors.length > 0) return sectors.map((sector) => answerFor(pair, sector, day, registerBeginsOn));
  return [day < registerBeginsOn ? beforeRecords(null) : no(null, reasonOfStrangers(pair))];
}

function answerFor(pair: Pair, sector: Sector, day: Day, registerBeginsOn: Day): SectorAnswer {
  const permissions = pair.permissions.filter((one) => one.sectorCode === sector.code);
  const agreementOf = (permission: Permission): RegisteredAgreement | null =>
    pair.agreements.find((one) => one.id === permission.agreementId) ?? null;

  const ground = strongest(permissions, day);
  if (ground) {
    const laterToday = beginsDuring(ground, day);
    return {
      sectorCode: sector.code,
      answer: 'yes',
      reason: laterToday ? 'in-force-from-later-today' : 'in-force',
      validFrom: ground.validFrom,
      validUntil: endOfCover(ground, permissions),
      beganAt: laterToday ? ground.beganAt : null,
      agreement: agreementOf(ground),
      progress: 'none',
    };
  }
  // Before the records begin nothing is known, so "no" would be a guess.
  if (day < registerBeginsOn) return beforeRecords(sector.code);

  const coming = permissions.filter((one) => one.validFrom > day).sort(byStart)[0];
  if (coming) return withAgreement(no(sector.code, 'not-yet'), day, agreementOf(coming), coming);

  const latest = pair.agreements
    .filter((one) => one.sectorCode === sector.code && one.createdOn <= day)
    .sort((a, b) => (a.createdOn < b.createdOn ? 1 : -1))[0];
  const ended = permissions
    .filter((one) => one.validUntil !== null && one.validUntil <= day)
    .sort(byStart)
    .at(-1);
  if (ended && (!latest || latest.id === ended.agreementId || !isOpenOn(latest, day)))
    return withAgreement(no(sector.code, 'no-longer'), day, agreementOf(ended), ended);

  if (latest) return withAgreement(no(sector.code, reasonOfAgreement(latest, day)), day, latest, null);
  const later = pair.agreements.some((one) => one.sectorCode === sector.code);
  if (!later && !sectorIsOpen(sector, day)) return no(sector.code, 'sector-closed');
  return no(sector.code, 'not-yet');
}

function reasonOfAgreement(agreement: RegisteredAgreement, day: Day): Reason {
  if (isOpenOn(agreement, day)) return 'not-yet';
  switch (agreement.status) {
    case 'declined':
    case 'withdrawn':
      return agreement.status;
    case 'draft':
    case 'offered':
    case 'lapsed':
      return 'lapsed';
    case 'in-force':
    case 'terminated':
    case 'superseded':
      return 'no-longer';
  }
}

/** Was the agreement still under way on that day? That an offer lapsed follows from its day alone. */
function isOpenOn(agreement: RegisteredAgreement, day: Day): boolean {
  if (agreement.endedOn !== null && agreement.endedOn <= day) return false;
  return agreement.status !== 'offered' || agreement.expiresOn === null || day < agreement.expiresOn;
}

function progressOn(agreement: RegisteredAgreement, day: Day): Progress {
  if (agreement.places.some((place) => place.signedOn !== null && place.signedOn <= day)) return 'half-signed';
  if (agreement.offeredOn !== null && agreement.offeredOn <= day) return 'offered';
  return agreement.createdOn <= day ? 'draft' : 'none';
}

function bothTakePart(pair: Pair): boolean {
  return pair.municipality.status === 'admitted' && pair.partner.status === 'admitted';
}

/** No agreement, and none to be expected. */
function reasonOfStrangers(pair: Pair): Reason {
  if (pair.municipality.status !== 'admitted') return 'municipality-not-taking-part';
  return pair.partner.status === 'admitted' ? 'partner-does-not-work-here' : 'partner-not-admitted';
}

/** Of several grounds the one that covers the whole day, and of those the one that lasts longest. */
function strongest(permissions: readonly Permission[], day: Day): Permission | undefined {
  const rank = (one: Permission): string => `${beginsDuring(one, day) ? 0 : 1} ${one.validUntil ?? '9999'}`;
  return permissions
    .filter((one) => isWithin(day, { from: one.validFrom, until: one.validUntil }))
    .sort((a, b) => (rank(a) < rank(b) ? 1 : -1))[0];
}

/** The first day without, when what follows without a gap is counted too. */
function endOfCover(ground: Permission, permissions: readonly Permission[]): Day | null {
  let until = ground.validUntil;
  for (const next of [...permissions].sort(byStart)) {
    if (until === null) return null;
    if (next.validFrom <= until && (next.validUntil === null || next.validUntil > until)) until = next.validUntil;
  }
  return until;
}

function beginsDuring(permission: Permission, day: Day): boolean {
  return permission.validFrom === day && permission.beganAt !== null && amsterdamDay(permission.beganAt) === day;
}

const byStart = (a: Permission, b: Permission): number => (a.validFrom < b.validFrom ? -1 : 1);

function no(sectorCode: string | null, reason: Reason): SectorAnswer {
  const nothing = { validFrom: null, validUntil: null, beganAt: null, agreement: null, progress: 'none' } as const;
  return { sectorCode, answer: 'no', reason, ...nothing };
}

function beforeRecords(sectorCode: string | null): SectorAnswer {
  return { ...no(sectorCode, 'before-records'), answer: 'unknown' };
}

function withAgreement(
  answer: SectorAnswer,
  day: Day,
  agreement: RegisteredAgreement | null,
  permission: Permission | null,
): SectorAnswer {
  return {
    ...answer,
    validFrom: permission?.validFrom ?? null,
    validUntil: permission?.validUntil ?? null,
    agreement,
    progress: agreement ? progressOn(agreement, day) : 'none',
  };
}

/** A day that one may ask about: it exists, and lies at most two years ahead; what is known ends there. */
export function askableDay(text: string, today: Day): 'fine' | 'no-such-day' | 'too-far-ahead' {
  if (!isDay(text)) return 'no-such-day';
  return text > `${Number(today.slice(0, 4)) + 2}${today.slice(4)}` ? 'too-far-ahead' : 'fine';
}
