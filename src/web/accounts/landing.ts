import type { PartyKind } from '../../domain/parties';
import { ownPath } from '../middleware/respond';

/** The page where work begins. */
export const landing = (kind: PartyKind): string => (kind === 'steward' ? '/beheer' : '/overzicht');

/** Back to the page that asked for the log-in, if it is one of ours; else where work begins. */
export function whereTo(back: string, kind: PartyKind): string {
  const own = ownPath(back);
  return own === '/' ? landing(kind) : own;
}
