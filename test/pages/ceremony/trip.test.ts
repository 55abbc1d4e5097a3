import { submit } from '../../support/people';
import { boxes, partnerDesks, signingDesks, whereDone } from '../../support/signing-desks';
import { testWorld, type World } from '../../support/world';

describe('from draft to in force, through the pages', () => {
  let world: World;
  beforeEach(async () => {
    world = await testWorld();
  });
  afterEach(() => world.close());

  it('prepares, signs, forwards and countersigns; then the pair may exchange', async () => {
    const { contact, wethouder, partners } = await signingDesks(world, 1);
    const [partner] = partners;
    if (!partner) throw new Error('no partner');

    const overview = await contact.agent.get('/overzicht');
    expect(overview.text).toContain('1 overeenkomst klaarzetten');
    const opened = await contact.agent.get('/klaarzetten');
    const prepared = await submit(contact.agent, '/klaarzetten', {
      ...boxes(opened.text),
      tekenbevoegde: wethouder.personId,
      actie: 'klaar',
    });
    expect(prepared.headers['location']).toBe('/overzicht?klaargezet=S-2026-000001');
    const told = await contact.agent.get('/overzicht?klaargezet=S-2026-000001');
    expect(told.text).toContain('1 overeenkomst ligt klaar voor F. de Vries');

    const list = '/ondertekensessies/S-2026-000001';
    const page = await wethouder.agent.get(list);
    expect(page.text).toContain('namens het college van burgemeester en wethouders van Utrecht');
    expect(page.text).toContain('Ik heb de overeenkomst kunnen lezen. Ik ga ermee akkoord.');
    const lijst = /name="lijst" value="([0-9a-f]{64})"/.exec(page.text)?.[1] ?? '';
    const signed = await submit(wethouder.agent, list, { lijst, code: await wethouder.code() });
    expect(await whereDone(wethouder, signed)).toBe(`${list}/resultaat`);
    const result = await wethouder.agent.get(`${list}/resultaat`);
    expect(result.text).toContain('1 ondertekend');
    const stored = await world.deps.db('ceremony').first();
    expect(stored.consent_text).toBe(
      'Ik onderteken deze overeenkomst met Denkbeeld energie 1 B.V. namens het college van burgemeester en wethouders van Utrecht. Ik heb de overeenkomst kunnen lezen. Ik ga ermee akkoord.',
    );

    world.clock.pass(3600);
    const there = await partnerDesks(world, partner);
    const waiting = await there.contact.agent.get('/overzicht');
    expect(waiting.text).toContain('1 overeenkomst medeondertekenen');
    const forward = await there.contact.agent.get('/klaarzetten');
    await submit(there.contact.agent, '/klaarzetten', {
      ...boxes(forward.text),
      tekenbevoegde: there.director.personId,
      actie: 'klaar',
    });
    const second = '/ondertekensessies/S-2026-000002';
    const last = await there.director.agent.get(second);
    expect(last.text).toContain('Met mijn handtekening wordt de overeenkomst van kracht.');
    const hash = /name="lijst" value="([0-9a-f]{64})"/.exec(last.text)?.[1] ?? '';
    // Pasted with a space, as some apps show it.
    const code = (await there.director.code()).replace(/(\d{3})(\d{3})/, '$1 $2');
    const countersigned = await submit(there.director.agent, second, { lijst: hash, code });
    expect(await whereDone(there.director, countersigned)).toBe(`${second}/resultaat`);

    const mine = await contact.agent.get('/overeenkomsten/OVK-2026-000001');
    expect(mine.text).toContain('Van kracht');
    expect(mine.text).toContain('J. Peeters, directeur');
    expect(await world.deps.db('exchange_permission').first()).toMatchObject({ valid_from: '2026-11-23' });
    const rest = await contact.agent.get('/overzicht');
    expect(rest.text).toContain('<strong>1</strong> van 1 van kracht');
    expect(rest.text).toContain('Denkbeeld energie 1 B.V. tekende. U mag signalen uitwisselen.');
    expect(rest.text).not.toContain('J. Peeters');
    expect((await wethouder.agent.get('/overzicht')).text).toContain('Er wacht niets op u.');
  });
});
