// What a handler gets and gives: plain data in, a reply out. Express itself is known to app.ts and web/middleware only.
import type { Deps } from '../deps';
import type { Viewer } from '../domain/parties';
import type { Id } from '../domain/time';
import type { Crumb } from './page';

/** Fields of a form as sent: a value, or several of one name. */
export type FormBody = Readonly<Record<string, string | readonly string[]>>;

/** A file that came with a form; kept in memory while the request lasts and nowhere else. */
export type Upload =
  { readonly kind: 'file'; readonly name: string; readonly bytes: Buffer } | { readonly kind: 'too-large' };

export interface PublicRequest {
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly address: string;
}

/** What a handler may do with the browser's session. */
export interface SessionDoor {
  /** Something that an earlier page of this browser left; undefined when there is nothing. */
  read(key: string): unknown;
  write(key: string, value: unknown): void;
  forget(key: string): void;
  /** A new session id with the answers of the old one: after each step that proves something. */
  renew(): Promise<void>;
  /** Logs in: a new session id, nothing of the old session but what `keep` names. */
  begin(login: { readonly personId: Id; readonly partyId: Id }, keep?: readonly string[]): Promise<void>;
  end(): Promise<void>;
  readonly id: string;
}

export interface VisitorRequest extends PublicRequest {
  readonly form: FormBody;
  /** Null where no file was chosen, and on every page that takes none. */
  readonly upload: Upload | null;
  readonly session: SessionDoor;
  readonly viewer: Viewer | null;
}

export interface MemberRequest extends VisitorRequest {
  readonly viewer: Viewer;
}

/** Headers beside those of the kind, such as how long a cache may keep an answer. */
export type Reply = ReplyBody & { readonly headers?: Readonly<Record<string, string>> };

type ReplyBody =
  | {
      readonly kind: 'page';
      readonly view: string;
      readonly title: string;
      readonly model: object;
      readonly status: number;
      /** The bar item that this page belongs under. */
      readonly current: string | null;
      readonly breadcrumbs: readonly Crumb[];
    }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'json'; readonly status: number; readonly body: unknown; readonly type: string }
  | { readonly kind: 'text'; readonly body: string }
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly type: string;
      readonly body: Buffer | string;
      readonly inline: boolean;
    }
  | { readonly kind: 'stream'; readonly name: string; readonly type: string; readonly body: NodeJS.ReadableStream };

interface PageOptions {
  readonly current?: string;
  readonly breadcrumbs?: readonly Crumb[];
  readonly status?: number;
}

/** A page: view file, document title (without the portal's name), and the view's own fields. */
export const page = (view: string, title: string, model: object, options: PageOptions = {}): Reply => ({
  kind: 'page',
  view,
  title,
  model,
  status: options.status ?? 200,
  current: options.current ?? null,
  breadcrumbs: options.breadcrumbs ?? [],
});

/** A form that comes back: 422, "Fout: " in the title. */
export const formAgain = (view: string, title: string, model: object, options: PageOptions = {}): Reply =>
  page(view, title, model, { ...options, status: 422 });

/** See other, to a path of our own. */
export const redirect = (to: string): Reply => ({ kind: 'redirect', to });

export const json = (body: unknown, status = 200, type = 'application/json'): Reply => ({
  kind: 'json',
  status,
  body,
  type,
});

/** Plain text, shown by the browser. */
export const text = (body: string): Reply => ({ kind: 'text', body });

export const file = (name: string, type: string, body: Buffer | string, inline = false): Reply => ({
  kind: 'file',
  name,
  type,
  body,
  inline,
});

export const stream = (name: string, type: string, body: NodeJS.ReadableStream): Reply => ({
  kind: 'stream',
  name,
  type,
  body,
});

/** A public answer that browsers and proxies may keep for a minute; the register moves, so not longer. */
export const cacheable = (reply: Reply): Reply => ({
  ...reply,
  headers: { ...reply.headers, 'Cache-Control': 'public, max-age=60' },
});

export type PublicHandler = (deps: Deps, request: PublicRequest) => Promise<Reply>;
export type VisitorHandler = (deps: Deps, request: VisitorRequest) => Promise<Reply>;
export type MemberHandler = (deps: Deps, request: MemberRequest) => Promise<Reply>;
