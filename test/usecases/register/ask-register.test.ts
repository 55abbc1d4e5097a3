import { beginPermission, endPermission, latestChange } from '../../../src/persistence/exchange-permission';
import { askRegister } from '../../../src/usecases/register/ask-register';
import { admittedMunicipality, admittedPartner } from '../../support/parties';
import { inForceBetween } from '../../support/register';
import { testWorld, type World } from '../../support/world';

let world: World;
let agreementId: string;
let began: number;

beforeEach(async () => {
  world = await testWorld('2026-11-23T13:02:00.000Z');
  const municipality = await admittedMunicipality(world, 'GM0344');
  const partner = await admittedPartner(world, { name: 'Denkbeeld Energie', kvk: '12345678', sectors: ['energie'] });
  const made = await inForceBetween(world, { municipality, partner, at: '2023-03-14T10:00:00.000Z' });
  agreementId = made.id;
  began = await latestChange(world.deps.db);
});
afterEach(() => world.close());

const end = (validUntil: string) =>
  world.deps.db.transaction((trx) =>
    endPermission(trx, { id: world.deps.newId(), agreementId, validUntil, recordedAt: world.clock.now() }),
  );
const answer = async (day: string, knownAt?: number) => {
  const question = { municipality: 'GM0344', partner: 'SP-00001', day };
  const asked = await askRegister(world.deps, knownAt === undefined ? question : { ...question, knownAt });
  return asked.kind === 'answered' ? asked.answers[0] : null;
};

describe('the register on two axes of time', () => {
  it('answers for a day, and for what it said before', async () => {
    expect(await end('2026-07-01')).toBe(true);
    expect(await answer('2026-08-01')).toMatchObject({ answer: 'no', reason: 'no-longer', validUntil: '2026-07-01' });
    expect(await answer('2026-06-30')).toMatchObject({ answer: 'yes' });
    // Until the end was recorded, the register said yes.
    expect(await answer('2026-08-01', began)).toMatchObject({ answer: 'yes', validUntil: null });
    expect(await answer('2026-08-01', began - 1)).toMatchObject({ answer: 'no' });
    expect(await answer('2026-08-01', await latestChange(world.deps.db))).toMatchObject({ reason: 'no-longer' });
  });

  it('ends a right once, and numbers every change', async () => {
    expect(await end('2026-07-01')).toBe(true);
    expect(await end('2026-08-01')).toBe(false);
    const changes = await world.deps.db('permission_change').orderBy('seq').select('seq', 'change');
    expect(changes.map((row) => row.change)).toEqual(['began', 'ended']);
    expect(changes.map((row) => Number(row.seq))).toEqual([began, began + 1]);
  });

  it('refuses a second current right on the same ground', async () => {
    const again = world.deps.db.transaction(async (trx) => {
      const [row] = await trx('exchange_permission').where({ agreement_id: agreementId });
      await beginPermission(trx, {
        id: world.deps.newId(),
        municipalityId: row.municipality_id,
        partnerId: row.partner_id,
        sectorCode: 'energie',
        agreementId,
        validFrom: '2023-03-14',
        beganAt: '2023-03-14T10:00:00.000Z',
        recordedAt: world.clock.now(),
      });
    });
    await expect(again).rejects.toThrow(/unique/i);
  });

  it('tells which code it does not know', async () => {
    expect(await askRegister(world.deps, { municipality: 'GM9999', partner: 'SP-00001', day: '2026-01-01' })).toEqual({
      kind: 'unknown-code',
      municipality: true,
      partner: false,
    });
  });
});
