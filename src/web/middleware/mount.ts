import type { Express, NextFunction, Request, RequestHandler, Response } from 'express';
import type { Deps } from '../../deps';
import { notFound } from '../../domain/errors';
import type { Viewer } from '../../domain/parties';
import type { FormBody, PublicRequest, VisitorRequest } from '../http';
import type { Site } from '../page';
import { mayUse, type Route } from '../route';
import { csrfToken, csrfVerdict } from './csrf';
import { respond } from './respond';
import { sessionDoor } from './session-door';
import { readUpload, uploadOf } from './upload';

/** Puts every route of the map on the app: policy first, then the handler, then its reply. */
export function mount(
  app: Express,
  deps: Deps,
  site: Site,
  routes: readonly Route[],
  sessionChain: readonly RequestHandler[],
): void {
  for (const route of routes) {
    if (route.who === 'demonstration' && !deps.config.demonstration) continue;
    const outside = route.who === 'anyone' || route.who === 'demonstration';
    app[route.method](
      route.path,
      ...(outside ? [] : sessionChain),
      ...('upload' in route && route.upload ? [readUpload] : []),
      (request: Request, response: Response, next: NextFunction) => {
        serve(deps, site, route, request, response).catch(next);
      },
    );
  }
}

async function serve(deps: Deps, site: Site, route: Route, request: Request, response: Response): Promise<void> {
  if (route.who === 'anyone' || route.who === 'demonstration') {
    respond(site, request, response, await route.handler(deps, publicRequest(request)), null);
    return;
  }
  const viewer: Viewer | null = request.user ?? null;
  if (route.method === 'post') {
    const verdict = csrfVerdict(request, deps.config);
    if (verdict !== 'fine') return refuseForm(site, request, response, verdict === 'foreign');
  }
  if (route.who === 'member') {
    // Without a login what was typed comes back as well, ready to be sent after one.
    if (!viewer && route.method === 'post') return refuseForm(site, request, response, false);
    if (!viewer) return askLogin(request, response);
    // Not yours is not found: a page that may not be seen does not exist.
    if (!mayUse(route, viewer)) throw notFound();
    const reply = await route.handler(deps, { ...visitorRequest(deps, request), viewer });
    respond(site, request, response, reply, viewer);
    return;
  }
  const reply = await route.handler(deps, { ...visitorRequest(deps, request), viewer });
  // A handler that logged somebody in or out changed whose page this is.
  respond(site, request, response, reply, request.user ?? null);
}

function publicRequest(request: Request): PublicRequest {
  return {
    path: request.path,
    params: onlyText(request.params),
    query: onlyText(request.query),
    address: request.ip ?? '',
  };
}

function visitorRequest(deps: Deps, request: Request): Omit<VisitorRequest, 'viewer'> {
  return {
    ...publicRequest(request),
    form: (request.body ?? {}) as FormBody,
    upload: uploadOf(request),
    session: sessionDoor(deps, request),
  };
}

/** A repeated query key gives its first value, so that a handler meets text only. */
function onlyText(values: Readonly<Record<string, unknown>>): Record<string, string> {
  const text: Record<string, string> = {};
  for (const [key, value] of Object.entries(values)) {
    const first: unknown = Array.isArray(value) ? value[0] : value;
    if (typeof first === 'string') text[key] = first;
  }
  return text;
}

function askLogin(request: Request, response: Response): void {
  response.redirect(303, `/inloggen?terug=${encodeURIComponent(request.originalUrl)}`);
}

/** Nothing was recorded; what was typed comes back, ready to send again. Secrets are typed anew. */
function refuseForm(site: Site, request: Request, response: Response, foreign: boolean): void {
  const fields = Object.entries((request.body ?? {}) as FormBody)
    .filter(([name]) => name !== '_csrf' && !SECRET_FIELDS.has(name))
    .flatMap(([name, value]) => (typeof value === 'string' ? [value] : value).map((one) => ({ name, value: one })));
  const reply = {
    kind: 'page' as const,
    view: 'errors/opnieuw-versturen',
    title: foreign ? 'Niet verstuurd' : 'Uw sessie is verlopen',
    model: {
      action: request.path,
      fields: foreign ? [] : fields,
      foreign,
      loggedIn: Boolean(request.user),
      csrfToken: csrfToken(request),
    },
    status: 403,
    current: null,
    breadcrumbs: [],
  };
  respond(site, request, response, reply, request.user ?? null);
}

const SECRET_FIELDS = new Set(['wachtwoord', 'nieuw-wachtwoord', 'code', 'nieuwe-code', 'herstelcode']);
