import request from 'supertest';
import { exchangePermissionsSchema } from '../../src/api/exchange-permissions';
import { problemSchema } from '../../src/api/problem';
import type { Party } from '../../src/domain/parties';
import { admittedMunicipality, admittedPartner } from '../support/parties';
import { draftBetween, inForceBetween } from '../support/register';
import { testWorld, type World } from '../support/world';

let world: World;
let utrecht: Party;
let partner: Party;

beforeEach(async () => {
  world = await testWorld('2026-11-23T13:02:00.000Z');
  utrecht = await admittedMunicipality(world, 'GM0344');
  partner = await admittedPartner(world, { name: 'Denkbeeld Energie', kvk: '12345678', sectors: ['energie'] });
});
afterEach(() => world.close());

const get = (query: string) => request(world.app).get(`/api/v1/exchange-permissions${query}`);

describe('GET /api/v1/exchange-permissions', () => {
  it('answers per sector, with the ground', async () => {
    const { number } = await inForceBetween(world, { municipality: utrecht, partner, at: '2023-03-14T10:00:00.000Z' });
    const { status, body, headers } = await get('?municipality=GM0344&partner=SP-00001&on=2024-05-01');
    expect(status).toBe(200);
    expect(exchangePermissionsSchema.parse(body)).toEqual([
      {
        sector: 'energie',
        answer: 'yes',
        reason: 'in-force',
        validFrom: '2023-03-14',
        validUntil: null,
        validFromMoment: null,
        agreement: number,
      },
    ]);
    expect(headers['content-type']).toContain('application/json');
    expect(headers['api-version']).toBe('1.0.0');
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers['cache-control']).toBe('public, max-age=60');
    expect(headers['set-cookie']).toBeUndefined();
  });

  it('asks about today in Amsterdam when no day is given', async () => {
    await inForceBetween(world, { municipality: utrecht, partner, at: '2026-11-23T23:10:00.000Z' });
    world.clock.set('2026-11-23T23:30:00.000Z');
    const { body } = await get('?municipality=GM0344&partner=SP-00001');
    expect(body).toMatchObject([{ answer: 'yes', validFrom: '2026-11-24' }]);
  });

  it('knows a code in small letters', async () => {
    const { status, body } = await get('?municipality=gm0344&partner=sp-00001');
    expect([status, body]).toEqual([200, (await get('?municipality=GM0344&partner=SP-00001')).body]);
  });

  it('keeps the number of a draft to the parties', async () => {
    await draftBetween(world, { municipality: utrecht, partner });
    const { body } = await get('?municipality=GM0344&partner=SP-00001');
    expect(body).toMatchObject([{ reason: 'not-yet', agreement: null }]);
  });

  it('gives the moment on the first day', async () => {
    await inForceBetween(world, { municipality: utrecht, partner, at: '2023-03-14T13:02:00.000Z' });
    const { body } = await get('?municipality=GM0344&partner=SP-00001&on=2023-03-14');
    expect(body).toMatchObject([
      { answer: 'yes', reason: 'in-force-from-later-today', validFromMoment: '2023-03-14T13:02:00.000Z' },
    ]);
  });

  it('names every invalid parameter at once', async () => {
    const { status, body, headers } = await get('?municipality=344&on=2026-02-31&sector=huur&x=1');
    expect(status).toBe(400);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(headers['api-version']).toBe('1.0.0');
    const { invalidParams } = problemSchema.parse(body);
    expect(invalidParams?.map((one) => one.name).sort()).toEqual(['municipality', 'on', 'partner', 'sector', 'x']);
  });

  it.each([
    ['?municipality=GM0344&partner=SP-00001&on=2028-11-24', 'must not lie more than two years ahead'],
    ['?municipality=GM0344&partner=SP-00001&on=', 'must be a day of the calendar: YYYY-MM-DD'],
  ])('refuses the day of %s', async (query, detail) => {
    const { status, body } = await get(query);
    expect(status).toBe(400);
    expect(body).toMatchObject({ invalidParams: [{ name: 'on', detail }] });
  });

  it('knows no other codes, and says where a former one went', async () => {
    const unknown = await get('?municipality=GM9999&partner=SP-99999');
    expect(unknown.status).toBe(404);
    expect(unknown.headers['api-version']).toBe('1.0.0');
    expect(problemSchema.parse(unknown.body).detail).toBe(
      'There is no municipality GM9999. There is no partner SP-99999.',
    );
    const former = await get('?municipality=GM0457&partner=SP-00001');
    expect(former.status).toBe(404);
    expect(former.body).toMatchObject({ detail: 'GM0457 went up in GM0363 on 2022-03-24.' });
  });

  it('does not know natural persons', async () => {
    await world.deps.db('party').where({ id: partner.id }).update({ natural_person: 1 });
    expect((await get('?municipality=GM0344&partner=SP-00001')).status).toBe(404);
  });

  it('states its version on an address that does not exist', async () => {
    const { status, headers } = await request(world.app).get('/api/v1/nothing');
    expect(status).toBe(404);
    expect(headers['api-version']).toBe('1.0.0');
    expect(headers['content-type']).toContain('application/problem+json');
  });
});
