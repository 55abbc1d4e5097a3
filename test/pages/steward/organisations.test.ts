import { registerMunicipality } from '../../../src/usecases/onboarding/register-municipality';
import { findMunicipality } from '../../../src/persistence/party';
import { insertPartyNames } from '../../../src/persistence/party-name';
import { admittedMunicipality, admittedPartner } from '../../support/parties';
import { member, type TestMember } from '../../support/people';
import { municipalityAnswers, stewardMember } from '../../support/registrations';
import { testWorld, type World } from '../../support/world';

let world: World;
let bakker: TestMember;
beforeEach(async () => {
  world = await testWorld();
  bakker = await stewardMember(world);
});
afterEach(() => world.close());

const search = (text: string) => bakker.agent.get(`/beheer/organisaties?zoek=${encodeURIComponent(text)}`);

test.each(['denkbeeld', 'ENERGIE', '12345678', '1234 5678', 'SP-00001', 'sp-00001', 'Voorheen Gas'])(
  'a partner is found by %s',
  async (text) => {
    const partner = await admittedPartner(world, {
      name: 'Denkbeeld Energie B.V.',
      kvk: '12345678',
      sectors: ['energie'],
    });
    await world.deps.db.transaction((trx) =>
      insertPartyNames(trx, [
        {
          partyId: partner.id,
          kind: 'former',
          name: 'Voorheen Gas',
          validFrom: '2021-01-01',
          validUntil: '2024-01-01',
        },
      ]),
    );
    expect((await search(text)).text).toContain(`href="/beheer/organisaties/${partner.id}"`);
  },
);

test.each(['den haag', 'GM0518', '518', 'A-2026-000001'])('The Hague is found by %s', async (text) => {
  await registerMunicipality(world.deps, municipalityAnswers({ cbsCode: 'GM0518' }));
  const page = await search(text);
  expect(page.text).toContain('Gemeente &#39;s-Gravenhage');
  expect(page.text).toContain('Aangemeld');
});

test('a search without a hit says what was searched, before any search it says what to do', async () => {
  expect((await search('Nergenshuizen')).text).toContain('Niets gevonden voor &#34;Nergenshuizen&#34;.');
  expect((await bakker.agent.get('/beheer/organisaties')).text).toContain('Zoek op een naam of een nummer');
});

test('an organisation shows its state, people, agreements, registrations and log', async () => {
  const utrecht = await admittedMunicipality(world, 'GM0344');
  await member(world, utrecht.id, ['admin'], 'B. Smit');
  const page = await bakker.agent.get(`/beheer/organisaties/${utrecht.id}`);
  expect(page.status).toBe(200);
  for (const text of ['Gemeente Utrecht', 'Doet mee', 'B. Smit', 'organisatiebeheerder', 'Nog niemand mag tekenen.']) {
    expect(page.text).toContain(text);
  }
});

test('an organisation that only applied shows its registration and the mail that went out', async () => {
  await registerMunicipality(world.deps, municipalityAnswers());
  const utrecht = await findMunicipality(world.deps.db, 'GM0344');
  const page = await bakker.agent.get(`/beheer/organisaties/${utrecht?.id ?? ''}`);
  expect(page.text).toContain('A-2026-000001');
  expect(page.text).toContain('Aanmelding ontvangen');
  expect(page.text).toContain('wacht op verzending');
});

test('an unknown organisation, and the NVVK itself, are not there', async () => {
  const [nvvk] = await world.deps.db('party').where({ kind: 'steward' }).select<{ id: string }[]>('id');
  for (const id of ['0190c0de', nvvk?.id ?? '']) {
    expect((await bakker.agent.get(`/beheer/organisaties/${id}`)).status).toBe(404);
  }
});
