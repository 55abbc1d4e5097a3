// "Laatste gebeurtenissen": deeds of one day and one doer become one line.
import type { AuditKind } from '../../domain/audit';
import type { PartyKind } from '../../domain/parties';
import type { Db } from '../../persistence/db';
import { recentDeeds, type RecentDeed } from '../../persistence/read/recent-deeds';
import type { Id } from '../../domain/time';
import { eventWords } from '../nl/work';
import { dutchDayOf } from '../nl/format';

interface Event {
  readonly day: string;
  readonly text: string;
}

const OWN: readonly AuditKind[] = [
  'ceremony-handed-over',
  'ceremony-sent-back',
  'ceremony-taken-back',
  'agreement-signed',
  'agreement-in-force',
  'agreement-declined',
  'agreement-parked',
  'mandate-recorded',
  'mandate-confirmed',
  'mandate-revoked',
  'local-arrangement-recorded',
  'joining-decision-recorded',
  'service-area-changed',
];
const OTHERS: readonly AuditKind[] = ['agreement-signed', 'agreement-in-force', 'agreement-declined'];

/** One signature is a deed of its own: a batch of hundreds is many rows and one line. */
const LOOK_BACK = 400;

export async function recentEvents(
  db: Db,
  party: { readonly id: Id; readonly kind: PartyKind },
  most: number,
): Promise<readonly Event[]> {
  const deeds = await recentDeeds(db, party, { own: OWN, others: OTHERS }, LOOK_BACK);
  return inLines(deeds, party.kind).slice(0, most);
}

/** Pure: newest first in, newest first out. */
export function inLines(deeds: readonly RecentDeed[], viewerKind: string): readonly Event[] {
  const lines = new Map<string, { deed: RecentDeed; count: number; doers: Set<string> }>();
  for (const deed of deeds) {
    // The signatures of others on one day are one line, whoever they are; our own are told by person.
    const doer = deed.own ? (deed.by ?? '') : 'others';
    const key = `${dutchDayOf(deed.at)} ${deed.kind} ${deed.own} ${doer}`;
    const line = lines.get(key) ?? { deed, count: 0, doers: new Set<string>() };
    const told = deed.body['count'];
    line.count += typeof told === 'number' ? told : 1;
    if (deed.by !== null) line.doers.add(deed.by);
    lines.set(key, line);
  }
  return [...lines.values()]
    .filter(({ deed, count }) => !isSaidByForce(deed, count, lines))
    .map(({ deed, count, doers }) => ({
      day: dutchDayOf(deed.at),
      text: eventWords({ kind: deed.kind, own: deed.own, doers: [...doers], count }, viewerKind),
    }));
}

/** A last signature is told by the line that says what came into force. */
function isSaidByForce(
  deed: RecentDeed,
  count: number,
  lines: ReadonlyMap<string, { readonly count: number }>,
): boolean {
  if (deed.kind !== 'agreement-signed') return false;
  const doer = deed.own ? (deed.by ?? '') : 'others';
  return lines.get(`${dutchDayOf(deed.at)} agreement-in-force ${deed.own} ${doer}`)?.count === count;
}
