import type { Response } from 'supertest';
import { TimestampError } from '../../../src/signing/timestamps/faults';
import { createApp } from '../../../src/app';
import { logIn, submit, tokenOf, type Fields } from '../../support/people';
import {
  desk,
  handOver,
  listOn,
  signingDesks,
  whereDone,
  type Desk,
  type SigningDesks,
} from '../../support/signing-desks';
import { giveMandate } from '../../support/signing-parties';
import { testWorld, type World } from '../../support/world';

describe('pressing the button', () => {
  let world: World;
  let desks: SigningDesks;
  let list: string;
  beforeEach(async () => {
    world = await testWorld();
    desks = await signingDesks(world, 3);
    list = await handOver(desks.contact, desks.wethouder);
  });
  afterEach(() => world.close());

  const press = async (signatory: Desk, fields: Fields = {}): Promise<Response> => {
    const page = await signatory.agent.get(list);
    return submit(signatory.agent, list, { lijst: listOn(page.text), code: await signatory.code(), ...fields });
  };

  const nothingRecorded = async (): Promise<void> => {
    expect(await world.deps.db('signature').first()).toBeUndefined();
    expect(await world.deps.db('ceremony').first()).toMatchObject({ status: 'handed-over', consented_at: null });
    expect(await world.deps.db('audit_entry').where({ kind: 'ceremony-consented' }).first()).toBeUndefined();
    const page = await desks.wethouder.agent.get(list);
    expect(page.text).toContain('Onderteken 3 overeenkomsten');
  };

  it('signs three, once: a second press shows what the first one came to', async () => {
    const page = await desks.wethouder.agent.get(list);
    const fields = { lijst: listOn(page.text), code: await desks.wethouder.code() };
    const body = new URLSearchParams({ _csrf: tokenOf(page), ...fields }).toString();
    const send = (): Promise<Response> =>
      desks.wethouder.agent
        .post(list)
        .type('form')
        .send(body)
        .then((reply) => reply);
    expect(await whereDone(desks.wethouder, await send())).toBe(`${list}/resultaat`);
    const again = await send();
    expect(again.headers['location']).toBe(list);
    const result = await desks.wethouder.agent.get(list);
    expect(result.text).toContain('Deze lijst is al ondertekend door F. de Vries op 23 november 2026.');
    expect(Number((await world.deps.db('signature').count({ n: '*' }))[0]?.['n'])).toBe(3);
  });

  it('meets a list that was taken back: nothing is signed, and both read what happened', async () => {
    const before = await desks.wethouder.agent.get(list);
    const reader = await desks.contact.agent.get(list);
    expect(reader.text).toContain('Haal de lijst terug');
    const taken = await desks.contact.agent
      .post(`${list}/terughalen`)
      .type('form')
      .send({ _csrf: tokenOf(reader) });
    expect(taken.headers['location']).toBe('/overzicht?gedaan=teruggehaald');
    expect((await desks.contact.agent.get('/overzicht?gedaan=teruggehaald')).text).toContain(
      'De lijst is teruggehaald.',
    );
    const pressed = await desks.wethouder.agent
      .post(list)
      .type('form')
      .send({ _csrf: tokenOf(before), lijst: listOn(before.text), code: await desks.wethouder.code() });
    expect(pressed.headers['location']).toBe(list);
    expect((await desks.wethouder.agent.get(list)).text).toContain('Deze lijst is teruggehaald');
    expect(await world.deps.db('signature').first()).toBeUndefined();
    await handOver(desks.contact, desks.wethouder);
  });

  it('says that a code is wrong, at the field, and keeps the list', async () => {
    const right = await desks.wethouder.code();
    const wrong = right === '000000' ? '111111' : '000000';
    const reply = await press(desks.wethouder, { code: wrong });
    expect(reply.status).toBe(422);
    expect(reply.text).toContain('<title>Fout: ');
    expect(reply.text).toContain('href="#code"');
    expect(reply.text).toContain('De code klopt niet. Wacht op een nieuwe code en probeer het opnieuw.');
    expect(reply.text).not.toContain(`value="${wrong}"`);
    await nothingRecorded();
  });

  it('refuses a code that is over, and one that was used to log in', async () => {
    const old = await desks.wethouder.code();
    world.clock.pass(120);
    expect((await press(desks.wethouder, { code: old })).status).toBe(422);
    await nothingRecorded();

    world.clock.pass(30);
    const loggedInWith = await desks.wethouder.code();
    world.clock.pass(30);
    // The log-in takes the code of half a minute ago, which is this one.
    await logIn(world, desks.wethouder);
    const reply = await press(desks.wethouder, { code: loggedInWith });
    expect(reply.status).toBe(422);
    expect(reply.text).toContain('Deze code is al gebruikt. Wacht op de volgende code.');
    await nothingRecorded();
  });

  it('asks for a code when none was filled in', async () => {
    const reply = await press(desks.wethouder, { code: ' ' });
    expect(reply.status).toBe(422);
    expect(reply.text).toContain('Vul de 6 cijfers uit uw app in.');
    await nothingRecorded();
  });

  it('locks after five wrong codes, also for the right one, and keeps the list', async () => {
    const right = await desks.wethouder.code();
    const wrong = right === '000000' ? '111111' : '000000';
    for (let i = 0; i < 5; i++) await press(desks.wethouder, { code: wrong });
    const reply = await press(desks.wethouder, { code: right });
    expect(reply.status).toBe(429);
    expect(reply.text).toContain('Probeer het over 15 minuten opnieuw. Uw lijst blijft bewaard.');
    expect(reply.text).toContain('Onderteken 3 overeenkomsten');
    await nothingRecorded();
    world.clock.pass(15 * 60 + 1);
    expect((await press(desks.wethouder)).status).toBe(303);
  });

  it('shows the new list when it changed after it was seen', async () => {
    const seen = await desks.wethouder.agent.get(list);
    const numbers = [...seen.text.matchAll(/OVK-\d{4}-\d{6}/g)].map((match) => match[0]);
    const first = numbers[0] ?? '';
    const declined = await submit(desks.contact.agent, `/overeenkomsten/${first}/weigering`, {
      weigerreden: 'werkt-hier-niet',
    });
    expect(declined.headers['location']).toBe(`/overeenkomsten/${first}?gedaan=geweigerd`);
    const reply = await press(desks.wethouder, { lijst: listOn(seen.text) });
    expect(reply.status).toBe(409);
    expect(reply.text).toContain('De lijst is ondertussen veranderd. Er is niets ondertekend.');
    expect(reply.text).toContain('Onderteken 2 overeenkomsten');
    expect(reply.text).not.toContain(first);
    expect(await world.deps.db('signature').first()).toBeUndefined();
    expect((await press(desks.wethouder, { lijst: listOn(reply.text) })).status).toBe(303);
  });

  it('refuses a document that is another than was shown', async () => {
    const seen = await desks.wethouder.agent.get(list);
    await world.deps
      .db('ceremony_item')
      .where({ position: 2 })
      .update({ file_sha256: 'f'.repeat(64) });
    const changed = await press(desks.wethouder, { lijst: listOn(seen.text) });
    expect(changed.status).toBe(409);
    const reply = await press(desks.wethouder);
    expect(reply.status).toBe(409);
    expect(reply.text).toContain('De tekst van een overeenkomst is veranderd. Er is niets ondertekend.');
    await nothingRecorded();
  });

  it('refuses when the mandate ended, names its last day and offers to send the list back', async () => {
    const { db } = world.deps;
    const seen = await desks.wethouder.agent.get(list);
    await db('mandate').where({ party_id: desks.municipality.id }).update({ valid_until: '2026-11-24' });
    world.clock.set('2026-11-24T08:00:00.000Z');
    const wethouder = { ...desks.wethouder, agent: await logIn(world, desks.wethouder) };
    world.clock.pass(60);
    const page = await wethouder.agent.get(list);
    expect(page.text).toContain('Uw mandaat eindigde op 23 november 2026.');
    expect(page.text).not.toContain('name="code"');
    const token = tokenOf(await wethouder.agent.get(`${list}/terugsturen`));
    const fields = { _csrf: token, lijst: listOn(seen.text), code: await wethouder.code() };
    const reply = await wethouder.agent.post(list).type('form').send(fields);
    expect(reply.status).toBe(422);
    expect(reply.text).toContain('U kunt deze overeenkomsten niet ondertekenen.');
    expect(await db('signature').first()).toBeUndefined();
    expect(await db('ceremony').first()).toMatchObject({ status: 'handed-over' });
    const back = await submit(wethouder.agent, `${list}/terugsturen`, {
      reden: 'Mijn mandaat is afgelopen',
      actie: 'terug',
    });
    expect(back.headers['location']).toBe('/overzicht?gedaan=teruggestuurd');
  });

  it('does not sign an offer whose days are over', async () => {
    const seen = await desks.wethouder.agent.get(list);
    await world.deps.db('agreement').where({ number: 'OVK-2026-000002' }).update({ expires_on: '2026-11-23' });
    const reply = await press(desks.wethouder, { lijst: listOn(seen.text) });
    expect(reply.status).toBe(409);
    expect(reply.text).toContain('1 overeenkomst is vervallen');
    expect(await world.deps.db('signature').first()).toBeUndefined();
  });

  it('is for the signatory alone: the contact looks, everybody else finds nothing', async () => {
    const read = await desks.contact.agent.get(list);
    expect(read.status).toBe(200);
    expect(read.text).toContain('liggen bij F. de Vries');
    expect(read.text).not.toContain('name="code"');
    expect((await desks.contact.agent.get(`${list}/terugsturen`)).status).toBe(404);
    const other = await desk(world, desks.municipality, ['signatory'], 'B. Smit');
    await giveMandate(world, other.viewer, desks.contact.viewer);
    expect((await other.agent.get(list)).status).toBe(404);
    const stranger = await desk(world, desks.partners[0] ?? desks.municipality, ['signatory', 'contact'], 'J. Peeters');
    for (const path of ['', '/tekst', '/overeenkomsten.zip', '/resultaat', '/voortgang', '/uit-de-lijst'])
      expect((await stranger.agent.get(`${list}${path}`)).status).toBe(404);
    expect((await stranger.agent.get('/overeenkomsten/OVK-2026-000002')).status).toBe(404);
    expect((await stranger.agent.get('/overeenkomsten/OVK-2026-000002/pdf')).status).toBe(404);
    const token = tokenOf(await stranger.agent.get('/account/gegevens'));
    const pressed = await stranger.agent.post(list).type('form').send({ _csrf: token, lijst: 'x', code: '123456' });
    expect(pressed.status).toBe(404);
    await nothingRecorded();
  });

  it('waits for the time-stamp: says so, counts it as not signed, and shows no red', async () => {
    const working = world.deps.timestamper;
    const silent = {
      tokenRoom: working.tokenRoom,
      stamp: () => Promise.reject(new TimestampError('unreachable', 'none')),
    };
    const app = createApp({ ...world.deps, timestamper: silent });
    const agent = await logIn({ app, deps: world.deps }, desks.wethouder).catch(() => null);
    world.clock.pass(60);
    const wethouder = { ...desks.wethouder, agent: agent ?? (await logIn({ app, deps: world.deps }, desks.wethouder)) };
    world.clock.pass(60);
    const reply = await press(wethouder);
    expect(reply.headers['location']).toBe(`${list}/voortgang`);
    const progress = await wethouder.agent.get(`${list}/voortgang`);
    expect(progress.headers['location']).toBe(`${list}/resultaat`);
    const result = await wethouder.agent.get(`${list}/resultaat`);
    expect(result.text).toContain('3 worden nog verwerkt');
    expect(result.text).toContain('De tijdstempeldienst geeft nu geen antwoord.');
    expect(result.text).not.toContain('result--no');
    const overview = await desks.contact.agent.get('/overeenkomsten?status=van-kracht');
    expect(overview.text).toContain('Geen overeenkomsten met deze filters.');
  });

  it('shows how far it is while items are on their way, and reloads by itself', async () => {
    await world.deps.db('ceremony').update({ status: 'consented', consented_at: world.clock.now() });
    await world.deps.db('ceremony_item').whereIn('position', [2, 3]).update({ state: 'queued' });
    await world.deps.db('ceremony_item').where({ position: 1 }).update({ state: 'signed' });
    const progress = await desks.wethouder.agent.get(`${list}/voortgang`);
    expect(progress.headers['refresh']).toBe('3');
    expect(progress.text).toContain('1 van 3 verwerkt');
    expect(progress.text).toContain('U mag deze pagina sluiten');
  });
});
