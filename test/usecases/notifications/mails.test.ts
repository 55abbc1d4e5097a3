import { mailTexts } from '../../../src/outside/template-files';
import { declineAgreements } from '../../../src/usecases/lifecycle/decline-agreements';
import { deliver } from '../../../src/usecases/notifications/deliver';
import { projectRoot } from '../../../src/web/project-root';
import { makeDrafts } from '../../../src/usecases/matching/make-drafts';
import { admittedMunicipality, admittedPartner } from '../../support/parties';
import { idsOf, prepareAll, signAll } from '../../support/ceremonies';
import { readyPair, type Pair } from '../../support/signing-parties';
import { testWorld, type World } from '../../support/world';

describe('mails', () => {
  let world: World;
  let pair: Pair;
  const texts = mailTexts(projectRoot);
  beforeEach(async () => {
    world = await testWorld();
    pair = await readyPair(world);
  });
  afterEach(() => world.close());

  /** Everything that goes out now, as "subject > address". */
  const sent = async (): Promise<readonly string[]> => {
    while ((await deliver(world.deps, texts, 'worker')) > 0);
    return world.mails.splice(0).map(({ subject, to }) => `${subject} > ${to}`);
  };
  const subjects = async (): Promise<readonly string[]> => [
    ...new Set((await sent()).map((line) => line.split(' > ')[0] ?? '')),
  ];

  it('follow an agreement from draft to in force, each once for each address', async () => {
    expect(await subjects()).toEqual(['1 nieuwe overeenkomst klaar te zetten']);
    await signAll(world, pair.contact, pair.wethouder);
    expect([...(await subjects())].sort()).toEqual([
      '1 overeenkomst wacht op medeondertekening',
      '1 overeenkomst wacht op uw handtekening (S-2026-000001)',
    ]);
    await signAll(world, pair.partnerContact, pair.director);
    const last = await sent();
    expect(new Set(last).size).toBe(last.length);
    expect(last).toContain(`OVK-2026-000001 is van kracht > ${pair.contact.email}`);
    expect(last).toContain(`OVK-2026-000001 is van kracht > ${pair.partnerContact.email}`);
    expect(await sent()).toEqual([]);
  });

  it('go out once when a slow server takes longer than the worker may hold them', async () => {
    await signAll(world, pair.contact, pair.wethouder);
    await signAll(world, pair.partnerContact, pair.director);
    let sends = 0;
    const slow = {
      ...world.deps,
      mailer: {
        send: async (mail: (typeof world.mails)[number]) => {
          world.clock.pass(55);
          // By the second mail another worker has taken what the first one holds too long.
          if (++sends === 2) while ((await deliver(world.deps, texts, 'another')) > 0);
          return world.deps.mailer.send(mail);
        },
      },
    };
    await deliver(slow, texts, 'slow');
    world.clock.pass(61);
    while ((await deliver(world.deps, texts, 'another')) > 0);
    const keys = world.mails.splice(0).map(({ subject, to }) => `${subject} > ${to}`);
    expect(keys.length).toBeGreaterThan(3);
    expect(new Set(keys).size).toBe(keys.length);
    expect(await sent()).toEqual([]);
  });

  it('tell the other party who declined, with the kenmerk; the reason is not in the log', async () => {
    await sent();
    const agreementIds = await idsOf(world, pair.municipality.id, 'draft');
    await declineAgreements(world.deps, { viewer: pair.contact, agreementIds, reason: 'Vraag het aan mevrouw Bos.' });
    const lines = await sent();
    expect(lines).toContain(`OVK-2026-000001 is geweigerd > ${pair.partnerContact.email}`);
    expect(lines.join()).not.toContain(pair.contact.email);
    const log = JSON.stringify(await world.deps.db('audit_entry').select('body'));
    expect(log).toContain('OVK-2026-000001');
    expect(log).not.toContain('Bos');
  });

  it('say nothing of what came to nothing before they went out', async () => {
    await sent();
    await signAll(world, pair.contact, pair.wethouder);
    world.clock.pass(181 * 24 * 3600);
    expect((await subjects()).filter((subject) => subject.includes('medeondertekening'))).toEqual([]);
  });

  it('have no attachment, one button whose address stands in the text as well, and a message id that does not change', async () => {
    await prepareAll(world, pair.contact, pair.wethouder);
    while ((await deliver(world.deps, texts, 'worker')) > 0);
    for (const { text, html } of world.mails) {
      const buttons = [...html.matchAll(/<a href="([^"]+)"/g)].map((match) => match[1] ?? '');
      expect(buttons).toHaveLength(1);
      expect(text).toContain(buttons[0]);
    }
    const [handedOver] = world.mails.filter(({ subject }) => subject.includes('handtekening'));
    // 180 days from 23 November 2026: the first day without is 22 May.
    expect(handedOver?.text).toContain('tot en met 21 mei 2027');
    expect(handedOver?.text).toContain('Sessie S-2026-000001.');
    expect(new Set(world.mails.map(({ messageId }) => messageId)).size).toBe(world.mails.length);
  });

  it('in production, of many a day, come as one at seven in the morning of a working day', async () => {
    const config = { ...world.deps.config, demonstration: false };
    await world.deps.db('outbox').delete();
    const municipality = await admittedMunicipality(world, 'GM0518');
    for (const [at, name] of ['Eerste', 'Tweede'].entries()) {
      await admittedPartner(world, { name, kvk: String(98_000_001 + at), sectors: ['huur'] });
      await world.deps.db.transaction((trx) => makeDrafts(trx, { ...world.deps, config }, municipality));
    }
    const due = await world.deps.db('outbox').where({ kind: 'digest' }).select('due_at', 'dedupe_key');
    expect(due).toEqual([
      { due_at: '2026-11-24T06:00:00.000Z', dedupe_key: `nieuwe-overeenkomsten ${municipality.id} 2026-11-24` },
    ]);
  });
});
