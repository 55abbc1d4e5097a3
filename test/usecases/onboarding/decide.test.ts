import type { Viewer } from '../../../src/domain/parties';
import { latestDecision } from '../../../src/persistence/joining-decision';
import { findMunicipality, findPartner, findPartnerByKvk } from '../../../src/persistence/party';
import { findRegistration } from '../../../src/persistence/registration';
import { notesOf } from '../../../src/persistence/registration-note';
import { addSteward } from '../../../src/usecases/onboarding/add-steward';
import { admitRegistration } from '../../../src/usecases/onboarding/admit-registration';
import { askSupplement } from '../../../src/usecases/onboarding/ask-supplement';
import { noteRegistration } from '../../../src/usecases/onboarding/note-registration';
import { refuseRegistration } from '../../../src/usecases/onboarding/refuse-registration';
import { registerMunicipality } from '../../../src/usecases/onboarding/register-municipality';
import { registerPartner } from '../../../src/usecases/onboarding/register-partner';
import { supplementRegistration } from '../../../src/usecases/onboarding/supplement-registration';
import { takeRegistration } from '../../../src/usecases/onboarding/take-registration';
import { admittedMunicipality, admittedPartner } from '../../support/parties';
import { municipalityAnswers, orderedMails, partnerAnswers, steward } from '../../support/registrations';
import { testWorld, type World } from '../../support/world';

let world: World;
let bakker: Viewer;
beforeEach(async () => {
  world = await testWorld();
  bakker = await steward(world);
});
afterEach(() => world.close());

const seen = async (number: string) => {
  const registration = await findRegistration(world.deps.db, number);
  if (!registration) throw new Error('the registration is gone');
  return registration;
};

test('an admitted municipality takes part, with its decision, its drafts and an invitation for its first person', async () => {
  await admittedPartner(world, { name: 'Waterbedrijf Denkbeeld', kvk: '87654321', sectors: ['drinkwater', 'huur'] });
  const { number } = await registerMunicipality(world.deps, municipalityAnswers());
  const { drafts } = await admitRegistration(world.deps, bakker, { number, version: 1 });

  expect(drafts).toBe(2);
  const party = await findMunicipality(world.deps.db, 'GM0344');
  expect(party).toMatchObject({
    status: 'admitted',
    admittedOn: '2026-11-23',
    generalMailbox: 'vroegsignalering@utrecht.example',
  });
  expect(await latestDecision(world.deps.db, party?.id ?? '')).toMatchObject({
    decidedOn: '2026-02-16',
    reference: 'B2026-017',
    scope: 'all',
    futurePartners: true,
    laterVersions: false,
  });
  expect(await world.deps.db('agreement').where({ status: 'draft' })).toHaveLength(2);
  expect(await world.deps.db('invitation')).toMatchObject([
    {
      email: 'a.jansen@utrecht.example',
      party_id: party?.id,
      roles: '["admin","contact"]',
      function_title: municipalityAnswers().contact.functionTitle,
      telephone: municipalityAnswers().contact.telephone,
    },
  ]);
  expect(await seen(number)).toMatchObject({ status: 'admitted', decidedBy: bakker.personId });
  expect((await orderedMails(world)).at(-1)).toMatchObject({
    template: 'aanmelding-toegelaten',
    values: { organisation: 'Gemeente Utrecht' },
  });
  const [entry] = await world.deps.db('audit_entry').where({ kind: 'party-admitted' });
  expect(entry).toMatchObject({ actor_id: bakker.personId, subject_id: party?.id });
  expect(JSON.parse(String(entry?.body))).toMatchObject({ registration: number, checks: { number: 'fine' } });
});

test('a municipality without a decision is admitted and records it later', async () => {
  const { number } = await registerMunicipality(world.deps, municipalityAnswers({ decision: null }));
  await admitRegistration(world.deps, bakker, { number, version: 1 });
  expect(await world.deps.db('joining_decision')).toHaveLength(0);
});

test('an admitted partner gets the next participant number and a draft with each municipality that takes part', async () => {
  await admittedMunicipality(world, 'GM0344');
  await admittedMunicipality(world, 'GM0518');
  await admittedPartner(world, { name: 'Eerder', kvk: '87654321', sectors: [] });
  const { number } = await registerPartner(world.deps, partnerAnswers());
  const { drafts } = await admitRegistration(world.deps, bakker, { number, version: 1 });
  expect(drafts).toBe(2);
  expect(await findPartner(world.deps.db, 'SP-00002')).toMatchObject({ status: 'admitted', kvk: '12345678' });
});

test('of two stewards who admit at the same moment one succeeds, and everything happens once', async () => {
  const visser = await steward(world, 'K. Visser');
  await admittedMunicipality(world, 'GM0344');
  const { number } = await registerPartner(world.deps, partnerAnswers());
  const results = await Promise.allSettled(
    [bakker, visser].map((viewer) => admitRegistration(world.deps, viewer, { number, version: 1 })),
  );
  expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  const refused = results.find((one) => one.status === 'rejected');
  expect(refused?.reason).toMatchObject({ kind: 'conflict', code: 'registration-already-decided' });
  expect(await world.deps.db('agreement')).toHaveLength(1);
  expect(await world.deps.db('invitation')).toHaveLength(1);
});

test('who looked at an older state decides nothing', async () => {
  const { number } = await registerMunicipality(world.deps, municipalityAnswers());
  await takeRegistration(world.deps, bakker, { number, version: 1 });
  await expect(admitRegistration(world.deps, bakker, { number, version: 1 })).rejects.toMatchObject({
    code: 'changed-meanwhile',
  });
  expect(await findMunicipality(world.deps.db, 'GM0344')).toMatchObject({ status: 'applied' });
});

test('a refused partner reads why, and may register again', async () => {
  const { number } = await registerPartner(world.deps, partnerAnswers());
  const reason = 'De naam hoort niet bij dit nummer.';
  await refuseRegistration(world.deps, bakker, { number, version: 1, reason });
  expect(await seen(number)).toMatchObject({ status: 'refused', reason });
  expect(await findPartnerByKvk(world.deps.db, '12345678')).toBeNull();
  expect((await orderedMails(world)).at(-1)).toMatchObject({ template: 'aanmelding-afgewezen', values: { reason } });
  const again = await registerPartner(world.deps, partnerAnswers());
  expect(again.number).toBe('A-2026-000002');
});

test('a refused municipality is merely known again, and may register again', async () => {
  const { number } = await registerMunicipality(world.deps, municipalityAnswers());
  await refuseRegistration(world.deps, bakker, { number, version: 1, reason: 'Niet bevestigd door de gemeente.' });
  expect(await findMunicipality(world.deps.db, 'GM0344')).toMatchObject({ status: 'listed' });
  await expect(registerMunicipality(world.deps, municipalityAnswers())).resolves.toMatchObject({
    number: 'A-2026-000002',
  });
});

test('the sender answers what is asked and mends the address; then it waits for the desk again', async () => {
  const { number, secret } = await registerMunicipality(world.deps, municipalityAnswers());
  await askSupplement(world.deps, bakker, { number, version: 1, question: 'Welk adres is van de gemeente?' });
  expect(await seen(number)).toMatchObject({ status: 'asked', takenBy: bakker.personId });
  const mail = (await orderedMails(world)).at(-1);
  expect(mail).toMatchObject({
    template: 'aanmelding-aanvullen',
    values: { question: 'Welk adres is van de gemeente?' },
  });

  const { contact, generalMailbox } = municipalityAnswers();
  const mended = { ...contact, email: 'aj@utrecht.example' };
  const supplement = { answer: 'Dit is het goede adres.', contact: mended, generalMailbox, decision: null };
  // The link of the first mail works beside that of the second.
  await supplementRegistration(world.deps, secret, supplement);
  const registration = await seen(number);
  expect(registration).toMatchObject({
    status: 'received',
    question: null,
    answers: { contact: mended, decision: null },
  });
  expect((await notesOf(world.deps.db, registration.id)).map((note) => [note.kind, note.by])).toEqual([
    ['question', 'M. Bakker'],
    ['supplement', null],
  ]);
  await expect(supplementRegistration(world.deps, secret, supplement)).rejects.toMatchObject({ kind: 'conflict' });
});

test('an unknown link supplements nothing', async () => {
  const { contact, generalMailbox } = municipalityAnswers();
  await expect(
    supplementRegistration(world.deps, 'geraden', { answer: 'x', contact, generalMailbox, decision: null }),
  ).rejects.toMatchObject({ kind: 'not-found' });
});

test('notes and calls are kept, also after the decision, and change nothing else', async () => {
  const { number } = await registerMunicipality(world.deps, municipalityAnswers());
  await noteRegistration(world.deps, bakker, { number, kind: 'call', body: 'Belt morgen terug.' });
  await admitRegistration(world.deps, bakker, { number, version: 1 });
  await noteRegistration(world.deps, bakker, { number, kind: 'note', body: 'Akkoord.' });
  const notes = await notesOf(world.deps.db, (await seen(number)).id);
  expect(notes.map((note) => [note.kind, note.body])).toEqual([
    ['call', 'Belt morgen terug.'],
    ['note', 'Akkoord.'],
  ]);
});

test('an operator adds an NVVK employee and gets the link that was mailed', async () => {
  const link = await addSteward(world.deps, 'k.visser@nvvk.example', 'K. Visser');
  expect(link).toMatch(/^http:\/\/localhost:3000\/uitnodigingen\/[\w-]{32}$/);
  expect((await orderedMails(world)).at(-1)).toMatchObject({
    template: 'uitnodiging',
    to: { email: 'k.visser@nvvk.example' },
    values: { link },
  });
  expect(await world.deps.db('invitation').first()).toMatchObject({ roles: '["steward"]' });
});
