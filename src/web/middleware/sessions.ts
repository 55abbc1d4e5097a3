import type { RequestHandler } from 'express';
import { ConnectSessionKnexStore } from 'connect-session-knex';
import session from 'express-session';
import passport from 'passport';
import type { Deps } from '../../deps';
import { findViewer } from '../../persistence/read/viewer';
import type { Viewer } from '../../domain/parties';

declare global {
  // What passport hangs on a request: the viewer of src/domain/parties.ts.
  namespace Express {
    interface User extends Viewer {}
  }
}

interface StoredLogin {
  readonly personId: string;
  readonly partyId: string;
}

/** A visitor's answers stay for a day; a login ends after an hour without a request. */
const VISITOR_MS = 24 * 3600 * 1000;
export const LOGIN_MS = 3600 * 1000;

/** Sessions in the database, and the viewer of each request. */
export function sessions(deps: Deps): readonly RequestHandler[] {
  const https = deps.config.baseUrl.startsWith('https:');
  // connect-session-knex wants the table of the migrations; a cleanup timer of its own would outlive the database.
  const store = new ConnectSessionKnexStore({
    knex: deps.db,
    tableName: 'session',
    createTable: false,
    cleanupInterval: 0,
  });
  const authenticator = new passport.Passport();
  authenticator.serializeUser<StoredLogin>((viewer, done) => {
    done(null, { personId: viewer.personId, partyId: viewer.party.id });
  });
  authenticator.deserializeUser<StoredLogin>((login, done) => {
    findViewer(deps.db, login.personId, login.partyId).then(
      (viewer) => done(null, viewer ?? false),
      (error: unknown) => done(error),
    );
  });
  return [
    session({
      name: https ? '__Host-portaal' : 'portaal',
      secret: deps.keys.sessionSecret,
      store,
      resave: false,
      saveUninitialized: false,
      rolling: true,
      cookie: { httpOnly: true, sameSite: 'lax', secure: https, path: '/', maxAge: VISITOR_MS },
      proxy: deps.config.trustProxy > 0,
    }),
    authenticator.session(),
  ];
}
