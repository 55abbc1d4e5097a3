import type { Express } from 'express';
import type { Deps } from '../../deps';
import { pendingMigrations } from '../../persistence/db';
import { authorityProblems } from '../../usecases/check/authority-problems';

/**
 * `/live`: the process answers. `/ready`: it can do its work: the database answers and is up to date. What the time-stamp
 * authorities showed is a warning: without them signatures wait, and all the rest goes on.
 */
export function health(app: Express, deps: Deps): void {
  app.get('/live', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'live' });
  });
  app.get('/ready', (_request, response, next) => {
    pendingMigrations(deps.db)
      .then((pending) => {
        const ready = pending.length === 0;
        response
          .set('Cache-Control', 'no-store')
          .status(ready ? 200 : 503)
          .json({ status: ready ? 'ready' : 'migrations wait', pending, warnings: authorityProblems(deps) });
      })
      .catch((error: unknown) => {
        deps.log.error({ err: error }, 'the database does not answer');
        response.status(503).json({ status: 'the database does not answer' });
      })
      .catch(next);
  });
}
