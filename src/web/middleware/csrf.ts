import { csrfSync } from 'csrf-sync';
import type { Request } from 'express';
import type { Config } from '../../config';

const { generateToken, isRequestValid } = csrfSync({
  getTokenFromRequest: (request) => (request.body as { _csrf?: string } | undefined)?._csrf,
});

export const csrfToken = (request: Request): string => generateToken(request);

export type CsrfVerdict = 'fine' | 'foreign' | 'stale';

/**
 * A form must come from our own pages. The browser says so itself (Origin, Sec-Fetch-Site): another site is refused.
 * A token that does not fit is mostly an ended session: the form is then given back, filled in.
 */
export function csrfVerdict(request: Request, config: Config): CsrfVerdict {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'foreign';
  const origin = request.headers.origin;
  if (origin !== undefined && origin !== ownOrigin(request, config)) return 'foreign';
  return isRequestValid(request) ? 'fine' : 'stale';
}

/** In demonstration mode the host was already held against localhost (ownHostOnly). */
function ownOrigin(request: Request, config: Config): string {
  return config.demonstration ? `http://${request.headers.host ?? ''}` : new URL(config.baseUrl).origin;
}
