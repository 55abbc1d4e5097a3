import request from 'supertest';
import type { PartyKind, Role } from '../../src/domain/parties';
import { partiesOfKind } from '../../src/persistence/party';
import { mayUse } from '../../src/web/route';
import { routes } from '../../src/web/routes';
import { admittedMunicipality, admittedPartner } from '../support/parties';
import { member, tokenOf, type Agent } from '../support/people';
import { testWorld, type World } from '../support/world';

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

/** Routes that the app itself serves, beside the map: whether it lives and whether it can work. */
const OUTSIDE_THE_MAP = ['get /live', 'get /ready'];

const filledIn = (path: string): string => path.replace(/:\w+/g, 'GM0000-nergens');

describe('the map of routes', () => {
  let world: World;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world.close());

  it('is the whole app: a route without a policy does not exist', () => {
    const stack = (world.app as unknown as { router: { stack: readonly Layer[] } }).router.stack;
    const served = stack.flatMap(({ route }) =>
      route ? Object.keys(route.methods).map((method) => `${method} ${route.path}`) : [],
    );
    const mapped = routes.map((route) => `${route.method} ${route.path}`);
    expect([...served].sort()).toEqual([...mapped, ...OUTSIDE_THE_MAP].sort());
    expect(new Set(mapped).size).toBe(mapped.length);
  });

  it('sends who is not logged in to the log-in, and tells a form that nothing was recorded', async () => {
    for (const route of routes.filter(({ who }) => who === 'member')) {
      const answer = await request(world.app)[route.method](filledIn(route.path));
      const line = `${route.method} ${route.path}`;
      if (route.method === 'get')
        expect([line, answer.status, answer.headers['location']?.split('?')[0]]).toEqual([line, 303, '/inloggen']);
      else expect([line, answer.status]).toEqual([line, 403]);
    }
  });

  it('keeps every other role and kind of organisation out as if the page did not exist', async () => {
    const municipality = await admittedMunicipality(world, 'GM0344');
    const partner = await admittedPartner(world, {
      name: 'Denkbeeld Energie B.V.',
      kvk: '99000001',
      sectors: ['energie'],
    });
    const [nvvk] = await partiesOfKind(world.deps.db, 'steward', ['admitted']);
    const people: { readonly kind: PartyKind; readonly role: Role; readonly agent: Agent }[] = [];
    for (const party of [municipality, partner]) {
      for (const role of ['contact', 'signatory', 'admin', 'viewer'] as const) {
        const { agent } = await member(world, party.id, [role], `${party.kind} ${role}`);
        people.push({ kind: party.kind, role, agent });
      }
    }
    people.push({
      kind: 'steward',
      role: 'steward',
      agent: (await member(world, nvvk?.id ?? '', ['steward'], 'steward')).agent,
    });
    let refused = 0;
    for (const { kind, role, agent } of people) {
      const token = tokenOf(await agent.get('/account/gegevens'));
      for (const route of routes) {
        if (route.who !== 'member') continue;
        const viewer = { kind, roles: [role] };
        if (
          mayUse(route, {
            personId: '',
            name: '',
            email: '',
            several: false,
            party: { id: '', name: '', number: null, kind: viewer.kind },
            roles: viewer.roles,
          })
        )
          continue;
        const path = filledIn(route.path);
        const answer =
          route.method === 'get' ? await agent.get(path) : await agent.post(path).type('form').send({ _csrf: token });
        expect([`${kind} ${role} ${route.path}`, answer.status]).toEqual([`${kind} ${role} ${route.path}`, 404]);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(100);
  }, 120_000);

  it('never answers a fault to who may: each page opens or says that there is nothing', async () => {
    const municipality = await admittedMunicipality(world, 'GM0301');
    const { agent } = await member(world, municipality.id, ['contact', 'signatory', 'admin', 'viewer'], 'alles');
    for (const route of routes) {
      if (route.method !== 'get') continue;
      const answer = await agent.get(filledIn(route.path));
      expect([route.path, answer.status < 500]).toEqual([route.path, true]);
    }
  });
});
