import type { RequestHandler } from 'express';
import { pinoHttp } from 'pino-http';
import type { Log } from '../../log';

/** One line for each request: method, path without its query (it may hold what a person typed), status, milliseconds. */
export function requestLog(log: Log): RequestHandler {
  return pinoHttp({
    logger: log,
    serializers: {
      req: (request: { method: string; url: string }) => ({
        method: request.method,
        path: withoutSecrets(request.url),
      }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    },
    customLogLevel: (_request, response, error) => (error || response.statusCode >= 500 ? 'error' : 'info'),
    autoLogging: { ignore: (request) => (request.url ?? '').startsWith('/assets/') },
  });
}

/** Links that open something by themselves are not written down. */
function withoutSecrets(url: string): string {
  const path = url.split('?')[0] ?? '';
  return path.replace(/^(\/(?:uitnodigingen|aanmeldingen|inloggen\/herstel))\/[^/]+/, '$1/…');
}
