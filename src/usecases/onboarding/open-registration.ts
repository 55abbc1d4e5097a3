import { DomainError, notFound } from '../../domain/errors';
import type { Party } from '../../domain/parties';
import { isOpen, type Registration } from '../../domain/registration';
import type { Db } from '../../persistence/db';
import { findParty } from '../../persistence/party';
import { findRegistration } from '../../persistence/registration';

/** Which registration a steward decides on, in the state (version) that was on the screen. */
export interface StewardDecision {
  readonly number: string;
  readonly version: number;
}

export const colleagueWasFirst = (): DomainError => new DomainError('conflict', 'registration-already-decided');

/** The registration as the steward saw it, still open, with its organisation; throws when it is gone, decided or changed. */
export async function openRegistration(
  db: Db,
  { number, version }: StewardDecision,
): Promise<{ readonly registration: Registration; readonly party: Party }> {
  const registration = await findRegistration(db, number);
  const party = registration && (await findParty(db, registration.partyId));
  if (!registration || !party) throw notFound();
  if (!isOpen(registration)) throw colleagueWasFirst();
  if (registration.version !== version) throw new DomainError('conflict', 'changed-meanwhile');
  return { registration, party };
}
