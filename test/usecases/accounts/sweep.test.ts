import { countAttempt } from '../../../src/persistence/login-attempt';
import { sweepLogins } from '../../../src/usecases/accounts/sweep';
import { member } from '../../support/people';
import { admittedMunicipality } from '../../support/parties';
import { testWorld } from '../../support/world';

it('sweeping keeps sessions and counts that still hold, and throws the others away', async () => {
  const world = await testWorld(new Date().toISOString());
  const { db } = world.deps;
  const municipality = await admittedMunicipality(world, 'GM0344');
  const { agent, personId } = await member(world, municipality.id, ['viewer']);
  await countAttempt(db, 'account:x', { times: 10, seconds: 900 }, world.clock.now());
  await sweepLogins(world.deps);
  expect((await agent.get('/account')).status).toBe(200);
  expect(await db('person_session').where({ person_id: personId })).toHaveLength(1);
  expect(await db('login_attempt').where({ key: 'account:x' })).toHaveLength(1);
  world.clock.pass(2 * 3600);
  await sweepLogins(world.deps);
  expect((await agent.get('/account')).status).toBe(303);
  expect(await db('person_session')).toHaveLength(0);
  expect(await db('login_attempt')).toHaveLength(0);
  await world.close();
});
