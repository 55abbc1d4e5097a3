import { join } from 'node:path';
import express, { type Express } from 'express';
import type { Deps } from './deps';
import { apiHeaders } from './api/headers';
import { loadAssets } from './web/assets-manifest';
import { failures, nothingHere } from './web/middleware/failures';
import { health } from './web/middleware/health';
import { mount } from './web/middleware/mount';
import { requestLog } from './web/middleware/request-log';
import { ownHostOnly, securityHeaders } from './web/middleware/security';
import { sessions } from './web/middleware/sessions';
import type { Site } from './web/page';
import { projectRoot } from './web/project-root';
import { routes } from './web/routes';
import { registerViews } from './web/views';

/** The portal as one Express app, from what it is made of. Opens and listens to nothing. */
export function createApp(deps: Deps): Express {
  const app = express();
  const site: Site = { clock: deps.clock, demonstration: deps.config.demonstration, assets: loadAssets() };

  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', deps.config.trustProxy);
  if (deps.config.production) app.enable('view cache');
  registerViews(app, { viewsDir: join(projectRoot, 'views') });

  app.use(securityHeaders(deps.config));
  health(app, deps);
  app.use(requestLog(deps.log));
  app.use(ownHostOnly(deps.config));
  app.use(
    '/assets',
    express.static(join(projectRoot, 'dist/assets'), { immutable: true, maxAge: '365d', index: false }),
  );
  app.use(express.urlencoded({ extended: false, limit: '256kb', parameterLimit: 2000 }));

  app.use('/api/v1', apiHeaders);

  mount(app, deps, site, routes, sessions(deps));

  app.use(nothingHere(site));
  app.use(failures(deps, site));
  return app;
}
