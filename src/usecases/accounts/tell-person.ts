import type { Deps } from '../../deps';
import type { Instant } from '../../domain/time';
import { momentInWords } from '../../documents/dutch';
import type { Trx } from '../../persistence/db';
import { enqueue } from '../../persistence/outbox';
import { changeInWords, type SignInChange } from './mail-words';

/** The mail that lets a person notice what somebody else did in her name. */
export async function tellSignInChange(
  trx: Trx,
  deps: Pick<Deps, 'newId'> & { readonly config: Pick<Deps['config'], 'baseUrl'> },
  to: { readonly email: string; readonly name: string },
  change: SignInChange,
  now: Instant,
): Promise<void> {
  const link = `${deps.config.baseUrl}/inloggen/herstel`;
  const values = { what: changeInWords[change], when: momentInWords(now), link };
  const payload = { template: 'inlogmanier-gewijzigd' as const, to: { email: to.email, name: to.name }, values };
  await enqueue(trx, deps.newId, now, [
    { kind: 'mail', dedupeKey: `sign-in-change:${deps.newId()}`, payload, dueAt: now },
  ]);
}
