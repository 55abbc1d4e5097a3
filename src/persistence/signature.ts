import type { MandateFacts } from '../domain/ceremony';
import type { Id, Instant } from '../domain/time';
import type { Db, Trx } from './db';

interface SignatureRow {
  agreement_id: string;
  slot: number;
  ordinal: number;
  person_id: string;
  mandate_id: string;
  mandate_facts: string;
  ceremony_id: string;
  certificate_id: string;
  level: 'B-B' | 'B-T' | 'B-LT' | 'B-LTA';
  stamped_at: string | null;
  signed_at: string;
}

export interface Signature {
  readonly agreementId: Id;
  readonly slot: number;
  /** The document segment that holds it. */
  readonly ordinal: number;
  readonly personId: Id;
  readonly mandateId: Id;
  readonly mandateFacts: MandateFacts;
  readonly ceremonyId: Id;
  readonly certificateId: Id;
  readonly level: 'B-B' | 'B-T' | 'B-LT' | 'B-LTA';
  readonly stampedAt: Instant | null;
  readonly signedAt: Instant;
}

/** The primary key (agreement, slot) decides a race: a place is signed once. */
export async function insertSignature(trx: Trx, signature: Signature): Promise<void> {
  await trx<SignatureRow>('signature').insert({
    agreement_id: signature.agreementId,
    slot: signature.slot,
    ordinal: signature.ordinal,
    person_id: signature.personId,
    mandate_id: signature.mandateId,
    mandate_facts: JSON.stringify(signature.mandateFacts),
    ceremony_id: signature.ceremonyId,
    certificate_id: signature.certificateId,
    level: signature.level,
    stamped_at: signature.stampedAt,
    signed_at: signature.signedAt,
  });
}

export async function signaturesOf(db: Db, agreementId: Id): Promise<readonly Signature[]> {
  const rows = await db<SignatureRow>('signature').where({ agreement_id: agreementId }).orderBy('slot');
  return rows.map((row) => ({
    agreementId: row.agreement_id,
    slot: row.slot,
    ordinal: row.ordinal,
    personId: row.person_id,
    mandateId: row.mandate_id,
    mandateFacts: JSON.parse(row.mandate_facts) as MandateFacts,
    ceremonyId: row.ceremony_id,
    certificateId: row.certificate_id,
    level: row.level,
    stampedAt: row.stamped_at,
    signedAt: row.signed_at,
  }));
}
