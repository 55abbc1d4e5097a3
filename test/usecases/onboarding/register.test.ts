import { findMunicipality, findPartnerByKvk } from '../../../src/persistence/party';
import { findRegistration, findRegistrationByLink } from '../../../src/persistence/registration';
import { secretHash } from '../../../src/usecases/accounts/secrets';
import { registerMunicipality } from '../../../src/usecases/onboarding/register-municipality';
import { registerPartner } from '../../../src/usecases/onboarding/register-partner';
import { municipalityAnswers, orderedMails, partnerAnswers } from '../../support/registrations';
import { testWorld, type World } from '../../support/world';

let world: World;
beforeEach(async () => {
  world = await testWorld();
});
afterEach(() => world.close());

const settled = async (deeds: readonly Promise<unknown>[]) => {
  const results = await Promise.allSettled(deeds);
  return {
    done: results.filter((one) => one.status === 'fulfilled').length,
    refusals: results.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : [])),
  };
};

test('a municipality that registers has applied, gets a number, and its sender a mail with the link', async () => {
  const { number, secret } = await registerMunicipality(world.deps, municipalityAnswers());
  expect(number).toBe('A-2026-000001');
  expect(await findMunicipality(world.deps.db, 'GM0344')).toMatchObject({ status: 'applied' });
  expect(await findRegistrationByLink(world.deps.db, secretHash(secret))).toMatchObject({
    number,
    status: 'received',
    answers: municipalityAnswers(),
  });
  expect(await orderedMails(world)).toEqual([
    {
      template: 'aanmelding-ontvangen',
      to: { email: 'a.jansen@utrecht.example', name: 'A. Jansen' },
      values: { number, organisation: 'Gemeente Utrecht', link: `http://localhost:3000/aanmeldingen/${secret}` },
    },
  ]);
});

test('the secret of the link stands in no table but the mail that carries it', async () => {
  const { secret } = await registerMunicipality(world.deps, municipalityAnswers());
  for (const table of ['registration', 'registration_link', 'audit_entry']) {
    expect(JSON.stringify(await world.deps.db(table))).not.toContain(secret);
  }
});

test('the log names no person', async () => {
  await registerMunicipality(world.deps, municipalityAnswers());
  const entries = await world.deps.db('audit_entry').where({ kind: 'registration-received' });
  expect(entries).toHaveLength(1);
  expect(JSON.stringify(entries)).not.toMatch(/jansen/i);
});

test('a municipality registers once', async () => {
  await registerMunicipality(world.deps, municipalityAnswers());
  await expect(registerMunicipality(world.deps, municipalityAnswers())).rejects.toMatchObject({
    kind: 'conflict',
    code: 'municipality-already-registered',
    detail: { name: 'Utrecht', mail: world.deps.config.desk.mail },
  });
});

test('of five registrations of one municipality at the same moment one is received', async () => {
  const { done, refusals } = await settled(
    Array.from({ length: 5 }, () => registerMunicipality(world.deps, municipalityAnswers())),
  );
  expect(done).toBe(1);
  expect(refusals).toHaveLength(4);
  for (const refusal of refusals) expect(refusal).toMatchObject({ code: 'municipality-already-registered' });
  expect(await world.deps.db('registration')).toHaveLength(1);
});

test('an unknown municipality cannot register', async () => {
  const answers = municipalityAnswers({ cbsCode: 'GM9999' });
  await expect(registerMunicipality(world.deps, answers)).rejects.toMatchObject({ kind: 'not-found' });
});

test('a partner that registers is a party that applied, with its name and area', async () => {
  const { number } = await registerPartner(world.deps, partnerAnswers());
  const party = await findPartnerByKvk(world.deps.db, '12345678');
  expect(party).toMatchObject({ status: 'applied', number: null, name: 'Denkbeeld Energie B.V.', seat: 'Utrecht' });
  expect(await findRegistration(world.deps.db, number)).toMatchObject({ partyId: party?.id });
  expect(await world.deps.db('service_area')).toMatchObject([{ sector_code: 'energie', scope: 'country' }]);
});

test('a KvK number registers once, and of five at the same moment one is received', async () => {
  const { done, refusals } = await settled(
    Array.from({ length: 5 }, () => registerPartner(world.deps, partnerAnswers())),
  );
  expect(done).toBe(1);
  for (const refusal of refusals) expect(refusal).toMatchObject({ code: 'partner-already-registered' });
  expect(await world.deps.db('party').where({ kvk: '12345678' })).toHaveLength(1);
  await expect(registerPartner(world.deps, partnerAnswers())).rejects.toMatchObject({
    code: 'partner-already-registered',
    detail: { kvk: '12345678', mail: world.deps.config.desk.mail },
  });
});

test('nobody joins a sector that is closed to newcomers', async () => {
  await world.deps.db('sector').where({ code: 'energie' }).update({ closed_from: '2026-11-01' });
  await expect(registerPartner(world.deps, partnerAnswers())).rejects.toMatchObject({
    code: 'sector-closed',
    detail: { sector: 'Energie' },
  });
  expect(await world.deps.db('party').where({ kind: 'partner' })).toHaveLength(0);
});
