import type { Stage } from '../../domain/agreement';
import { addDays, type Day, type Id } from '../../domain/time';
import type { Tone } from '../parts';
import { dutchDay } from './format';

export interface StatusWords {
  readonly text: string;
  readonly tone: Tone;
}

type Side = 'municipality' | 'partner';

/** The words for a state, the same on every page, in mails and exports; "Wacht op u" depends on who looks. */
export function statusWords(stage: Stage, viewerKind: Side, viewerPersonId: Id | null): StatusWords {
  switch (stage.at) {
    case 'draft':
      if (viewerKind === 'partner') return { text: 'Wacht op gemeente', tone: 'elsewhere' };
      return { text: 'Klaar te zetten', tone: stage.parkedUntil === null ? 'wait' : 'neutral' };
    case 'municipality':
    case 'partner':
      if (stage.work.kind === 'running') return { text: 'Wordt verwerkt', tone: 'elsewhere' };
      if (stage.at !== viewerKind)
        return { text: stage.at === 'partner' ? 'Wacht op signaalpartner' : 'Wacht op gemeente', tone: 'elsewhere' };
      return stage.work.kind === 'handed-over' && stage.work.personId !== viewerPersonId
        ? { text: 'Wacht op tekenbevoegde', tone: 'elsewhere' }
        : { text: 'Wacht op u', tone: 'wait' };
    case 'in-force-later':
      return { text: `Van kracht vanaf ${dutchDay(stage.from)}`, tone: 'elsewhere' };
    case 'in-force':
      return stage.untilExclusive === null
        ? { text: 'Van kracht', tone: 'yes' }
        : { text: terminated(stage.untilExclusive), tone: 'yes' };
    case 'terminated':
      return { text: stage.on === null ? 'Opgezegd' : terminated(stage.on), tone: 'no' };
    case 'superseded':
      return { text: withDay('Vervangen', stage.on), tone: 'neutral' };
    case 'declined':
      return { text: withDay('Geweigerd', stage.on), tone: 'no' };
    case 'withdrawn':
      return { text: withDay('Ingetrokken', stage.on), tone: 'neutral' };
    case 'lapsed':
      return { text: withDay('Vervallen', stage.on), tone: 'neutral' };
  }
}

/** Screens say the last day; the database keeps the first day without. */
const terminated = (untilExclusive: Day): string => `Opgezegd, tot en met ${dutchDay(addDays(untilExclusive, -1))}`;

const withDay = (word: string, day: Day | null): string => (day === null ? word : `${word} op ${dutchDay(day)}`);
