import type { DomainError } from '../../../src/domain/errors';
import { addSeconds, type Id } from '../../../src/domain/time';
import { totpCode } from '../../../src/outside/totp';
import { checkFreshCode, consumeStep } from '../../../src/usecases/accounts/fresh-code';
import { account, type TestMember } from '../../support/people';
import { admittedMunicipality } from '../../support/parties';
import { testWorld, type World } from '../../support/world';

let world: World;
let jansen: Omit<TestMember, 'agent'>;

beforeEach(async () => {
  world = await testWorld();
  const municipality = await admittedMunicipality(world, 'GM0344');
  jansen = await account(world, municipality.id, ['signatory']);
});
afterEach(() => world.close());

const check = (code: string) => checkFreshCode(world.deps, jansen.personId, code);
const consume = (credentialId: Id, step: number): Promise<boolean> =>
  world.deps.db.transaction((trx) => consumeStep(trx, credentialId, step));
const refusal = (code: string): Promise<string> =>
  check(code).then(
    () => 'accepted',
    (error: DomainError) => error.code,
  );
const wrongCode = async (): Promise<string> => ((await jansen.code()) === '111111' ? '222222' : '111111');

describe('a fresh code', () => {
  it('may be checked more than once, and is used up once', async () => {
    const code = await jansen.code();
    const first = await check(`${code.slice(0, 3)} ${code.slice(3)}`);
    expect(await check(code)).toEqual(first);
    expect(await consume(first.credentialId, first.step)).toBe(true);
    expect(await consume(first.credentialId, first.step)).toBe(false);
    expect(await refusal(code)).toBe('used-code');
  });

  it('of an earlier half minute no longer counts after a later one was used', async () => {
    const earlier = await totpCode(jansen.totpSecret, addSeconds(world.clock.now(), -30));
    const now = await check(await jansen.code());
    await consume(now.credentialId, now.step);
    expect(await refusal(earlier)).toBe('used-code');
  });

  it('counts half a minute early or late, and not longer', async () => {
    const at = (seconds: number) => totpCode(jansen.totpSecret, addSeconds(world.clock.now(), seconds));
    expect(await refusal(await at(-30))).toBe('accepted');
    expect(await refusal(await at(30))).toBe('accepted');
    expect(await refusal(await at(-90))).toBe('wrong-code');
    expect(await refusal(await at(90))).toBe('wrong-code');
  });

  it('is locked for fifteen minutes after five wrong ones, right or wrong', async () => {
    for (let time = 1; time <= 5; time += 1) expect(await refusal(await wrongCode())).toBe('wrong-code');
    expect(await refusal(await jansen.code())).toBe('code-locked');
    world.clock.pass(15 * 60 - 1);
    expect(await refusal(await jansen.code())).toBe('code-locked');
    world.clock.pass(2);
    expect(await refusal(await jansen.code())).toBe('accepted');
  });

  it('is tried five times at most, however many come at once', async () => {
    const wrong = await wrongCode();
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => refusal(wrong)));
    expect(outcomes.filter((outcome) => outcome === 'wrong-code')).toHaveLength(5);
    expect(outcomes.filter((outcome) => outcome === 'code-locked')).toHaveLength(7);
  });

  it('that is right makes the count begin anew', async () => {
    for (let time = 1; time <= 4; time += 1) await refusal(await wrongCode());
    expect(await refusal(await jansen.code())).toBe('accepted');
    for (let time = 1; time <= 4; time += 1) expect(await refusal(await wrongCode())).toBe('wrong-code');
  });

  it('does not lock who signs within the half minute of the log-in', async () => {
    const { credentialId, step } = await check(await jansen.code());
    await consume(credentialId, step);
    const outcomes = [];
    for (let time = 1; time <= 7; time += 1) outcomes.push(await refusal(await jansen.code()));
    expect(new Set(outcomes)).toEqual(new Set(['used-code']));
  });

  it('is stored sealed: no key in clear in the database', async () => {
    const kept = JSON.stringify(await world.deps.db('credential').select());
    expect(kept).not.toContain(jansen.totpSecret);
  });
});
