import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { Config } from '../../config';

/** Headers of every answer: only our own files, no framing, no sniffing, https for two years in production. */
export function securityHeaders(config: Config): RequestHandler {
  const own = ["'self'"];
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: own,
        styleSrc: own,
        fontSrc: own,
        imgSrc: ["'self'", 'data:'],
        connectSrc: own,
        formAction: own,
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: config.baseUrl.startsWith('https:')
      ? { maxAge: 63_072_000, includeSubDomains: true }
      : false,
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
}

/** A request for another host than ours is refused: links and cookies hang on the host. */
export function ownHostOnly(config: Config): RequestHandler {
  const { host, hostname, port } = new URL(config.baseUrl);
  // In demonstration mode the port may be chosen by the system, and localhost has two names.
  const allowed = new Set([host]);
  return (request, response, next) => {
    const asked = request.headers.host ?? '';
    const local =
      config.demonstration &&
      /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(asked) &&
      ['localhost', '127.0.0.1'].includes(hostname);
    if (allowed.has(asked) || local || (port === '' && asked === hostname)) next();
    else response.status(421).type('text/plain').send('Misdirected Request\n');
  };
}
