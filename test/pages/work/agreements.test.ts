import { deedsOfParty } from '../../../src/persistence/audit-entry';
import { submit, tokenOf } from '../../support/people';
import { boxes, desk, handOver, signingDesks, type SigningDesks } from '../../support/signing-desks';
import { testWorld, type World } from '../../support/world';

describe('the agreements of a municipality', () => {
  let world: World;
  let desks: SigningDesks;
  beforeEach(async () => {
    world = await testWorld();
    desks = await signingDesks(world, 3, ['energie', 'huur', 'energie']);
  });
  afterEach(() => world.close());

  const status = async (number: string): Promise<string> =>
    (await world.deps.db('agreement').where({ number }).first()).status;

  it('are found by name, sector and state, and exported as they are shown', async () => {
    const { agent } = desks.contact;
    const all = await agent.get('/overeenkomsten');
    expect(all.text).toContain('3 overeenkomsten');
    expect(all.text).toContain('Kies en zet klaar');
    const some = await agent.get('/overeenkomsten?naam=energie%203&sector=energie&status=klaar-te-zetten');
    expect(some.text).toContain('1 van 3 overeenkomsten');
    expect(some.text).toContain('Filter (3)');
    expect(some.text).not.toContain('Denkbeeld huur 2');
    const exported = await agent.get('/overeenkomsten/export.csv?naam=energie%203');
    expect(exported.text.trim().split('\r\n')).toHaveLength(2);
    expect(exported.text).toContain('Denkbeeld energie 3 B.V.');
    const none = await agent.get('/overeenkomsten?status=van-kracht');
    expect(none.text).toContain('Geen overeenkomsten met deze filters.');
    const unknown = await agent.get('/overeenkomsten?sector=gas&dagen=3');
    expect(unknown.text).toContain('3 overeenkomsten');
  });

  it('can be read before they are prepared, and downloaded afterwards', async () => {
    const number = 'OVK-2026-000001';
    const draft = await desks.contact.agent.get(`/overeenkomsten/${number}/tekst`);
    expect(draft.text).toContain('Dit is een voorbeeld met de gegevens van vandaag.');
    expect((await desks.contact.agent.get(`/overeenkomsten/${number}/pdf`)).status).toBe(404);
    await handOver(desks.contact, desks.wethouder);
    const pdf = await desks.contact.agent.get(`/overeenkomsten/${number}/pdf`);
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect(pdf.headers['content-disposition']).toContain(`inline; filename="DEMONSTRATIE ${number}.pdf"`);
    const page = await desks.contact.agent.get(`/overeenkomsten/${number}`);
    const { file_sha256 } = await world.deps
      .db('document_segment')
      .join('agreement', 'agreement.id', 'document_segment.agreement_id')
      .where({ number })
      .first();
    expect(page.text).toContain(file_sha256);
    expect(page.text).toContain('Nog geen handtekening');
  });

  it('come back as a draft when who prepares asks for it, after a refusal', async () => {
    const path = '/overeenkomsten/OVK-2026-000001';
    await submit(desks.contact.agent, `${path}/weigering`, { weigerreden: 'anders', toelichting: 'Nu niet.' });
    const over = await desks.contact.agent.get(path);
    expect(over.text).toContain('Maak opnieuw een concept');
    const reply = await desks.contact.agent
      .post(`${path}/nieuw-concept`)
      .type('form')
      .send({ _csrf: tokenOf(over) });
    expect([reply.status, reply.headers['location']]).toEqual([303, '/overeenkomsten/OVK-2026-000004']);
    expect(await status('OVK-2026-000004')).toBe('draft');
    const old = await desks.contact.agent.get(path);
    expect(old.text).not.toContain('Maak opnieuw een concept');
    expect(old.text).toContain('href="/overeenkomsten/OVK-2026-000004"');
    const twice = await desks.contact.agent
      .post(`${path}/nieuw-concept`)
      .type('form')
      .send({ _csrf: tokenOf(old) });
    expect(twice.status).toBe(409);
  });

  it('are declined with a reason that the other party reads', async () => {
    const path = '/overeenkomsten/OVK-2026-000001';
    const missing = await submit(desks.contact.agent, `${path}/weigering`, {});
    expect(missing.status).toBe(422);
    expect(missing.text).toContain('Kies een reden.');
    const vague = await submit(desks.contact.agent, `${path}/weigering`, { weigerreden: 'anders' });
    expect(vague.text).toContain('Vul uw reden in.');
    await submit(desks.contact.agent, `${path}/weigering`, { weigerreden: 'anders', toelichting: 'Wij fuseren.' });
    expect(await status('OVK-2026-000001')).toBe('declined');
    const page = await desks.contact.agent.get(path);
    expect(page.text).toContain('Geweigerd op 23 november 2026');
    expect(page.text).toContain('Wij fuseren.');
    const partnerId = (await world.deps.db('agreement').where({ number: 'OVK-2026-000001' }).first()).partner_id;
    const partner = desks.partners.find((one) => one.id === partnerId) ?? desks.municipality;
    const there = await desk(world, partner, ['viewer'], 'P. Pieters');
    expect((await there.agent.get(path)).text).toContain('Wij fuseren.');
    expect((await there.agent.get(`${path}/weigering`)).status).toBe(404);
  });

  it('are parked until a day, out of the way, with a deed in the log', async () => {
    const opened = await desks.contact.agent.get('/klaarzetten');
    const day = { 'parkeren-dag': '1', 'parkeren-maand': '1', 'parkeren-jaar': '2027' };
    const fields = { ...boxes(opened.text), groep: 'huur', actie: 'parkeer' };
    const past = await submit(desks.contact.agent, '/klaarzetten', { ...fields, ...day, 'parkeren-jaar': '2026' });
    expect(past.status).toBe(422);
    expect(past.text).toContain('Kies een dag na vandaag.');
    const reply = await submit(desks.contact.agent, '/klaarzetten', { ...fields, ...day });
    expect(reply.headers['location']).toBe('/overzicht?gedaan=geparkeerd');
    expect((await desks.contact.agent.get('/overzicht')).text).toContain('2 overeenkomsten klaarzetten');
    expect((await desks.contact.agent.get('/overeenkomsten?status=geparkeerd')).text).toContain(
      'Geparkeerd tot 1 januari 2027',
    );
    const [deed] = await deedsOfParty(world.deps.db, desks.municipality.id, 1);
    expect(deed).toMatchObject({ kind: 'agreement-parked', body: { count: 1, until: '2027-01-01' } });
    world.clock.set('2027-01-01T09:00:00.000Z');
    const later = await desk(world, desks.municipality, ['contact'], 'B. Smit');
    expect((await later.agent.get('/overzicht')).text).toContain('3 overeenkomsten klaarzetten');
  });
});

describe('preparing', () => {
  let world: World;
  let desks: SigningDesks;
  beforeEach(async () => {
    world = await testWorld();
    desks = await signingDesks(world, 3, ['energie', 'huur', 'energie']);
  });
  afterEach(() => world.close());

  const send = async (fields: Record<string, string | string[]>) =>
    submit(desks.contact.agent, '/klaarzetten', { tekenbevoegde: desks.wethouder.personId, actie: 'klaar', ...fields });

  it('leaves out what was switched off, by group and one by one', async () => {
    const opened = await desks.contact.agent.get('/klaarzetten');
    expect(opened.text).toContain('Zet 3 klaar');
    const { kies } = boxes(opened.text);
    const energy = await world.deps.db('agreement').where({ sector_code: 'energie' }).orderBy('number');
    await send({ groep: 'energie', kies: kies.filter((number) => number !== energy[0].number) });
    const items = await world.deps.db('ceremony_item').join('agreement', 'agreement.id', 'ceremony_item.agreement_id');
    expect(items.map((item) => item.number)).toEqual([energy[1].number]);
  });

  it('asks what is missing and keeps what was chosen', async () => {
    const { kies } = boxes((await desks.contact.agent.get('/klaarzetten')).text);
    const nothing = await send({ groep: [], kies });
    expect(nothing.status).toBe(422);
    expect(nothing.text).toContain('Kies ten minste één overeenkomst.');
    const nobody = await send({ groep: 'energie', kies, tekenbevoegde: '', bericht: 'Graag voor vrijdag' });
    expect(nobody.text).toContain('Kies wie ondertekent.');
    expect(nobody.text).toContain('Graag voor vrijdag');
    expect(nobody.text).toContain('Zet 2 klaar');
    expect(await world.deps.db('ceremony').first()).toBeUndefined();
  });

  it('names the sectors for which somebody may not sign', async () => {
    await world.deps.db('mandate').update({ scope: '["energie"]' });
    const { kies, groep } = boxes((await desks.contact.agent.get('/klaarzetten')).text);
    const reply = await send({ groep, kies });
    expect(reply.status).toBe(422);
    expect(reply.text).toContain('F. de Vries mag niet tekenen voor huur: 1 valt af.');
    expect(await world.deps.db('ceremony').first()).toBeUndefined();
  });

  it('says first what must be filled in', async () => {
    await world.deps.db('local_arrangement').del();
    await world.deps.db('mandate').update({ revoked_at: world.clock.now() });
    const page = await desks.contact.agent.get('/klaarzetten');
    expect(page.text).toContain('href="/organisatie/lokale-afspraken"');
    expect(page.text).toContain('href="/organisatie/tekenbevoegden"');
    expect(page.text).not.toContain('Zet 3 klaar');
    expect((await desks.contact.agent.get('/overzicht')).text).not.toContain('Waar staan wij?');
  });

  it('leads to the ceremony at once when one person is both, and says so when nothing is left', async () => {
    const both = await desk(world, desks.municipality, ['contact', 'signatory'], 'B. Smit');
    await world.deps.db('mandate_holder').update({ person_id: both.personId });
    const opened = await both.agent.get('/klaarzetten');
    const reply = await submit(both.agent, '/klaarzetten', {
      ...boxes(opened.text),
      tekenbevoegde: both.personId,
      actie: 'klaar',
    });
    expect(reply.headers['location']).toBe('/ondertekensessies/S-2026-000001');
    expect((await both.agent.get('/klaarzetten')).text).toContain('Er is niets klaar te zetten.');
  });

  it('shows why an agreement came back', async () => {
    const list = await handOver(desks.contact, desks.wethouder);
    const out = { uit: 'OVK-2026-000001', reden: 'Eerst overleg' };
    const empty = await submit(desks.wethouder.agent, `${list}/uit-de-lijst`, { ...out, reden: ' ' });
    expect(empty.status).toBe(422);
    const reply = await submit(desks.wethouder.agent, `${list}/uit-de-lijst`, out);
    expect(reply.headers['location']).toBe(`${list}?uit=1`);
    expect((await desks.wethouder.agent.get(`${list}?uit=1`)).text).toContain(
      '1 overeenkomst is uit de lijst. 2 blijven over.',
    );
    const page = await desks.contact.agent.get('/klaarzetten');
    expect(page.text).toContain('kwam terug van de tekenbevoegde. Reden: Eerst overleg');
    expect(page.text).toContain('Zet 1 klaar');
  });
});
