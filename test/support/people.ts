import { CookieAccessInfo } from 'cookiejar';
import request, { type Response } from 'supertest';
import type { Role } from '../../src/domain/parties';
import { addSeconds, type Id } from '../../src/domain/time';
import { newTotpSecret, totpCode } from '../../src/outside/totp';
import { createAccount } from '../../src/usecases/accounts/create-account';
import type { World } from './world';

export type Agent = ReturnType<typeof request.agent>;

export interface TestMember {
  readonly personId: Id;
  readonly email: string;
  readonly password: string;
  readonly totpSecret: string;
  /** A browser that is logged in. */
  readonly agent: Agent;
  /** The code that the person's app shows now. */
  readonly code: () => Promise<string>;
}

/** Somebody with an account and these roles, logged in through the real pages. The code of this moment is still unused. */
export async function member(
  world: World,
  partyId: Id,
  roles: readonly Role[],
  name = 'A. Jansen',
): Promise<TestMember> {
  const someone = await account(world, partyId, roles, name);
  return { ...someone, agent: await logIn(world, someone) };
}

/** An account without a browser. */
export async function account(
  world: Pick<World, 'deps'>,
  partyId: Id,
  roles: readonly Role[],
  name = 'A. Jansen',
): Promise<Omit<TestMember, 'agent'>> {
  const { deps } = world;
  const totpSecret = newTotpSecret();
  const password = 'drie losse woorden';
  const email = `${name.toLowerCase().replace(/[^a-z]+/g, '.')}.${deps.newId().slice(-6)}@organisatie.example`;
  const personId = await deps.db.transaction((trx) =>
    createAccount(trx, deps, { email, name, functionTitle: 'Medewerker', partyId, roles, password, totpSecret }),
  );
  return { personId, email, password, totpSecret, code: () => totpCode(totpSecret, deps.clock.now()) };
}

/** A new browser that logs in with password and code: the code of half a minute ago, which still counts. */
export async function logIn(
  world: Pick<World, 'app' | 'deps'>,
  someone: Pick<TestMember, 'email' | 'password' | 'totpSecret'>,
): Promise<Agent> {
  const agent = request.agent(world.app);
  const { email, password: wachtwoord } = someone;
  const first = await submit(agent, '/inloggen', { email, wachtwoord });
  if (first.headers['location'] !== '/inloggen/code') throw new Error(`the password was refused: ${first.status}`);
  const code = await totpCode(someone.totpSecret, addSeconds(world.deps.clock.now(), -30));
  const second = await submit(agent, '/inloggen/code', { code });
  if (second.status !== 303) throw new Error(`the code was refused: ${second.status}`);
  return agent;
}

export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** Opens a page, and sends its form (to the page itself, unless `action` says otherwise) with the page's token. */
export async function submit(agent: Agent, path: string, fields: Fields, action = path): Promise<Response> {
  const opened = await agent.get(path);
  const token = tokenOf(opened);
  const body = new URLSearchParams({ _csrf: token });
  for (const [name, value] of Object.entries(fields)) {
    for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
  }
  return agent
    .post(action.split('?')[0] ?? action)
    .type('form')
    .send(body.toString());
}

/** The token of the first form on a page. */
export function tokenOf(response: Pick<Response, 'text' | 'status'>): string {
  const token = /name="_csrf" value="([^"]+)"/.exec(response.text)?.[1];
  if (!token) throw new Error(`a page without a form, status ${response.status}`);
  return token;
}

/** The cookies of a browser, for a request outside it. */
export function cookieOf(agent: Agent): string {
  const { jar } = agent as unknown as { readonly jar: { getCookies(access: unknown): { toValueString(): string } } };
  return jar.getCookies(CookieAccessInfo.All).toValueString();
}
