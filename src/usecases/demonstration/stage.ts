import type { Deps } from '../../deps';
import type { Party, Viewer } from '../../domain/parties';
import { addDays, addSeconds, amsterdamDay, type Day, type Id, type Instant } from '../../domain/time';
import { nextWorkingDay } from '../../domain/working-days';
import { portalSigner } from '../../signing/signer';
import { builtInTimestamper } from '../../signing/timestamps/timestamper';
import { newSerial } from '../keys/make-portal-keys';

/** Writes the sentence above the button, as the page shows it: who signs, with whom, and does it come into force by it? */
export type ConsentText = (
  party: { readonly kind: string; readonly name: string },
  others: readonly string[],
  comesIntoForce: boolean,
) => string;

/** Somebody of the demonstration, with the key of the authenticator: signs as everybody does, with a code. */
export interface Player extends Viewer {
  readonly totpSecret: string;
}

/** What the steps of the past leave for the later ones. */
export interface Stage {
  readonly consentText: ConsentText;
  /** By CBS code, by a partner's name, and NVVK. */
  readonly parties: Map<string, Party>;
  /** By mail address. */
  readonly players: Map<string, Player>;
  /** Numbers of ceremonies and registrations by the name that the story gives them. */
  readonly numbers: Map<string, string>;
}

/** Something that happened; `deps` tells the time at which it did. */
export interface Step {
  readonly at: Instant;
  readonly run: (stage: Stage, deps: Deps) => Promise<void>;
}

/** The portal as it was at an instant: the clock stands still, and signatures and their time-stamps follow it. */
export function depsAt(deps: Deps, at: Instant): Deps {
  const clock = { now: () => at };
  const { issuing, timestamp } = deps.keys.portal;
  if (!timestamp) throw new Error('the past cannot be stamped without the built-in time-stamper');
  return {
    ...deps,
    clock,
    signer: portalSigner(issuing, { clock, newSerial, baseUrl: deps.config.baseUrl }),
    timestamper: builtInTimestamper(timestamp, { clock, newSerial }),
  };
}

/** Makes instants: so many working days before today at a time (UTC, 15:00 at the latest), or some minutes ago. */
export interface Calendar {
  readonly today: Day;
  ago(workingDays: number, time: string): Instant;
  minutesAgo(minutes: number): Instant;
}

export function calendar(now: Instant): Calendar {
  const today = amsterdamDay(now);
  return {
    today,
    ago: (workingDays, time) => `${workingDaysBefore(today, workingDays)}T${time}:00.000Z`,
    minutesAgo: (minutes) => `${addSeconds(now, -60 * minutes).slice(0, 19)}.000Z`,
  };
}

function workingDaysBefore(today: Day, count: number): Day {
  let day = today;
  for (let left = count; left > 0;) {
    day = addDays(day, -1);
    if (nextWorkingDay(day) === day) left--;
  }
  return day;
}

export function partyOf(stage: Stage, key: string): Party {
  const party = stage.parties.get(key);
  if (!party) throw new Error(`${key} takes no part in the demonstration`);
  return party;
}

export function playerOf(stage: Stage, email: string): Player {
  const player = stage.players.get(email);
  if (!player) throw new Error(`${email} does not play in the demonstration`);
  return player;
}

/** Makes somebody a player from now on. */
export function enlist(
  stage: Stage,
  party: Party,
  person: Pick<Player, 'name' | 'email' | 'roles' | 'totpSecret'> & { readonly personId: Id },
): Player {
  const { id, kind, name, number } = party;
  const { personId, email, roles, totpSecret } = person;
  const player = {
    personId,
    name: person.name,
    email,
    roles,
    totpSecret,
    several: false,
    party: { id, kind, name, number },
  };
  stage.players.set(email, player);
  return player;
}
