import busboy from 'busboy';
import type { NextFunction, Request, Response } from 'express';
import type { Upload } from '../http';

/** What a file on a form may weigh (10 MB), and what is read of a longer one before the line is cut. */
const LARGEST_FILE = 10 * 1024 * 1024;
const MOST_READ = 3 * LARGEST_FILE;

const uploads = new WeakMap<Request, Upload>();

export const uploadOf = (request: Request): Upload | null => uploads.get(request) ?? null;

/** Reads a multipart form: its fields into the body, its only file into memory. Anything else passes untouched. */
export function readUpload(request: Request, _response: Response, next: NextFunction): void {
  if (!request.is('multipart/form-data')) return next();
  const body: Record<string, string> = {};
  let ended = false;
  const end = (): void => {
    if (ended) return;
    ended = true;
    request.body = body;
    request.unpipe();
    // The rest must be read, or the browser never hears the answer; but not for ever.
    let left = MOST_READ;
    request.on('data', (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) request.destroy();
    });
    request.resume();
    next();
  };
  try {
    const reader = busboy({
      headers: request.headers,
      limits: { files: 1, fileSize: LARGEST_FILE, fields: 10, fieldSize: 4096, parts: 12, headerPairs: 20 },
    });
    reader.on('field', (name, value) => {
      body[name] = value;
    });
    reader.on('file', (_field, stream, { filename }) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', () => {
        uploads.set(request, { kind: 'too-large' });
        chunks.length = 0;
        end();
      });
      stream.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const isChosen = filename !== undefined && (filename !== '' || bytes.length > 0);
        if (isChosen && !uploads.has(request)) uploads.set(request, { kind: 'file', name: filename, bytes });
      });
    });
    // A form that is cut off or malformed is one without a file; the page says so.
    reader.on('error', end);
    reader.on('close', end);
    request.on('aborted', end);
    request.pipe(reader);
  } catch {
    end();
  }
}
