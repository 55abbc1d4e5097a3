import type { Party } from '../../../src/domain/parties';
import { mandatesOf } from '../../../src/persistence/mandate';
import { partiesOfKind } from '../../../src/persistence/party';
import { admittedMunicipality } from '../../support/parties';
import { member, submit, type TestMember } from '../../support/people';
import { testWorld, type World } from '../../support/world';

const NEW = '/organisatie/tekenbevoegden/nieuw';

describe('Tekenbevoegden', () => {
  let world: World;
  let utrecht: Party;
  let jansen: TestMember;
  let vries: TestMember;

  beforeEach(async () => {
    world = await testWorld('2026-11-23T09:00:00.000Z');
    utrecht = await admittedMunicipality(world, 'GM0344');
    jansen = await member(world, utrecht.id, ['contact', 'admin', 'signatory'], 'A. Jansen');
    vries = await member(world, utrecht.id, ['signatory'], 'F. de Vries');
  });
  afterEach(() => world.close());

  const answers = (houder: string) => ({
    houder,
    functie: 'wethouder schuldhulpverlening',
    grond: 'mandaat',
    'besluit-dag': '16',
    'besluit-maand': '2',
    'besluit-jaar': '2026',
    kenmerk: 'Z-26-2',
    grond2: '',
    kenmerk2: '',
    sectoren: 'alle',
    'vanaf-dag': '1',
    'vanaf-maand': '3',
    'vanaf-jaar': '2026',
    'tot-dag': '31',
    'tot-maand': '12',
    'tot-jaar': '2026',
  });
  const only = async () => {
    const [mandate] = await mandatesOf(world.deps.db, utrecht.id);
    if (!mandate) throw new Error('no mandate');
    return mandate;
  };

  it('says that nobody may sign yet, and what to do', async () => {
    const { text } = await jansen.agent.get('/organisatie/tekenbevoegden');
    expect(text).toContain('Nog niemand mag tekenen.');
    expect(text).toContain('Leg mandaat vast');
    expect((await vries.agent.get('/organisatie/tekenbevoegden')).text).not.toContain('Leg mandaat vast');
    expect((await vries.agent.get(NEW)).status).toBe(404);
  });

  it('records a mandate, which its holder reads and confirms', async () => {
    expect((await submit(jansen.agent, NEW, answers(vries.personId))).status).toBe(303);
    const mandate = await only();
    // "Tot en met 31 december" is stored as the first day without.
    expect(mandate).toMatchObject({ validFrom: '2026-03-01', validUntil: '2027-01-01', scope: 'all' });
    const list = await jansen.agent.get('/organisatie/tekenbevoegden');
    expect(list.text).toContain('Wacht op bevestiging');

    const path = `/tekenbevoegdheid/${mandate.id}/bevestiging`;
    const asked = await vries.agent.get(path);
    expect(asked.text).toContain('Klopt uw mandaat?');
    expect(asked.text).toContain('Mandaatbesluit van 16 februari 2026, kenmerk Z-26-2');
    expect(asked.text).toContain('Vanaf 1 maart 2026 tot en met 31 december 2026');
    expect((await jansen.agent.get(path)).status).toBe(404);
    expect((await submit(vries.agent, path, { versie: '1', antwoord: 'klopt' })).status).toBe(303);
    expect((await only()).confirmedBy).toBe(vries.personId);
    expect((await vries.agent.get(path)).text).toContain('Dit mandaat is bevestigd op 23 november 2026, 10.00 uur.');
    expect((await jansen.agent.get('/organisatie/tekenbevoegden')).text).toContain('Mag tekenen');
  });

  it('hears from the holder what is wrong, with a reason', async () => {
    await submit(jansen.agent, NEW, answers(vries.personId));
    const path = `/tekenbevoegdheid/${(await only()).id}/bevestiging`;
    const silent = await submit(vries.agent, path, { versie: '1', antwoord: 'klopt-niet', reden: '' });
    expect(silent.status).toBe(422);
    expect(silent.text).toContain('Vul in wat er niet klopt.');
    await submit(vries.agent, path, { versie: '1', antwoord: 'klopt-niet', reden: 'Andere functie.' });
    expect((await jansen.agent.get('/organisatie/tekenbevoegden')).text).toContain('Andere functie.');
  });

  it('lets a steward confirm what somebody recorded for herself', async () => {
    expect((await jansen.agent.get(NEW)).text).toContain('Dit bent u zelf');
    await submit(jansen.agent, NEW, answers(jansen.personId));
    const { id } = await only();
    const own = await jansen.agent.get(`/tekenbevoegdheid/${id}/bevestiging`);
    expect(own.text).toContain('Een medewerker van de NVVK bevestigt het.');
    expect(own.text).not.toContain('Ja, dit klopt');
    const pressed = await submit(
      jansen.agent,
      '/organisatie/gegevens',
      { versie: '1', antwoord: 'klopt' },
      `/tekenbevoegdheid/${id}/bevestiging`,
    );
    expect(pressed.status).toBe(422);
    expect(pressed.text).toContain('U kunt uw eigen mandaat niet bevestigen.');

    const [nvvk] = await partiesOfKind(world.deps.db, 'steward', ['admitted']);
    const bakker = await member(world, nvvk?.id ?? '', ['steward'], 'M. Bakker');
    expect((await jansen.agent.get(`/beheer/mandaten/${id}`)).status).toBe(404);
    const page = await bakker.agent.get(`/beheer/mandaten/${id}`);
    expect(page.text).toContain('Gemeente Utrecht');
    expect((await submit(bakker.agent, `/beheer/mandaten/${id}`, { versie: '1', antwoord: 'klopt' })).status).toBe(303);
    expect((await only()).confirmedBy).toBe(bakker.personId);
  });

  it('gives a mandate back with what does not go together', async () => {
    const wrong = {
      ...answers(''),
      grond2: 'mandaat',
      sectoren: 'keuze',
      'tot-maand': '2',
      'tot-dag': '1',
    };
    const first = await submit(jansen.agent, NEW, wrong);
    expect(first.status).toBe(422);
    expect(first.text).toContain('Kies wie mag tekenen.');
    expect(first.text).toContain('value="Z-26-2"');
    const second = await submit(jansen.agent, NEW, { ...wrong, houder: vries.personId });
    expect(second.text).toContain('Vul van de tweede grond alles in');
    expect(second.text).toContain('Kies ten minste één sector.');
    expect(second.text).toContain('De laatste dag ligt vóór de eerste dag.');
    expect(await mandatesOf(world.deps.db, utrecht.id)).toEqual([]);
  });

  it('shows an overlap and allows it', async () => {
    await submit(jansen.agent, NEW, answers(vries.personId));
    const shown = await submit(jansen.agent, NEW, answers(vries.personId));
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('Deze persoon heeft al een mandaat voor deze dagen en sectoren');
    expect(await mandatesOf(world.deps.db, utrecht.id)).toHaveLength(1);
    await submit(jansen.agent, NEW, { ...answers(vries.personId), overlap: 'gezien' });
    expect(await mandatesOf(world.deps.db, utrecht.id)).toHaveLength(2);
  });

  it('takes a mandate back with a reason, says what stops, and lists it below', async () => {
    await submit(jansen.agent, NEW, answers(vries.personId));
    const path = `/organisatie/tekenbevoegden/${(await only()).id}/intrekking`;
    const asked = await jansen.agent.get(path);
    expect(asked.text).toContain('F. de Vries kan met dit mandaat vanaf nu niets meer ondertekenen.');
    expect((await vries.agent.get(path)).status).toBe(404);
    expect((await submit(jansen.agent, path, { versie: '1', reden: '' })).status).toBe(422);
    expect((await submit(jansen.agent, path, { versie: '1', reden: 'Verkiezingen' })).status).toBe(303);
    const { text } = await jansen.agent.get('/organisatie/tekenbevoegden');
    expect(text).toContain('Afgelopen en ingetrokken');
    expect(text).toContain('Verkiezingen');
    expect(text).toContain('Nog niemand mag tekenen.');
  });

  it('answers 409 to who decides about an older version', async () => {
    await submit(jansen.agent, NEW, answers(vries.personId));
    const { id } = await only();
    const confirm = { versie: '1', antwoord: 'klopt' };
    await submit(vries.agent, `/tekenbevoegdheid/${id}/bevestiging`, confirm);
    const late = await submit(jansen.agent, `/organisatie/tekenbevoegden/${id}/intrekking`, {
      versie: '1',
      reden: 'Verkiezingen',
    });
    expect(late.status).toBe(409);
    expect(late.text).toContain('Dit is ondertussen veranderd door F. de Vries.');
    expect((await only()).revokedAt).toBeNull();
  });
});
