// What one agreement's evidence is made of, beside its document and its entries in the log: the consents.
import type { Json } from '../../domain/audit';
import type { Seat } from '../../domain/agreement';
import type { Manifest, MandateFacts } from '../../domain/ceremony';
import type { Id, Instant } from '../../domain/time';
import type { Db } from '../db';

export interface SignedPlace {
  /** Segment of the document: 1 for the first signature. */
  readonly ordinal: number;
  readonly slot: number;
  readonly seat: Seat;
  readonly partyId: Id;
  readonly personId: Id;
  readonly mandate: MandateFacts;
  readonly signedAt: Instant;
  readonly stampedAt: Instant | null;
  readonly ceremony: { readonly id: Id; readonly number: string; readonly consentedAt: Instant };
  readonly manifest: Manifest;
  /** What confirmed the consent. */
  readonly factor: string;
  readonly factorEvidence: Readonly<Record<string, Json>>;
  /** Of its certificate, DER; empty where another authority publishes it. */
  readonly crl: Buffer;
}

/** The signatures of an agreement with the consent under each, in the order in which they were made. */
export async function signedPlaces(db: Db, agreementId: Id): Promise<readonly SignedPlace[]> {
  const rows = await db('signature as g')
    .join('signature_slot as s', (join) => void join.on('s.agreement_id', 'g.agreement_id').andOn('s.slot', 'g.slot'))
    .join('ceremony as c', 'c.id', 'g.ceremony_id')
    .join('certificate as x', 'x.id', 'g.certificate_id')
    .where('g.agreement_id', agreementId)
    .orderBy('g.ordinal')
    .select<PlaceRow[]>(
      'g.ordinal',
      'g.slot',
      's.seat',
      'g.person_id',
      'g.mandate_facts',
      'g.signed_at',
      'g.stamped_at',
      'c.id as ceremony_id',
      'c.number',
      'c.party_id',
      'c.manifest',
      'c.factor',
      'c.factor_evidence',
      'c.consented_at',
      'x.crl',
    );
  return rows.map((row) => ({
    ordinal: row.ordinal,
    slot: row.slot,
    seat: row.seat,
    partyId: row.party_id,
    personId: row.person_id,
    mandate: JSON.parse(row.mandate_facts) as MandateFacts,
    signedAt: row.signed_at,
    stampedAt: row.stamped_at,
    ceremony: { id: row.ceremony_id, number: row.number, consentedAt: row.consented_at },
    manifest: JSON.parse(row.manifest) as Manifest,
    factor: row.factor,
    factorEvidence: JSON.parse(row.factor_evidence) as Record<string, Json>,
    crl: row.crl,
  }));
}

interface PlaceRow {
  ordinal: number;
  slot: number;
  seat: Seat;
  person_id: string;
  mandate_facts: string;
  signed_at: string;
  stamped_at: string | null;
  ceremony_id: string;
  number: string;
  party_id: string;
  manifest: string;
  factor: string;
  factor_evidence: string;
  consented_at: string;
  crl: Buffer;
}
