import { addDays, amsterdamDay, type Day, type Id, type Instant } from './time';
import type { AreaPart } from './service-area';
import { nextWorkingDay } from './working-days';

/** received: an NVVK employee looks; asked: the sender must supplement; the others are the end. */
export type RegistrationStatus = 'received' | 'asked' | 'admitted' | 'refused';

/** The first person of the organisation: becomes its admin and contact when it is admitted. */
export interface ContactAnswer {
  readonly name: string;
  readonly functionTitle: string;
  readonly email: string;
  readonly telephone: string;
}

export interface DecisionAnswer {
  readonly decidedOn: Day;
  readonly reference: string;
  readonly futurePartners: boolean;
  readonly laterVersions: boolean;
}

export interface MunicipalityAnswers {
  readonly kind: 'municipality';
  readonly cbsCode: string;
  readonly contact: ContactAnswer;
  readonly generalMailbox: string;
  /** null: "Ik heb nog geen besluit". */
  readonly decision: DecisionAnswer | null;
}

export interface PartnerAnswers {
  readonly kind: 'partner';
  readonly sectors: readonly string[];
  readonly kvk: string;
  readonly name: string;
  readonly seat: string;
  readonly area: readonly AreaPart[];
  readonly contact: ContactAnswer;
  readonly generalMailbox: string;
}

export type Answers = MunicipalityAnswers | PartnerAnswers;

export interface Registration {
  readonly id: Id;
  /** A-2026-000311 */
  readonly number: string;
  readonly partyId: Id;
  readonly answers: Answers;
  readonly status: RegistrationStatus;
  /** What the sender is asked; null when nothing is. */
  readonly question: string | null;
  /** Why it was refused. */
  readonly reason: string | null;
  readonly receivedAt: Instant;
  /** The employee who works on it. */
  readonly takenBy: Id | null;
  readonly decidedBy: Id | null;
  readonly decidedAt: Instant | null;
  readonly version: number;
}

export function isOpen(registration: Pick<Registration, 'status'>): boolean {
  return registration.status === 'received' || registration.status === 'asked';
}

const amsterdamHour = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Amsterdam',
  hour: '2-digit',
  hourCycle: 'h23',
});
const DESK_CLOSES_AT = 17;

/** The promise: an answer on the same working day; what comes after five, the next one. */
export function expectedDay(receivedAt: Instant): Day {
  const day = amsterdamDay(receivedAt);
  const late = Number(amsterdamHour.format(new Date(receivedAt))) >= DESK_CLOSES_AT;
  return nextWorkingDay(late ? addDays(day, 1) : day);
}
