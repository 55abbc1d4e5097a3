import type { RequestHandler } from 'express';

const VERSION = '1.0.0';

/** On every answer of the API, errors too: its version (API Design Rules NL, /core/version-header), and open to every origin. */
export const apiHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'API-Version': VERSION,
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'API-Version',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  });
  next();
};
