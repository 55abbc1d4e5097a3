import type { SectorScope } from '../domain/scope';
import type { Day, Id, Instant } from '../domain/time';
import type { Db, Trx } from './db';
import { readScope, scopeText } from './scope';

/** The college's decision to join (aansluitbesluit). The last one recorded counts; earlier ones stay readable. */
export interface JoiningDecision {
  readonly id: Id;
  readonly partyId: Id;
  readonly decidedOn: Day;
  readonly reference: string;
  readonly scope: SectorScope;
  /** Does it hold for partners that join later, and for later versions of the text? */
  readonly futurePartners: boolean;
  readonly laterVersions: boolean;
  readonly recordedBy: Id | null;
  readonly recordedAt: Instant;
}

interface JoiningDecisionRow {
  id: string;
  party_id: string;
  decided_on: string;
  reference: string;
  scope: string;
  future_partners: number;
  later_versions: number;
  proof_id: string | null;
  recorded_by: string | null;
  recorded_at: string;
}

export async function insertJoiningDecision(trx: Trx, decision: JoiningDecision): Promise<void> {
  await trx<JoiningDecisionRow>('joining_decision').insert({
    id: decision.id,
    party_id: decision.partyId,
    decided_on: decision.decidedOn,
    reference: decision.reference,
    scope: scopeText(decision.scope),
    future_partners: decision.futurePartners ? 1 : 0,
    later_versions: decision.laterVersions ? 1 : 0,
    proof_id: null,
    recorded_by: decision.recordedBy,
    recorded_at: decision.recordedAt,
  });
}

export async function latestDecision(db: Db, partyId: Id): Promise<JoiningDecision | null> {
  const row = await db<JoiningDecisionRow>('joining_decision')
    .where({ party_id: partyId })
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .first();
  return row ? toDecision(row) : null;
}

function toDecision(row: JoiningDecisionRow): JoiningDecision {
  return {
    id: row.id,
    partyId: row.party_id,
    decidedOn: row.decided_on,
    reference: row.reference,
    scope: readScope(row.scope),
    futurePartners: row.future_partners === 1,
    laterVersions: row.later_versions === 1,
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at,
  };
}
