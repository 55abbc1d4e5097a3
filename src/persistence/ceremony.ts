import type { Ceremony, CeremonyStatus, MandatesUsed, Manifest } from '../domain/ceremony';
import type { Id, Instant } from '../domain/time';
import type { Db, Trx } from './db';

interface CeremonyRow {
  id: string;
  number: string;
  party_id: string;
  person_id: string;
  mandate_id: string;
  prepared_by: string;
  prepared_at: string;
  message: string | null;
  status: CeremonyStatus;
  manifest: string | null;
  manifest_sha256: string | null;
  mandate_facts: string | null;
  factor: string | null;
  factor_evidence: string | null;
  consent_text: string | null;
  consented_at: string | null;
  consent_expires_at: string | null;
  finished_at: string | null;
  note: string | null;
  version: number;
}

function toCeremony(row: CeremonyRow): Ceremony {
  return {
    id: row.id,
    number: row.number,
    partyId: row.party_id,
    personId: row.person_id,
    mandateId: row.mandate_id,
    preparedBy: row.prepared_by,
    preparedAt: row.prepared_at,
    message: row.message,
    status: row.status,
    manifestSha256: row.manifest_sha256,
    mandateFacts: row.mandate_facts ? (JSON.parse(row.mandate_facts) as MandatesUsed) : null,
    consentedAt: row.consented_at,
    consentExpiresAt: row.consent_expires_at,
    finishedAt: row.finished_at,
    note: row.note,
    version: row.version,
  };
}

export interface NewCeremony {
  readonly id: Id;
  readonly number: string;
  readonly partyId: Id;
  readonly personId: Id;
  readonly mandateId: Id;
  readonly preparedBy: Id;
  readonly preparedAt: Instant;
  readonly message: string | null;
}

export async function insertCeremony(trx: Trx, ceremony: NewCeremony): Promise<void> {
  await trx<CeremonyRow>('ceremony').insert({
    id: ceremony.id,
    number: ceremony.number,
    party_id: ceremony.partyId,
    person_id: ceremony.personId,
    mandate_id: ceremony.mandateId,
    prepared_by: ceremony.preparedBy,
    prepared_at: ceremony.preparedAt,
    message: ceremony.message,
    status: 'handed-over',
    version: 1,
  });
}

export async function findCeremony(db: Db, number: string): Promise<Ceremony | null> {
  const row = await db<CeremonyRow>('ceremony').where({ number }).first();
  return row ? toCeremony(row) : null;
}

export async function ceremonyById(db: Db, id: Id): Promise<Ceremony | null> {
  const row = await db<CeremonyRow>('ceremony').where({ id }).first();
  return row ? toCeremony(row) : null;
}

/** The lists of one organisation that lie at this person, not yet signed. */
export async function listsAt(db: Db, partyId: Id, personId: Id): Promise<readonly Ceremony[]> {
  const rows = await db<CeremonyRow>('ceremony')
    .where({ party_id: partyId, person_id: personId, status: 'handed-over' })
    .orderBy('prepared_at');
  return rows.map(toCeremony);
}

export interface Consent {
  readonly manifest: Manifest;
  readonly manifestSha256: string;
  readonly mandateFacts: MandatesUsed;
  readonly factor: 'totp';
  /** What proves the factor: the credential, the step of the code, and to what it was bound. */
  readonly factorEvidence: Readonly<Record<string, string | number>>;
  readonly consentedAt: Instant;
  readonly consentExpiresAt: Instant;
}

/** The act of will. False when the list was signed, sent back or changed since `version`: then nothing is recorded. */
export async function recordConsent(trx: Trx, id: Id, version: number, consent: Consent): Promise<boolean> {
  const changed = await trx<CeremonyRow>('ceremony')
    .where({ id, version, status: 'handed-over' })
    .update({
      status: 'consented',
      version: version + 1,
      manifest: JSON.stringify(consent.manifest),
      manifest_sha256: consent.manifestSha256,
      mandate_facts: JSON.stringify(consent.mandateFacts),
      factor: consent.factor,
      factor_evidence: JSON.stringify(consent.factorEvidence),
      consent_text: consent.manifest.consentText,
      consented_at: consent.consentedAt,
      consent_expires_at: consent.consentExpiresAt,
    });
  return changed === 1;
}

/** The list itself changed (items left out): who saw the old one must look again. */
export async function touchCeremony(trx: Trx, id: Id, version: number): Promise<boolean> {
  return (
    (await trx<CeremonyRow>('ceremony')
      .where({ id, version, status: 'handed-over' })
      .update({ version: version + 1 })) === 1
  );
}

export async function closeCeremony(
  trx: Trx,
  id: Id,
  from: readonly CeremonyStatus[],
  to: { readonly status: CeremonyStatus; readonly at: Instant; readonly note: string | null },
): Promise<boolean> {
  const changed = await trx<CeremonyRow>('ceremony')
    .where({ id })
    .whereIn('status', [...from])
    .update({ status: to.status, finished_at: to.at, ...(to.note === null ? {} : { note: to.note }) })
    .increment('version', 1);
  return changed === 1;
}
