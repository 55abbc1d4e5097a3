// The view engine: EJS with one local, `page`, wrapped so that a view that asks for a field the model lacks fails loudly
// instead of printing nothing. Optional fields are therefore present as null.
import { readFileSync } from 'node:fs';
import ejs from 'ejs';
import type { Express } from 'express';

/** Wraps a value so that reading an unknown field throws; what is read from it is wrapped too. */
const demandingWith = (known: WeakSet<object>): ((value: unknown) => unknown) => {
  const demanding = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || known.has(value)) return value;
    const wrapped = new Proxy(value, {
      get(target, key) {
        if (typeof key === 'string' && !(key in target)) throw new ReferenceError(`the view asks for "${key}"`);
        return demanding(Reflect.get(target, key));
      },
    });
    known.add(wrapped);
    return wrapped;
  };
  return demanding;
};

/**
 * Registers the engine on `app`. EJS 7 copies its locals and so loses a Proxy given to it; the line put before every file
 * wraps `page` again, in includes too. Includes are written from the root: `include('/partials/icon', { page: ... })`.
 */
export const registerViews = (app: Express, { viewsDir }: { readonly viewsDir: string }): void => {
  ejs.fileLoader = (file) => `<% page = this.demanding(page); -%>${readFileSync(file, 'utf8')}`;
  app.set('views', viewsDir);
  app.set('view engine', 'ejs');
  app.engine('ejs', (file, locals, done) => {
    const { page } = locals as { readonly page: unknown };
    ejs.renderFile(
      file,
      { page },
      {
        strict: true,
        destructuredLocals: ['page'],
        context: { demanding: demandingWith(new WeakSet()) },
        root: viewsDir,
        views: [viewsDir],
        cache: app.enabled('view cache'),
      },
      done,
    );
  });
};
