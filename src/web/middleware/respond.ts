import type { Request, Response } from 'express';
import type { Viewer } from '../../domain/parties';
import { addSeconds } from '../../domain/time';
import type { Reply } from '../http';
import { dutchTime } from '../nl/format';
import { personLine } from '../nl/roles';
import { anonymous, frameFor, render, type Audience, type Site, type Visitor } from '../page';
import { csrfToken } from './csrf';
import { LOGIN_MS } from './sessions';

/** Sends a reply. Pages behind a session are never kept by a cache. */
export function respond(site: Site, request: Request, response: Response, reply: Reply, viewer: Viewer | null): void {
  const inSession = 'session' in request;
  if (inSession) response.set('Cache-Control', 'no-store');
  response.set(reply.headers ?? {});
  switch (reply.kind) {
    case 'page': {
      const visitor = inSession ? visitorOf(site, request, viewer) : anonymous;
      const hasErrors = reply.status === 422;
      const { title, current, breadcrumbs } = reply;
      response.status(reply.status);
      render(response, reply.view, {
        frame: frameFor(site, visitor, { title, current, breadcrumbs, hasErrors }),
        ...reply.model,
      });
      return;
    }
    case 'redirect':
      response.redirect(303, ownPath(reply.to));
      return;
    case 'json':
      response.status(reply.status).type(reply.type).send(JSON.stringify(reply.body));
      return;
    case 'text':
      response.type('text/plain').send(reply.body);
      return;
    case 'file':
      response
        .set('Content-Disposition', disposition(reply.name, reply.inline))
        .type(reply.type)
        .send(typeof reply.body === 'string' ? Buffer.from(reply.body, 'utf8') : reply.body);
      return;
    case 'stream':
      response.set('Content-Disposition', disposition(reply.name, false)).type(reply.type);
      reply.body.pipe(response);
      return;
  }
}

/** A redirect goes to a path of our own or nowhere: `//evil` and `/\evil` are other hosts to a browser. */
export function ownPath(to: string): string {
  return /^\/(?![/\\])\P{Cc}*$/u.test(to) ? to : '/';
}

export function visitorOf(site: Site, request: Request, viewer: Viewer | null): Visitor {
  const until = dutchTime(addSeconds(site.clock.now(), LOGIN_MS / 1000));
  const person = viewer ? { name: viewer.name, line: personLine(viewer), several: viewer.several, until } : null;
  return { audience: audienceOf(viewer), person, csrfToken: csrfToken(request), counts: {} };
}

function audienceOf(viewer: Viewer | null): Audience {
  switch (viewer?.party.kind) {
    case 'municipality':
    case 'partner':
    case 'steward':
      return viewer.party.kind;
    default:
      return 'public';
  }
}

function disposition(name: string, inline: boolean): string {
  const ascii = name.replace(/[^\w.() -]/g, '_');
  return `${inline ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}
