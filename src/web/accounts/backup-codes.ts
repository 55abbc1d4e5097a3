import type { Deps } from '../../deps';
import { page, type MemberHandler, type SessionDoor } from '../http';
import { backupCodes } from '../nl/accounts';
import { linkButton } from '../parts';
import { messagePage } from './form-page';
import { landing } from './landing';
import { keepSecret, keptSecret } from './once';

const FRESH_CODES = 'fresh-backup-codes';

/** Leaves codes just made for the page that shows them once. */
export const leaveCodes = (deps: Deps, session: SessionDoor, codes: readonly string[]): void =>
  keepSecret(deps, session, FRESH_CODES, codes);

export const showBackupCodes: MemberHandler = async (deps, request) => {
  const codes = keptSecret<readonly string[]>(deps, request.session, FRESH_CODES);
  request.session.forget(FRESH_CODES);
  if (!codes) {
    const { title, lead, link } = backupCodes.gone;
    const button = linkButton(link, '/account/herstelcodes');
    return page('accounts/message', title, messagePage(title, lead, { button }));
  }
  const { title, lead, keep, button } = backupCodes;
  const next = linkButton(button, landing(request.viewer.party.kind));
  return page('accounts/message', title, messagePage(title, lead, { codes, text: keep, button: next }));
};
