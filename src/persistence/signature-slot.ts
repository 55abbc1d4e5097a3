import type { Seat, Slot } from '../domain/agreement';
import type { Id } from '../domain/time';
import type { Db, Trx } from './db';

interface SignatureSlotRow {
  agreement_id: string;
  slot: number;
  seat: Seat;
  party_id: string;
  on_behalf_of_id: string | null;
  turn: number;
  field_name: string;
}

export async function insertSlots(trx: Trx, agreementId: Id, slots: readonly Slot[]): Promise<void> {
  await trx<SignatureSlotRow>('signature_slot').insert(
    slots.map((slot) => ({
      agreement_id: agreementId,
      slot: slot.slot,
      seat: slot.seat,
      party_id: slot.partyId,
      on_behalf_of_id: null,
      turn: slot.turn,
      field_name: slot.fieldName,
    })),
  );
}

export interface SlotState extends Slot {
  readonly agreementId: Id;
  readonly signed: boolean;
}

/** The places of these agreements, in order of turn, with what is signed. */
export async function slotsOf(db: Db, agreementIds: readonly Id[]): Promise<ReadonlyMap<Id, readonly SlotState[]>> {
  const slots = new Map<Id, SlotState[]>(agreementIds.map((id) => [id, []]));
  for (let i = 0; i < agreementIds.length; i += 500) {
    const rows = await db<SignatureSlotRow>('signature_slot as s')
      .leftJoin('signature as g', (join) => void join.on('g.agreement_id', 's.agreement_id').andOn('g.slot', 's.slot'))
      .whereIn('s.agreement_id', agreementIds.slice(i, i + 500))
      .orderBy(['s.agreement_id', 's.turn', 's.slot'])
      .select<(SignatureSlotRow & { signed_at: string | null })[]>('s.*', 'g.signed_at');
    for (const row of rows) {
      slots.get(row.agreement_id)?.push({
        agreementId: row.agreement_id,
        slot: row.slot,
        seat: row.seat,
        partyId: row.party_id,
        turn: row.turn,
        fieldName: row.field_name,
        signed: row.signed_at !== null,
      });
    }
  }
  return slots;
}
