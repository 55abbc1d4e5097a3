import request from 'supertest';
import type { Party } from '../../../src/domain/parties';
import { deedsAbout } from '../../../src/persistence/audit-entry';
import { findViewer } from '../../../src/persistence/read/viewer';
import { changeRoles } from '../../../src/usecases/accounts/manage-members';
import { member, submit, tokenOf, type TestMember } from '../../support/people';
import { admittedMunicipality } from '../../support/parties';
import { testWorld, type World } from '../../support/world';

let world: World;
let municipality: Party;
let admin: TestMember;

beforeEach(async () => {
  world = await testWorld();
  municipality = await admittedMunicipality(world, 'GM0344');
  admin = await member(world, municipality.id, ['admin', 'contact']);
});
afterEach(() => world.close());

const PEOPLE = '/organisatie/mensen';
const invitation = { naam: 'F. de Vries', email: 'F.deVries@utrecht.example', rollen: ['signatory', 'viewer'] };

describe('the people of an organisation', () => {
  it('are seen by every member, changed by admins only', async () => {
    const smit = await member(world, municipality.id, ['viewer'], 'B. Smit');
    const seen = await smit.agent.get(PEOPLE);
    expect(seen.text).toContain('A. Jansen');
    expect(seen.text).toContain('23 november 2026');
    expect(seen.text).not.toContain('Nodig uit');
    expect((await smit.agent.get(`${PEOPLE}/uitnodigen`)).status).toBe(404);
    const posted = await smit.agent
      .post(`${PEOPLE}/${admin.personId}/einde`)
      .type('form')
      .send({ _csrf: tokenOf(seen) });
    expect(posted.status).toBe(404);
    expect((await request(world.app).get(PEOPLE)).headers['location']).toBe('/inloggen?terug=%2Forganisatie%2Fmensen');
  });

  it('of another organisation are not found', async () => {
    const elsewhere = await admittedMunicipality(world, 'GM0301');
    const stranger = await member(world, elsewhere.id, ['viewer'], 'C. Bakker');
    expect((await admin.agent.get(`${PEOPLE}/${stranger.personId}`)).status).toBe(404);
  });

  it('include a warning while there is one admin', async () => {
    expect((await admin.agent.get(PEOPLE)).text).toContain('Zorg voor een tweede organisatiebeheerder');
    await member(world, municipality.id, ['admin'], 'B. Smit');
    expect((await admin.agent.get(PEOPLE)).text).not.toContain('Zorg voor een tweede organisatiebeheerder');
  });

  it('are invited by an admin, and the invitation stands open until it is withdrawn', async () => {
    const sent = await submit(admin.agent, `${PEOPLE}/uitnodigen`, invitation);
    expect(sent.headers['location']).toBe(`${PEOPLE}?gedaan=uitgenodigd`);
    const [row] = await world.deps.db('outbox').select<{ payload: string }[]>('payload');
    const mail = JSON.parse(row?.payload ?? '{}') as { to: object; values: { link: string } };
    expect(mail).toMatchObject({
      to: { email: 'f.devries@utrecht.example' },
      values: { inviter: 'A. Jansen', organisation: `Gemeente ${municipality.name}` },
    });
    const list = await admin.agent.get(PEOPLE);
    expect(list.text).toContain('f.devries@utrecht.example, tekenbevoegde, meelezer');
    const action = /action="(\/organisatie\/mensen\/uitnodigingen\/[^"]+)"/.exec(list.text)?.[1] ?? '';
    expect((await submit(admin.agent, PEOPLE, {}, action)).headers['location']).toBe(`${PEOPLE}?gedaan=ingetrokken`);
    expect((await submit(admin.agent, PEOPLE, {}, action)).status).toBe(409);
    expect((await request(world.app).get(new URL(mail.values.link).pathname)).status).toBe(404);
  });

  it('are invited anew with one link that works: the last', async () => {
    await submit(admin.agent, `${PEOPLE}/uitnodigen`, invitation);
    await submit(admin.agent, `${PEOPLE}/uitnodigen`, invitation);
    const open = await world.deps.db('invitation').whereNull('withdrawn_at');
    expect(open).toHaveLength(1);
  });

  it('come back as a form with every fault, and say who is a member already', async () => {
    const empty = await submit(admin.agent, `${PEOPLE}/uitnodigen`, { naam: '', email: 'geen adres' });
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('Er zijn 3 fouten gevonden');
    expect(empty.text).toContain('value="geen adres"');
    const steward = await submit(admin.agent, `${PEOPLE}/uitnodigen`, { ...invitation, rollen: ['steward'] });
    expect(steward.status).toBe(422);
    const known = await submit(admin.agent, `${PEOPLE}/uitnodigen`, {
      ...invitation,
      email: admin.email.toUpperCase(),
    });
    expect(known.status).toBe(422);
    expect(known.text).toContain('hoort al bij uw organisatie');
  });

  it('get other roles, at least one, and see them at their next page', async () => {
    const smit = await member(world, municipality.id, ['viewer'], 'B. Smit');
    const page = `${PEOPLE}/${smit.personId}`;
    expect((await submit(admin.agent, page, {})).status).toBe(422);
    expect((await submit(admin.agent, page, { rollen: ['admin', 'signatory'] })).status).toBe(303);
    const viewer = await findViewer(world.deps.db, smit.personId, municipality.id);
    expect([...(viewer?.roles ?? [])].sort()).toEqual(['admin', 'signatory']);
    expect((await smit.agent.get(`${PEOPLE}/uitnodigen`)).status).toBe(200);
    const [deed] = await deedsAbout(world.deps.db, smit.personId, 1);
    expect(deed).toMatchObject({ kind: 'roles-changed', actorId: admin.personId, body: { gone: ['viewer'] } });
  });

  it('leave, and are out at once', async () => {
    const smit = await member(world, municipality.id, ['viewer'], 'B. Smit');
    const ended = await submit(admin.agent, `${PEOPLE}/${smit.personId}`, {}, `${PEOPLE}/${smit.personId}/einde`);
    expect(ended.headers['location']).toBe(`${PEOPLE}?gedaan=beeindigd`);
    expect((await smit.agent.get(PEOPLE)).status).toBe(303);
    expect((await admin.agent.get(PEOPLE)).text).not.toContain('B. Smit');
  });

  it('keep an admin: the last one neither leaves nor gives the role away', async () => {
    const page = `${PEOPLE}/${admin.personId}`;
    for (const answer of [
      await submit(admin.agent, page, { rollen: ['viewer'] }),
      await submit(admin.agent, page, {}, `${page}/einde`),
    ]) {
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('Dit is de laatste organisatiebeheerder');
    }
  });

  it('keep an admin when two admins remove each other at the same moment', async () => {
    const smit = await member(world, municipality.id, ['admin'], 'B. Smit');
    const [one, other] = await Promise.all([
      findViewer(world.deps.db, admin.personId, municipality.id),
      findViewer(world.deps.db, smit.personId, municipality.id),
    ]);
    if (!one || !other) throw new Error('both are admins');
    const outcomes = await Promise.allSettled([
      changeRoles(world.deps, one, smit.personId, ['viewer'], ''),
      changeRoles(world.deps, other, admin.personId, ['viewer'], ''),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const admins = await world.deps.db('membership').where({ role: 'admin' }).whereNull('ended_at');
    expect(admins).toHaveLength(1);
  });
});
