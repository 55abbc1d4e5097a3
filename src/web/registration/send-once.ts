// Sending a registration: once for each form, however often its button is pressed, and not without end from one address.
import type { Deps } from '../../deps';
import { DomainError } from '../../domain/errors';
import { linkOfSubmission } from '../../usecases/onboarding/link-of-submission';
import { countRegistration } from '../../usecases/onboarding/count-registration';
import type { ReceivedRegistration } from '../../usecases/onboarding/receive-registration';
import { redirect, type Reply, type SessionDoor, type VisitorRequest } from '../http';
import { sentenceOf } from '../nl/errors';

const KEY = 'aanmelding-inzending';

/** Each time that the answers are shown for a last look, what is sent from there is one thing. */
export const beginSubmission = (deps: Pick<Deps, 'newSecret'>, session: SessionDoor): void =>
  session.write(KEY, deps.newSecret());

/** The page of what this browser sent from its last look at the answers; null when it sent nothing. */
export async function sentBefore(deps: Deps, session: SessionDoor): Promise<Reply | null> {
  const kept = session.read(KEY);
  const secret = typeof kept === 'string' ? await linkOfSubmission(deps, kept) : null;
  return secret === null ? null : redirect(`/aanmeldingen/${secret}`);
}

/** Registers and goes to the page of the registration; `again` shows a refusal that the sender can mend. */
export async function sendOnce(
  deps: Deps,
  { session, address }: VisitorRequest,
  act: {
    readonly register: (submission: string | null) => Promise<ReceivedRegistration>;
    readonly forget: () => void;
    readonly mendable: readonly string[];
    readonly again: (sentence: string) => Promise<Reply>;
  },
): Promise<Reply> {
  const kept = session.read(KEY);
  try {
    await countRegistration(deps, address);
    const { secret } = await act.register(typeof kept === 'string' ? kept : null);
    act.forget();
    return redirect(`/aanmeldingen/${secret}`);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    // The second press of a double click waited for the first.
    const before = await sentBefore(deps, session);
    if (before) act.forget();
    if (before) return before;
    if (error.code === 'too-many-attempts' || act.mendable.includes(error.code)) return act.again(sentenceOf(error));
    throw error;
  }
}
