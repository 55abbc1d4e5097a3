import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { Deps } from '../../deps';
import { DomainError, type ErrorKind } from '../../domain/errors';
import { sentenceOf } from '../nl/errors';
import { anonymous, frameFor, render, type Site } from '../page';
import { visitorOf } from './respond';

const STATUS: Readonly<Record<ErrorKind, number>> = {
  'not-found': 404,
  conflict: 409,
  invalid: 422,
  'too-many': 429,
  unavailable: 503,
};

/** What no route answered. */
export function nothingHere(site: Site): RequestHandler {
  return (request, response) => failurePage(site, request, response, 404, '', null);
}

/** Every error ends here: a refusal in its own words, anything else as a fault with a number to quote. */
export function failures(deps: Deps, site: Site): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    if (error instanceof DomainError) {
      failurePage(site, request, response, STATUS[error.kind], sentenceOf(error), null);
      return;
    }
    const status = (error as { status?: unknown }).status;
    if (typeof status === 'number' && status >= 400 && status < 500) {
      failurePage(site, request, response, status === 404 ? 404 : 400, 'Dit verzoek kunnen wij niet lezen.', null);
      return;
    }
    const number = deps.newId().slice(-12);
    deps.log.error({ err: error, fault: number, method: request.method, path: request.path }, 'fault');
    failurePage(site, request, response, 500, '', number);
  };
}

function failurePage(
  site: Site,
  request: Request,
  response: Response,
  status: number,
  sentence: string,
  fault: string | null,
): void {
  if (request.path.startsWith('/api/')) {
    response
      .status(status)
      .type('application/problem+json')
      .send(
        JSON.stringify({
          type: 'about:blank',
          title: status === 404 ? 'Not Found' : 'Error',
          status,
          ...(fault ? { instance: fault } : {}),
        }),
      );
    return;
  }
  const view =
    status === 404
      ? 'errors/404'
      : status === 409
        ? 'errors/409'
        : status === 429
          ? 'errors/429'
          : status >= 500
            ? 'errors/500'
            : 'errors/400';
  const titles: Record<number, string> = {
    404: 'Pagina niet gevonden',
    409: 'Ondertussen veranderd',
    429: 'Te vaak geprobeerd',
    500: 'Er ging iets mis',
  };
  const visitor = 'session' in request && request.session ? visitorOf(site, request, request.user ?? null) : anonymous;
  response.status(status).set('Cache-Control', 'no-store');
  render(response, view, {
    frame: frameFor(site, visitor, { title: titles[status] ?? 'Dit lukt niet' }),
    sentence,
    fault,
    path: request.path,
  });
}
