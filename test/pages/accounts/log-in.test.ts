import request from 'supertest';
import type { Party } from '../../../src/domain/parties';
import { account, submit } from '../../support/people';
import { admittedMunicipality } from '../../support/parties';
import { testWorld, type World } from '../../support/world';

describe('logging in', () => {
  let world: World;
  let municipality: Party;

  beforeEach(async () => {
    world = await testWorld();
    municipality = await admittedMunicipality(world, 'GM0344');
  });
  afterEach(() => world.close());

  const cookieOf = (response: { headers: Record<string, unknown> }): string =>
    /portaal=([^;]+)/.exec(String(response.headers['set-cookie']))?.[1] ?? '';

  it('takes a password and then a code, and lands on the overview', async () => {
    const jansen = await account(world, municipality.id, ['contact']);
    const agent = request.agent(world.app);
    const first = await submit(agent, '/inloggen', { email: jansen.email.toUpperCase(), wachtwoord: jansen.password });
    expect(first.headers['location']).toBe('/inloggen/code');
    const second = await submit(agent, '/inloggen/code', { code: await jansen.code() });
    expect(second.status).toBe(303);
    expect(second.headers['location']).toBe('/overzicht');
  });
});
