import type { Deps } from '../../deps';
import { TAKEN_BACK, type Ceremony, type CeremonyItem } from '../../domain/ceremony';
import { DomainError, notFound } from '../../domain/errors';
import type { Viewer } from '../../domain/parties';
import type { Id } from '../../domain/time';
import { recordDeed } from '../../persistence/audit-entry';
import { closeCeremony, findCeremony, listsAt, touchCeremony } from '../../persistence/ceremony';
import { itemsOf, moveItems } from '../../persistence/ceremony-item';
import type { Trx } from '../../persistence/db';
import { announceSentBack } from '../notifications/ceremony-mails';

interface ListChange {
  readonly viewer: Viewer;
  readonly ceremonyNumber: string;
  readonly reason: string;
}

/** The signatory takes agreements off the list; they go back to the contact with the reason. Returns how many stay. */
export async function leaveOut(
  deps: Deps,
  command: ListChange & { readonly positions: readonly number[] },
): Promise<number> {
  const { ceremony, listed } = await openList(deps, command);
  const out = listed.filter((item) => command.positions.includes(item.position));
  if (out.length === 0) throw new DomainError('invalid', 'nothing-selected');
  if (out.length === listed.length) {
    await sendBack(deps, command);
    return 0;
  }
  await deps.db.transaction(async (trx) => {
    if (!(await touchCeremony(trx, ceremony.id, ceremony.version))) throw new DomainError('conflict', 'list-changed');
    await moveItems(
      trx,
      ceremony.id,
      out.map((item) => item.position),
      'listed',
      { state: 'left-out', reason: command.reason, dueAt: null },
    );
    await recordListDeed(trx, deps, command, ceremony, 'ceremony-changed', out.length);
    await announceSentBack(trx, deps, { ceremony, count: out.length, reason: command.reason, by: command.viewer });
  });
  return listed.length - out.length;
}

/** Nothing is signed; the whole list goes back to who prepared it, with a note. */
export async function sendBack(deps: Deps, command: ListChange): Promise<void> {
  const { ceremony, listed } = await openList(deps, command);
  const now = deps.clock.now();
  await deps.db.transaction(async (trx) => {
    const closed = await closeCeremony(trx, ceremony.id, ['handed-over'], {
      status: 'sent-back',
      at: now,
      note: command.reason,
    });
    if (!closed) throw new DomainError('conflict', 'list-changed');
    await moveItems(trx, ceremony.id, 'all', 'listed', { state: 'left-out', reason: command.reason, dueAt: null });
    await recordListDeed(trx, deps, command, ceremony, 'ceremony-sent-back', listed.length);
    await announceSentBack(trx, deps, { ceremony, count: listed.length, reason: command.reason, by: command.viewer });
  });
}

/** Who prepares takes a list back from the signatory with whom it lies; what was on it can be prepared anew. */
export async function takeBack(deps: Deps, viewer: Viewer, ceremonyNumber: string): Promise<number> {
  const ceremony = await findCeremony(deps.db, ceremonyNumber);
  if (!ceremony || ceremony.partyId !== viewer.party.id) throw notFound();
  return deps.db.transaction(async (trx) => {
    const count = await takeBackList(trx, deps, ceremony, viewer);
    if (count === null) throw new DomainError('conflict', 'already-signed');
    return count;
  });
}

/** Every list that lies at this person goes back: she signs for this organisation no longer. */
export async function takeBackListsOf(
  trx: Trx,
  deps: Pick<Deps, 'clock'>,
  viewer: Viewer,
  personId: Id,
): Promise<void> {
  for (const ceremony of await listsAt(trx, viewer.party.id, personId)) await takeBackList(trx, deps, ceremony, viewer);
}

/** How many came back; null when the list was signed or closed a moment ago. */
async function takeBackList(
  trx: Trx,
  deps: Pick<Deps, 'clock'>,
  ceremony: Ceremony,
  viewer: Viewer,
): Promise<number | null> {
  const at = deps.clock.now();
  if (!(await closeCeremony(trx, ceremony.id, ['handed-over'], { status: 'cancelled', at, note: null }))) return null;
  const count = await moveItems(trx, ceremony.id, 'all', 'listed', {
    state: 'conflict',
    reason: TAKEN_BACK,
    dueAt: null,
  });
  await recordListDeed(trx, deps, { viewer }, ceremony, 'ceremony-taken-back', count);
  return count;
}

async function openList(
  deps: Deps,
  { viewer, ceremonyNumber }: ListChange,
): Promise<{ readonly ceremony: Ceremony; readonly listed: readonly CeremonyItem[] }> {
  const ceremony = await findCeremony(deps.db, ceremonyNumber);
  if (!ceremony || ceremony.partyId !== viewer.party.id || ceremony.personId !== viewer.personId) throw notFound();
  if (ceremony.status !== 'handed-over') throw new DomainError('conflict', 'already-signed');
  const listed = (await itemsOf(deps.db, ceremony.id)).filter((item) => item.state === 'listed');
  return { ceremony, listed };
}

async function recordListDeed(
  trx: Trx,
  deps: Pick<Deps, 'clock'>,
  { viewer }: Pick<ListChange, 'viewer'>,
  ceremony: Ceremony,
  kind: 'ceremony-changed' | 'ceremony-sent-back' | 'ceremony-taken-back',
  count: number,
): Promise<void> {
  const body = { ceremony: ceremony.number, count };
  await recordDeed(trx, {
    at: deps.clock.now(),
    kind,
    actorId: viewer.personId,
    actingForId: viewer.party.id,
    subjectId: ceremony.id,
    body,
  });
}
