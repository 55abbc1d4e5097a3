import { registerLookup } from '../../src/cli/register-lookup';
import { admittedMunicipality, admittedPartner } from '../support/parties';
import { inForceBetween } from '../support/register';
import { testWorld, type World } from '../support/world';

let world: World;

beforeEach(async () => {
  world = await testWorld('2026-11-23T13:02:00.000Z');
  const municipality = await admittedMunicipality(world, 'GM0344');
  const partner = await admittedPartner(world, { name: 'Denkbeeld Energie', kvk: '12345678', sectors: ['energie'] });
  await inForceBetween(world, { municipality, partner, at: '2023-03-14T10:00:00.000Z' });
});
afterEach(() => world.close());

const lookup = (...args: string[]) => registerLookup(world.deps, args);
const pair = ['--municipality', 'GM0344', '--partner', 'SP-00001'];

describe('portal register lookup', () => {
  it('prints a line for each sector', async () => {
    expect(await lookup(...pair, '--on', '2024-05-01')).toEqual({
      exitCode: 0,
      text: [
        'May Denkbeeld Energie (SP-00001) send signals to Utrecht (GM0344) on 2024-05-01?',
        '  energie: yes (in-force, from 2023-03-14, OVK-2026-000001)',
      ].join('\n'),
    });
  });

  it('knows codes in small letters', async () => {
    const { exitCode } = await lookup('--municipality', 'gm0344', '--partner', 'sp-00001');
    expect(exitCode).toBe(0);
  });

  it('prints JSON', async () => {
    const { text, exitCode } = await lookup(...pair, '--on', '2023-03-13', '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(text)).toMatchObject({
      on: '2023-03-13',
      answers: [{ sector: 'energie', answer: 'no', reason: 'not-yet', validFrom: '2023-03-14' }],
    });
  });

  it.each([
    [['--municipality', 'GM0344'], '--municipality and --partner are needed'],
    [[...pair, '--on', '2026-02-31'], 'no such day'],
    [[...pair, '--on', '2028-11-24'], 'more than two years ahead'],
    [[...pair, '--sector', 'huur'], '--sector'],
  ])('says how it is used: %j', async (args, sentence) => {
    const { text, exitCode } = await lookup(...args);
    expect(exitCode).toBe(2);
    expect(text).toContain(sentence);
    expect(text).toContain('usage: portal register lookup');
  });

  it('says which code it does not know', async () => {
    expect(await lookup('--municipality', 'GM9999', '--partner', 'SP-00001')).toEqual({
      exitCode: 4,
      text: 'the register does not know GM9999',
    });
  });
});
