import type { Deps } from '../../deps';
import { page, type MemberHandler, type SessionDoor } from '../http';
import { backupCodes, invitation } from '../nl/accounts';
import { linkButton } from '../parts';
import { messagePage } from './form-page';
import { landing } from './landing';
import { keepSecret, keptSecret } from './once';

const FRESH_CODES = 'fresh-backup-codes';

interface FreshCodes {
  readonly codes: readonly string[];
  /** The last step of a new account. */
  readonly newAccount: boolean;
}

/** Leaves codes just made for the page that shows them once. */
export const leaveCodes = (deps: Deps, session: SessionDoor, fresh: FreshCodes): void =>
  keepSecret(deps, session, FRESH_CODES, fresh);

export const showBackupCodes: MemberHandler = async (deps, request) => {
  const fresh = keptSecret(deps, request.session, FRESH_CODES) as FreshCodes | null;
  request.session.forget(FRESH_CODES);
  if (!fresh) {
    const { title, lead, link } = backupCodes.gone;
    const button = linkButton(link, '/account/herstelcodes');
    return page('accounts/message', title, messagePage(title, lead, { button }));
  }
  const { title, lead, keep, button } = backupCodes;
  const steps = fresh.newAccount ? { current: invitation.steps.length, steps: invitation.steps } : null;
  const next = linkButton(button, landing(request.viewer.party.kind));
  return page(
    'accounts/message',
    title,
    messagePage(title, lead, { steps, codes: fresh.codes, text: keep, button: next }),
  );
};
