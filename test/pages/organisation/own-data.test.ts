import type { Party } from '../../../src/domain/parties';
import { latestDecision } from '../../../src/persistence/joining-decision';
import { arrangementOn } from '../../../src/persistence/local-arrangement';
import { findParty } from '../../../src/persistence/party';
import { admittedMunicipality, admittedPartner } from '../../support/parties';
import { member, submit, type TestMember } from '../../support/people';
import { testWorld, type World } from '../../support/world';

const arrangement = {
  gezien: '',
  loket: 'anders',
  loketnaam: 'Loket Midden',
  aansluitnummer: '',
  signaaladres: 'vroeg@utrecht.example',
  terugmelding: '28',
  datalekken: 'datalek@utrecht.example',
  fg: 'fg@utrecht.example',
  'ingang-dag': '23',
  'ingang-maand': '11',
  'ingang-jaar': '2026',
};

describe('Onze gegevens', () => {
  let world: World;
  let utrecht: Party;
  let jansen: TestMember;

  beforeEach(async () => {
    world = await testWorld('2026-11-23T09:00:00.000Z');
    utrecht = await admittedMunicipality(world, 'GM0344');
    jansen = await member(world, utrecht.id, ['contact', 'admin'], 'A. Jansen');
  });
  afterEach(() => world.close());

  const seenNow = async (path: string): Promise<string> => {
    const { text } = await jansen.agent.get(path);
    return /name="(?:gezien|versie)" value="([^"]*)"/.exec(text)?.[1] ?? 'absent';
  };

  it('shows what is missing, the first as the only primary action', async () => {
    const { status, text } = await jansen.agent.get('/organisatie');
    expect(status).toBe(200);
    expect(text).toContain('Nog te doen');
    expect(text).toContain('Nog niet ingevuld: daarom staat er nog niets klaar.');
    expect(text).toContain('Nog niemand mag tekenen');
    expect(text.match(/utrecht-button--primary-action/g)).toHaveLength(1);
    expect(text.indexOf('Leg het aansluitbesluit vast')).toBeLessThan(text.indexOf('Vul de lokale afspraken in'));
  });

  it('records the local arrangements and shows them on their card', async () => {
    const path = '/organisatie/lokale-afspraken';
    expect((await jansen.agent.get(path)).text).toContain('Nog niet ingevuld: daarom staat er nog niets klaar');
    const saved = await submit(jansen.agent, path, arrangement);
    expect(saved.status).toBe(303);
    expect(await arrangementOn(world.deps.db, utrecht.id, '2026-11-23')).toMatchObject({
      desk: 'Loket Midden',
      connectionNumber: null,
      feedbackDays: 28,
      recordedBy: jansen.personId,
    });
    const card = await jansen.agent.get(saved.headers['location'] ?? '');
    expect(card.text).toContain('De lokale afspraken zijn bewaard');
    expect(card.text).toContain('Loket Midden');
    expect((await jansen.agent.get(path)).text).toContain('Geldt nu');
  });

  it('gives the arrangements back as they were typed, with what to mend', async () => {
    const wrong = {
      ...arrangement,
      loketnaam: '',
      signaaladres: 'geen adres',
      terugmelding: '0',
      datalekken: 'dåtalek☂@x.example',
      'ingang-dag': '22',
    };
    const back = await submit(jansen.agent, '/organisatie/lokale-afspraken', wrong);
    expect(back.status).toBe(422);
    expect(back.text).toContain('<title>Fout: Lokale afspraken');
    expect(back.text).toContain('Er zijn 5 fouten gevonden');
    for (const sentence of [
      'Vul de naam van het loket in.',
      'Vul een e-mailadres in zoals vroegsignalering@gemeente.nl.',
      'Vul een aantal dagen in van 1 tot en met 365.',
      'Deze tekens kunnen niet in het document staan: ☂ (U+2602).',
      'Deze dag is al voorbij. Kies vandaag of een latere dag.',
    ])
      expect(back.text).toContain(sentence);
    expect(back.text).toContain('value="geen adres"');
    expect(back.text).toContain('href="#loketnaam"');
    expect(await arrangementOn(world.deps.db, utrecht.id, '2026-11-23')).toBeNull();
  });

  it('says that a day does not exist', async () => {
    const wrong = { ...arrangement, 'ingang-dag': '31', 'ingang-maand': '2' };
    const back = await submit(jansen.agent, '/organisatie/lokale-afspraken', wrong);
    expect(back.text).toContain('Deze dag bestaat niet');
    expect(back.text).toContain('value="31"');
  });

  it('warns for a mailbox that looks like one person, and keeps it', async () => {
    await submit(jansen.agent, '/organisatie/lokale-afspraken', { ...arrangement, fg: 'f.devries@utrecht.example' });
    const { text } = await jansen.agent.get('/organisatie');
    expect(text).toContain('f.devries@utrecht.example lijkt van één persoon');
  });

  it('stands both versions beside each other when a colleague was first, and keeps the one that is chosen', async () => {
    const smit = await member(world, utrecht.id, ['contact'], 'B. Smit');
    const path = '/organisatie/lokale-afspraken';
    await submit(smit.agent, path, { ...arrangement, loket: 'RIS', loketnaam: '' });
    world.clock.pass(60);
    const both = await submit(jansen.agent, path, arrangement);
    expect(both.status).toBe(409);
    expect(both.text).toContain('Dit is ondertussen veranderd door B. Smit.');
    expect(both.text).toContain('RIS');
    expect(both.text).toContain('Loket Midden');
    expect((await arrangementOn(world.deps.db, utrecht.id, '2026-11-23'))?.desk).toBe('RIS');

    const kept = await jansen.agent.post(path).type('form').send(hiddenFields(both.text));
    expect(kept.status).toBe(303);
    expect((await arrangementOn(world.deps.db, utrecht.id, '2026-11-23'))?.desk).toBe('Loket Midden');
  });

  it('records the decision to join', async () => {
    const path = '/organisatie/aansluitbesluit';
    const empty = await submit(jansen.agent, path, { gezien: '', sectoren: 'keuze' });
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('Vul de datum van het besluit in.');
    expect(empty.text).toContain('Vul het kenmerk van het besluit in.');
    expect(empty.text).toContain('Kies ten minste één sector.');

    const answers = {
      gezien: '',
      'besluit-dag': '3',
      'besluit-maand': '2',
      'besluit-jaar': '2026',
      kenmerk: 'B&W 2026/17',
      sectoren: 'keuze',
      sector: ['huur', 'energie', 'verzonnen'],
      ook: ['partners'],
    };
    expect((await submit(jansen.agent, path, answers)).status).toBe(303);
    expect(await latestDecision(world.deps.db, utrecht.id)).toMatchObject({
      decidedOn: '2026-02-03',
      reference: 'B&W 2026/17',
      scope: ['huur', 'energie'],
      futurePartners: true,
      laterVersions: false,
    });
    const { text } = await jansen.agent.get('/organisatie');
    expect(text).toContain('3 februari 2026, kenmerk B&amp;W 2026/17');
    expect(text).toContain('Huur en Energie');
  });

  it('changes mailbox and telephone; a partner its town too', async () => {
    const path = '/organisatie/gegevens';
    const wrong = await submit(jansen.agent, path, { versie: await seenNow(path), mailbox: '', telefoon: '12' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('Vul de algemene mailbox in.');
    expect(wrong.text).toContain('Vul een telefoonnummer in van 10 cijfers.');
    const answers = { versie: await seenNow(path), mailbox: 'schulden@utrecht.example', telefoon: '030 123 45 67' };
    expect((await submit(jansen.agent, path, { ...answers, plaats: 'Elders' })).status).toBe(303);
    expect(await findParty(world.deps.db, utrecht.id)).toMatchObject({
      generalMailbox: 'schulden@utrecht.example',
      telephone: '030 123 45 67',
      seat: null,
    });
    const old = await submit(jansen.agent, path, { ...answers, mailbox: 'anders@utrecht.example' });
    expect(old.status).toBe(409);
    expect(old.text).toContain('anders@utrecht.example');

    const partner = await admittedPartner(world, { name: 'Denkbeeld B.V.', kvk: '99000001', sectors: ['energie'] });
    const contact = await member(world, partner.id, ['contact'], 'P. Partner');
    const own = { versie: String(partner.version), mailbox: 'post@denkbeeld.example', telefoon: '', plaats: 'Elders' };
    expect((await submit(contact.agent, path, own)).status).toBe(303);
    expect(await findParty(world.deps.db, partner.id)).toMatchObject({ seat: 'Elders', telephone: null });
  });

  it('is read by every member and changed by who prepares; a partner has no arrangements', async () => {
    const viewer = await member(world, utrecht.id, ['viewer'], 'L. Lezer');
    const { text } = await viewer.agent.get('/organisatie');
    expect(text).toContain('Lokale afspraken');
    expect(text).not.toContain('Wijzig');
    for (const path of ['gegevens', 'aansluitbesluit', 'lokale-afspraken'])
      expect((await viewer.agent.get(`/organisatie/${path}`)).status).toBe(404);
    const partner = await admittedPartner(world, { name: 'Denkbeeld B.V.', kvk: '99000001', sectors: ['energie'] });
    const contact = await member(world, partner.id, ['contact'], 'P. Partner');
    expect((await contact.agent.get('/organisatie')).text).not.toContain('Lokale afspraken');
    expect((await contact.agent.get('/organisatie/lokale-afspraken')).status).toBe(404);
  });
});

/** The form of a page, as a browser sends it when nothing is touched. */
function hiddenFields(html: string): string {
  const form = html.slice(html.indexOf('<main'));
  const fields = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  const sent = new URLSearchParams();
  for (const [, name = '', value = ''] of fields) sent.append(name, value.replace(/&amp;/g, '&'));
  return sent.toString();
}
