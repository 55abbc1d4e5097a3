import type { Stage } from '../../domain/agreement';

/**
 * On whom an agreement waits, seen from one of its parties: on who prepares, on its own signatory, on the other party, on
 * the portal; or it is parked, in force, over.
 */
export type Waiting = 'prepare' | 'signatory' | 'other' | 'running' | 'parked' | 'in-force' | 'ended';

export function waitingFor(stage: Stage, viewerKind: string): Waiting {
  switch (stage.at) {
    case 'draft':
      if (viewerKind !== 'municipality') return 'other';
      return stage.parkedUntil === null ? 'prepare' : 'parked';
    case 'municipality':
    case 'partner':
      if (stage.work.kind === 'running') return 'running';
      if (stage.at !== viewerKind) return 'other';
      return stage.work.kind === 'handed-over' ? 'signatory' : 'prepare';
    case 'in-force':
    case 'in-force-later':
      return 'in-force';
    case 'declined':
    case 'withdrawn':
    case 'lapsed':
    case 'terminated':
    case 'superseded':
      return 'ended';
  }
}
