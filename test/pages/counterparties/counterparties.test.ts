import type { Party } from '../../../src/domain/parties';
import { latestAreaRequest } from '../../../src/persistence/area-request';
import { partiesOfKind } from '../../../src/persistence/party';
import { serviceAreaOf } from '../../../src/persistence/service-area';
import { makeDrafts } from '../../../src/usecases/matching/make-drafts';
import { admittedMunicipality, admittedPartner } from '../../support/parties';
import { member, submit, tokenOf, type TestMember } from '../../support/people';
import { testWorld, type World } from '../../support/world';

describe('with whom an organisation works', () => {
  let world: World;
  let utrecht: Party;
  let partner: Party;
  let jansen: TestMember;
  let contact: TestMember;

  beforeEach(async () => {
    world = await testWorld('2026-11-23T09:00:00.000Z');
    utrecht = await admittedMunicipality(world, 'GM0344');
    jansen = await member(world, utrecht.id, ['contact'], 'A. Jansen');
  });
  afterEach(() => world.close());

  const withPartner = async (): Promise<void> => {
    partner = await admittedPartner(world, {
      name: 'Denkbeeld Energie B.V.',
      kvk: '99000001',
      sectors: ['energie'],
      area: [
        { sectorCode: 'energie', scope: 'municipality', code: 'GM0344' },
        { sectorCode: 'energie', scope: 'municipality', code: 'GM0193' },
      ],
    });
    await world.deps.db.transaction((trx) => makeDrafts(trx, world.deps, partner));
    contact = await member(world, partner.id, ['contact'], 'P. Partner');
  };

  describe('Signaalpartners', () => {
    it('says that none works here yet', async () => {
      const { text } = await jansen.agent.get('/signaalpartners');
      expect(text).toContain('Nog geen signaalpartner heeft uw gemeente opgegeven.');
    });

    it('lists who works here, with status, mailbox and what is new', async () => {
      await withPartner();
      const elsewhere = { sectorCode: 'huur', scope: 'municipality' as const, code: 'GM0193' };
      await admittedPartner(world, { name: 'Wonen Elders', kvk: '99000002', sectors: ['huur'], area: [elsewhere] });
      const { text } = await jansen.agent.get('/signaalpartners');
      expect(text).toContain('Denkbeeld Energie B.V.');
      expect(text).toContain('Klaar te zetten');
      expect(text).toContain('post@<wbr>99000001.example');
      expect(text).toContain(', nieuw');
      expect(text).not.toContain('Wonen Elders');
      expect((await jansen.agent.get('/signaalpartners?sector=huur')).text).toContain(
        'Geen signaalpartners met deze filters.',
      );
      expect((await jansen.agent.get('/signaalpartners?zoek=denkbeeld')).text).toContain('Denkbeeld Energie B.V.');
      world.clock.pass(15 * 86_400);
      const later = await member(world, utrecht.id, ['viewer'], 'L. Lezer');
      expect((await later.agent.get('/signaalpartners')).text).not.toContain(', nieuw');
    });

    it('shows one with its agreements, and none that does not work here', async () => {
      await withPartner();
      const { text } = await jansen.agent.get(`/signaalpartners/${partner.number}`);
      expect(text).toContain('99000001');
      expect(text).toMatch(/href="\/overeenkomsten\/OVK-2026-\d{6}"/);
      const elsewhere = { sectorCode: 'huur', scope: 'municipality' as const, code: 'GM0193' };
      const other = await admittedPartner(world, {
        name: 'Wonen Elders',
        kvk: '99000002',
        sectors: ['huur'],
        area: [elsewhere],
      });
      expect((await jansen.agent.get(`/signaalpartners/${other.number}`)).status).toBe(404);
      expect((await contact.agent.get('/signaalpartners')).status).toBe(404);
    });
  });

  describe('Gemeenten', () => {
    const form = (change: Readonly<Record<string, string | readonly string[]>>) => ({
      'bereik-energie': 'keuze',
      'gemeenten-energie': 'GM0344\nZwolle',
      ...change,
    });
    const seen = async (): Promise<string> => {
      const { text } = await contact.agent.get('/gemeenten/wijzigen');
      return /name="gezien" value="([^"]*)"/.exec(text)?.[1] ?? '';
    };
    const change = async (fields: Readonly<Record<string, string | readonly string[]>>) =>
      submit(contact.agent, '/gemeenten/wijzigen', { gezien: await seen(), ...fields });

    it('lists by province where the partner works, also who takes no part yet', async () => {
      await withPartner();
      const { text } = await contact.agent.get('/gemeenten');
      expect(text).toContain(
        'U werkt in 2 gemeenten, 1 doet mee. U mag nog met geen enkele gemeente signalen uitwisselen.',
      );
      expect(text).toContain('Overijssel');
      expect(text).toContain('Doet nog niet mee');
      expect(text).toContain('Wacht op gemeente');
      expect((await jansen.agent.get('/gemeenten')).status).toBe(404);
    });

    it('previews a change, and only then does it', async () => {
      await withPartner();
      await admittedMunicipality(world, 'GM0363');
      const filled = await contact.agent.get('/gemeenten/wijzigen');
      expect(filled.text).toContain('GM0193 Zwolle');
      const fields = form({ 'gemeenten-energie': 'GM0193 Zwolle\nAmsterdam' });
      const preview = await change(fields);
      expect(preview.status).toBe(200);
      expect(preview.text).toContain('1 erbij: 1 nieuwe overeenkomst.');
      expect(preview.text).toContain('1 eraf: 1 concept vervalt.');
      expect(await serviceAreaOf(world.deps.db, partner.id)).toHaveLength(2);

      const back = await change({ ...fields, stap: 'terug' });
      expect(back.text).toContain('Amsterdam</textarea>');
      const done = await change({ ...fields, stap: 'pas-aan' });
      expect(done.headers['location']).toBe('/gemeenten?bewaard=werkgebied');
      expect((await serviceAreaOf(world.deps.db, partner.id)).map((part) => part.code)).toEqual(['GM0193', 'GM0363']);
    });

    it('names the rows that are wrong, and gives the list back', async () => {
      await withPartner();
      const wrong = await change(form({ 'gemeenten-energie': 'GM0344\nGM9999\nGM0457' }));
      expect(wrong.status).toBe(422);
      expect(wrong.text).toContain('Regel 2: wij kennen geen gemeente');
      expect(wrong.text).toContain('GM0457 (Weesp) hoort sinds 24 maart 2022 bij Amsterdam');
      expect(wrong.text).toContain('GM0344\nGM9999\nGM0457</textarea>');
      const same = await change(form({}));
      expect(same.status).toBe(422);
      expect(same.text).toContain('U hebt nog niets gewijzigd.');
    });

    it('asks a steward for a large area, who refuses or takes it over', async () => {
      await withPartner();
      const country = form({ 'bereik-energie': 'land' });
      expect((await change(country)).text).toContain('De NVVK kijkt eerst mee');
      expect((await change({ ...country, stap: 'pas-aan' })).headers['location']).toBe('/gemeenten?bewaard=gevraagd');
      expect((await contact.agent.get('/gemeenten')).text).toContain('Een wijziging wacht op de NVVK');
      const [nvvk] = await partiesOfKind(world.deps.db, 'steward', ['admitted']);
      const bakker = await member(world, nvvk?.id ?? '', ['steward'], 'M. Bakker');
      const path = `/beheer/werkgebieden/${(await latestAreaRequest(world.deps.db, partner.id))?.id ?? ''}`;
      expect((await contact.agent.get(path)).status).toBe(404);
      const asked = await bakker.agent.get(path);
      expect(asked.text).toContain('Energie: heel Nederland');
      expect(asked.text).toContain('340 erbij');
      expect((await submit(bakker.agent, path, { versie: '1', antwoord: 'afwijzen', reden: '' })).status).toBe(422);
      const token = tokenOf(asked);
      const refused = { _csrf: token, versie: '1', antwoord: 'afwijzen', reden: 'Nog te vroeg.' };
      expect((await bakker.agent.post(path).type('form').send(refused)).status).toBe(303);
      expect((await contact.agent.get('/gemeenten')).text).toContain('Nog te vroeg.');
      const late = await bakker.agent.post(path).type('form').send({ _csrf: token, versie: '1', antwoord: 'akkoord' });
      expect(late.status).toBe(409);

      world.clock.pass(60);
      await change({ ...country, stap: 'pas-aan' });
      const again = `/beheer/werkgebieden/${(await latestAreaRequest(world.deps.db, partner.id))?.id ?? ''}`;
      expect((await submit(bakker.agent, again, { versie: '1', antwoord: 'akkoord' })).status).toBe(303);
      expect(await serviceAreaOf(world.deps.db, partner.id)).toEqual([
        { sectorCode: 'energie', scope: 'country', code: 'NL' },
      ]);
      expect((await contact.agent.get('/gemeenten')).text).toContain('U werkt in 342 gemeenten');
    });
  });
});
