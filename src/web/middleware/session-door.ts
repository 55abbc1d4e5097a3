import type { Request } from 'express';
import type { Deps } from '../../deps';
import { notFound } from '../../domain/errors';
import { forgetPersonSession, insertPersonSession } from '../../persistence/person-session';
import { findViewer } from '../../persistence/read/viewer';
import type { SessionDoor } from '../http';
import { LOGIN_MS } from './sessions';

/** The part of an Express session that handlers may touch. Answers of forms live under `answers`, apart from the library's own fields. */
export function sessionDoor(deps: Deps, request: Request): SessionDoor {
  const answers = (): Record<string, unknown> => {
    const held = request.session as unknown as { answers?: Record<string, unknown> };
    return (held.answers ??= {});
  };
  return {
    get id() {
      return request.session.id;
    },
    read: (key) => answers()[key],
    write: (key, value) => {
      answers()[key] = value;
    },
    forget: (key) => {
      delete answers()[key];
    },
    renew: async () => {
      const kept = answers();
      await called((done) => request.session.regenerate(done));
      Object.assign(answers(), kept);
    },
    begin: async ({ personId, partyId }, keep = []) => {
      const viewer = await findViewer(deps.db, personId, partyId);
      if (!viewer) throw notFound();
      const kept = Object.fromEntries(keep.map((key) => [key, answers()[key]]));
      await forgetPersonSession(deps.db, request.session.id);
      // passport gives the session a new id here, so that an id planted before the login is worth nothing after it.
      await called((done) => request.logIn(viewer, done));
      Object.assign(answers(), kept);
      request.session.cookie.maxAge = LOGIN_MS;
      await called((done) => request.session.save(done));
      const userAgent = request.headers['user-agent'] ?? '';
      const session = { sid: request.session.id, startedAt: deps.clock.now(), userAgent };
      await insertPersonSession(deps.db, session, personId);
    },
    end: async () => {
      await forgetPersonSession(deps.db, request.session.id);
      await called((done) => request.session.destroy(done));
    },
  };
}

/** The session library answers through callbacks. */
function called(act: (done: (error?: unknown) => void) => void): Promise<void> {
  return new Promise((done, fail) => {
    act((error) => (error ? fail(error) : done()));
  });
}
