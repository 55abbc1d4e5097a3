import { arrangementOf, type LocalArrangement } from '../domain/local-arrangements';
import type { Day, Id } from '../domain/time';
import type { Db, Trx } from './db';

interface LocalArrangementRow {
  municipality_id: string;
  desk: string;
  connection_number: string | null;
  signal_address: string;
  feedback_days: number;
  breach_mailbox: string;
  privacy_officer: string;
  recorded_by: string | null;
  recorded_at: string;
  valid_from: string;
}

export async function insertArrangement(trx: Trx, arrangement: LocalArrangement): Promise<void> {
  await trx<LocalArrangementRow>('local_arrangement').insert({
    municipality_id: arrangement.municipalityId,
    desk: arrangement.desk,
    connection_number: arrangement.connectionNumber,
    signal_address: arrangement.signalAddress,
    feedback_days: arrangement.feedbackDays,
    breach_mailbox: arrangement.breachMailbox,
    privacy_officer: arrangement.privacyOfficerMailbox,
    recorded_by: arrangement.recordedBy,
    recorded_at: arrangement.recordedAt,
    valid_from: arrangement.validFrom,
  });
}

/** All versions, oldest recording first. */
export async function arrangementsOf(db: Db, municipalityId: Id): Promise<readonly LocalArrangement[]> {
  const rows = await db<LocalArrangementRow>('local_arrangement')
    .where({ municipality_id: municipalityId })
    .orderBy('recorded_at');
  return rows.map(toArrangement);
}

/** What holds on a day; null when nothing has begun by then. */
export async function arrangementOn(db: Db, municipalityId: Id, day: Day): Promise<LocalArrangement | null> {
  return arrangementOf(await arrangementsOf(db, municipalityId), day);
}

function toArrangement(row: LocalArrangementRow): LocalArrangement {
  return {
    municipalityId: row.municipality_id,
    desk: row.desk,
    connectionNumber: row.connection_number,
    signalAddress: row.signal_address,
    feedbackDays: row.feedback_days,
    breachMailbox: row.breach_mailbox,
    privacyOfficerMailbox: row.privacy_officer,
    validFrom: row.valid_from,
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at,
  };
}
