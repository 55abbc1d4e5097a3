import type { Answers, Registration, RegistrationStatus } from '../domain/registration';
import type { Id, Instant } from '../domain/time';
import type { Db, Trx } from './db';

interface RegistrationRow {
  id: string;
  number: string;
  party_id: string;
  kind: 'municipality' | 'partner';
  answers: string;
  status: RegistrationStatus;
  question: string | null;
  reason: string | null;
  received_at: string;
  submission_sha256: string | null;
  taken_by: string | null;
  decided_by: string | null;
  decided_at: string | null;
  version: number;
}

interface LinkRow {
  secret_sha256: string;
  registration_id: string;
  made_at: string;
}

export function toRegistration(row: RegistrationRow): Registration {
  return {
    id: row.id,
    number: row.number,
    partyId: row.party_id,
    answers: JSON.parse(row.answers) as Answers,
    status: row.status,
    question: row.question,
    reason: row.reason,
    receivedAt: row.received_at,
    takenBy: row.taken_by,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    version: row.version,
  };
}

export interface NewRegistration {
  readonly id: Id;
  readonly number: string;
  readonly partyId: Id;
  readonly answers: Answers;
  readonly receivedAt: Instant;
  /** Of the secret by which the sender's browser knows this form again. */
  readonly submissionSha256: string | null;
}

export async function insertRegistration(trx: Trx, registration: NewRegistration): Promise<void> {
  await trx<RegistrationRow>('registration').insert({
    id: registration.id,
    number: registration.number,
    party_id: registration.partyId,
    kind: registration.answers.kind,
    answers: JSON.stringify(registration.answers),
    status: 'received',
    received_at: registration.receivedAt,
    submission_sha256: registration.submissionSha256,
    version: 1,
  });
}

/** A further secret link to the registration; the secret itself is stored nowhere. */
export async function insertRegistrationLink(
  trx: Trx,
  registrationId: Id,
  secretSha256: string,
  madeAt: Instant,
): Promise<void> {
  await trx<LinkRow>('registration_link').insert({
    secret_sha256: secretSha256,
    registration_id: registrationId,
    made_at: madeAt,
  });
}

export async function findRegistration(db: Db, number: string): Promise<Registration | null> {
  const row = await db<RegistrationRow>('registration').where({ number }).first();
  return row ? toRegistration(row) : null;
}

/** What came of a form that was sent before. */
export async function findRegistrationBySubmission(db: Db, submissionSha256: string): Promise<Registration | null> {
  const row = await db<RegistrationRow>('registration').where({ submission_sha256: submissionSha256 }).first();
  return row ? toRegistration(row) : null;
}

/** By the hash of the secret in its link. */
export async function findRegistrationByLink(db: Db, secretSha256: string): Promise<Registration | null> {
  const link = await db<LinkRow>('registration_link').where({ secret_sha256: secretSha256 }).first();
  if (!link) return null;
  const row = await db<RegistrationRow>('registration').where({ id: link.registration_id }).first();
  return row ? toRegistration(row) : null;
}

/** All registrations of one organisation, newest first. */
export async function registrationsOf(db: Db, partyId: Id): Promise<readonly Registration[]> {
  const rows = await db<RegistrationRow>('registration').where({ party_id: partyId }).orderBy('received_at', 'desc');
  return rows.map(toRegistration);
}

export interface RegistrationChange {
  readonly answers?: Answers;
  readonly status?: RegistrationStatus;
  readonly question?: string | null;
  readonly reason?: string | null;
  readonly takenBy?: Id | null;
  readonly decidedBy?: Id;
  readonly decidedAt?: Instant;
}

/** Changes a registration if nobody did so since `version`; false when somebody was first. */
export async function updateRegistration(
  trx: Trx,
  id: Id,
  version: number,
  change: RegistrationChange,
): Promise<boolean> {
  const row: Partial<RegistrationRow> = { version: version + 1 };
  if (change.answers !== undefined) row.answers = JSON.stringify(change.answers);
  if (change.status !== undefined) row.status = change.status;
  if (change.question !== undefined) row.question = change.question;
  if (change.reason !== undefined) row.reason = change.reason;
  if (change.takenBy !== undefined) row.taken_by = change.takenBy;
  if (change.decidedBy !== undefined) row.decided_by = change.decidedBy;
  if (change.decidedAt !== undefined) row.decided_at = change.decidedAt;
  const changed = await trx<RegistrationRow>('registration').where({ id, version }).update(row);
  return changed === 1;
}
