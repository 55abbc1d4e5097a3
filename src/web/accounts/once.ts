import type { Deps } from '../../deps';
import type { SessionDoor } from '../http';

// Small secrets that one page leaves for the next in the same browser: sealed, since sessions stand in the database.

type Slice = { readonly keys: Pick<Deps['keys'], 'vault'> };

export function keepSecret(deps: Slice, session: SessionDoor, key: string, value: unknown): void {
  session.write(key, deps.keys.vault.seal(JSON.stringify(value)));
}

export function keptSecret(deps: Slice, session: SessionDoor, key: string): unknown {
  const sealed = session.read(key);
  return typeof sealed === 'string' ? JSON.parse(deps.keys.vault.open(sealed)) : null;
}
