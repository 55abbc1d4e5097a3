import type { Id, Instant } from '../domain/time';
import type { Db, Trx } from './db';

/** question: asked by the desk; supplement: the sender's answer; note and call: of the desk, for the desk only. */
export type RegistrationNoteKind = 'question' | 'supplement' | 'note' | 'call';

interface NoteRow {
  id: string;
  registration_id: string;
  kind: RegistrationNoteKind;
  person_id: string | null;
  body: string;
  at: string;
}

export interface NewRegistrationNote {
  readonly id: Id;
  readonly registrationId: Id;
  readonly kind: RegistrationNoteKind;
  /** null: the sender of the registration. */
  readonly personId: Id | null;
  readonly body: string;
  readonly at: Instant;
}

export interface RegistrationNote {
  readonly kind: RegistrationNoteKind;
  readonly by: string | null;
  readonly body: string;
  readonly at: Instant;
}

export async function insertRegistrationNote(trx: Trx, note: NewRegistrationNote): Promise<void> {
  await trx<NoteRow>('registration_note').insert({
    id: note.id,
    registration_id: note.registrationId,
    kind: note.kind,
    person_id: note.personId,
    body: note.body,
    at: note.at,
  });
}

/** Oldest first. */
export async function notesOf(db: Db, registrationId: Id): Promise<readonly RegistrationNote[]> {
  const rows = await db('registration_note')
    .leftJoin('person', 'person.id', 'registration_note.person_id')
    .where({ registration_id: registrationId })
    .orderBy(['registration_note.at', 'registration_note.id'])
    .select<(NoteRow & { by: string | null })[]>('registration_note.*', 'person.name as by');
  return rows.map((row) => ({ kind: row.kind, by: row.by, body: row.body, at: row.at }));
}
