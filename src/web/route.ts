import type { PartyKind, Role, Viewer } from '../domain/parties';
import type { MemberHandler, PublicHandler, VisitorHandler } from './http';

type Method = 'get' | 'post';

/** One line of the map. `who` says who may use it, and nothing else decides that. */
export type Route = OpenRoute | VisitorRoute | MemberRoute;

/** Anyone, without a session: cacheable, the public bar even for who is logged in. `demonstration`: absent in production. */
interface OpenRoute {
  readonly who: 'anyone' | 'demonstration';
  readonly method: 'get';
  readonly path: string;
  readonly handler: PublicHandler;
}

/** Anyone, with a session: registration, invitations, login. */
interface VisitorRoute {
  readonly who: 'visitor';
  readonly method: Method;
  /** The form brings a file. */
  readonly upload: boolean;
  readonly path: string;
  readonly handler: VisitorHandler;
}

/** Members of these kinds of organisation in one of these roles. */
interface MemberRoute {
  readonly who: 'member';
  readonly kinds: readonly PartyKind[];
  readonly roles: readonly Role[];
  readonly method: Method;
  /** The form may bring a file. */
  readonly upload: boolean;
  readonly path: string;
  readonly handler: MemberHandler;
}

const ORGANISATIONS: readonly PartyKind[] = ['municipality', 'partner'];
const EVERY_ROLE: readonly Role[] = ['contact', 'signatory', 'admin', 'viewer'];

interface Members {
  readonly get: (path: string, handler: MemberHandler) => Route;
  readonly post: (path: string, handler: MemberHandler) => Route;
  readonly upload: (path: string, handler: MemberHandler) => Route;
}

const membersOf = (kinds: readonly PartyKind[], roles: readonly Role[]): Members => ({
  get: (path, handler) => ({ who: 'member', kinds, roles, method: 'get', upload: false, path, handler }),
  post: (path, handler) => ({ who: 'member', kinds, roles, method: 'post', upload: false, path, handler }),
  upload: (path, handler) => ({ who: 'member', kinds, roles, method: 'post', upload: true, path, handler }),
});

export const anyone = {
  get: (path: string, handler: PublicHandler): Route => ({ who: 'anyone', method: 'get', path, handler }),
};
export const demonstration = {
  get: (path: string, handler: PublicHandler): Route => ({ who: 'demonstration', method: 'get', path, handler }),
};
export const visitor = {
  get: (path: string, handler: VisitorHandler): Route => ({
    who: 'visitor',
    method: 'get',
    upload: false,
    path,
    handler,
  }),
  post: (path: string, handler: VisitorHandler): Route => ({
    who: 'visitor',
    method: 'post',
    upload: false,
    path,
    handler,
  }),
  upload: (path: string, handler: VisitorHandler): Route => ({
    who: 'visitor',
    method: 'post',
    upload: true,
    path,
    handler,
  }),
};
/** Whoever is logged in, stewards too. */
export const loggedIn = membersOf([...ORGANISATIONS, 'steward'], [...EVERY_ROLE, 'steward']);
/** Every member of a municipality or partner. */
export const members = membersOf(ORGANISATIONS, EVERY_ROLE);
/** Who prepares work: contacts and organisation admins. */
export const preparers = membersOf(ORGANISATIONS, ['contact', 'admin']);
export const admins = membersOf(ORGANISATIONS, ['admin']);
export const signatories = membersOf(ORGANISATIONS, ['signatory']);
export const municipalityMembers = membersOf(['municipality'], EVERY_ROLE);
export const municipalityPreparers = membersOf(['municipality'], ['contact', 'admin']);
export const partnerMembers = membersOf(['partner'], EVERY_ROLE);
export const partnerPreparers = membersOf(['partner'], ['contact', 'admin']);
export const stewards = membersOf(['steward'], ['steward']);

export function mayUse(route: MemberRoute, viewer: Viewer): boolean {
  return route.kinds.includes(viewer.party.kind) && route.roles.some((role) => viewer.roles.includes(role));
}
