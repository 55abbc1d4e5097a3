import { itemsOf, leaseItems, postponeItems } from '../../../src/persistence/ceremony-item';
import { findCeremony } from '../../../src/persistence/ceremony';
import { TimestampError } from '../../../src/signing/timestamps/faults';
import type { Stamp } from '../../../src/signing/timestamps/timestamper';
import { carryOut, newWorker } from '../../../src/usecases/ceremony/carry-out';
import { carryOutAll, prepareAll, press } from '../../support/ceremonies';
import { readyPair } from '../../support/signing-parties';
import { testWorld, type World } from '../../support/world';

// A chunk of 32 items is leased for two minutes.

let world: World;
let number: string;
beforeEach(async () => {
  world = await testWorld();
  const pair = await readyPair(world, 40);
  number = (await prepareAll(world, pair.contact, pair.wethouder)).ceremonyNumber;
  await press(world, pair.wethouder, number);
});
afterEach(() => world.close());

const items = async (): ReturnType<typeof itemsOf> =>
  itemsOf(world.deps.db, (await findCeremony(world.deps.db, number))?.id ?? '');
const rows = (): Promise<readonly { lease_owner: string | null; due_at: string; reason: string | null }[]> =>
  world.deps.db('ceremony_item').where({ state: 'queued' }).orderBy('position');
const signatures = async (): Promise<number> => (await world.deps.db('signature')).length;

/** The time-stamper, each stamp of which takes so long, and that is silent from a number on. */
function slowly(seconds: number, silentFrom = Infinity): { readonly asked: () => number; readonly world: World } {
  const { timestamper } = world.deps;
  let asked = 0;
  const stamp = (digest: Buffer): Promise<Stamp> => {
    asked++;
    world.clock.pass(seconds);
    return asked >= silentFrom
      ? Promise.reject(new TimestampError('unreachable', 'no answer'))
      : timestamper.stamp(digest);
  };
  return {
    asked: () => asked,
    world: { ...world, deps: { ...world.deps, timestamper: { tokenRoom: timestamper.tokenRoom, stamp } } },
  };
}

/** Items of a chunk that wait for a time-stamp at once, after the first. */
const AT_ONCE = 4;

it('a silent authority costs a chunk one wait: the others are put off at once, and what was stamped is kept', async () => {
  const slow = slowly(10, 4);
  expect(await carryOut(slow.world.deps, newWorker(world.deps))).toBe(32);
  // Besides the first that got no answer those that were under way with it.
  expect(slow.asked()).toBeGreaterThanOrEqual(4);
  expect(slow.asked()).toBeLessThan(4 + AT_ONCE);
  expect(await signatures()).toBe(3);
  const waiting = (await rows()).filter(({ reason }) => reason === 'timestamp-unavailable');
  expect(waiting).toHaveLength(29);
  expect(waiting.every((row) => row.lease_owner === null && row.due_at > world.clock.now())).toBe(true);
  world.clock.pass(60);
  await carryOutAll(world);
  expect(await signatures()).toBe(40);
});

it('a slow authority: what does not fit in half a lease goes back, to be taken at once by whoever comes', async () => {
  const slow = slowly(15);
  await carryOut(slow.world.deps, newWorker(world.deps));
  const signed = await signatures();
  expect(signed).toBe(slow.asked());
  expect(signed).toBeGreaterThanOrEqual(5);
  expect(signed).toBeLessThan(5 + AT_ONCE);
  const left = await rows();
  expect(left).toHaveLength(40 - signed);
  expect(left.every((row) => row.lease_owner === null && row.due_at <= world.clock.now())).toBe(true);
  await carryOutAll(slow.world);
  expect(await signatures()).toBe(40);
  expect((await items()).every(({ state }) => state === 'signed')).toBe(true);
});

it('four items wait for their time-stamps at once, under one certificate, and are recorded in the order of the list', async () => {
  const { timestamper } = world.deps;
  const waiting: (() => void)[] = [];
  const under: number[] = [];
  // Answers when nobody else has asked for a while, and the last of them first.
  const stamp = async (digest: Buffer): Promise<Stamp> => {
    await new Promise<void>((answer) => {
      if (waiting.unshift(answer) > 1) return;
      setTimeout(() => {
        under.push(waiting.length);
        for (const each of waiting.splice(0)) each();
      }, 50);
    });
    return timestamper.stamp(digest);
  };
  const deps = { ...world.deps, timestamper: { tokenRoom: timestamper.tokenRoom, stamp } };
  expect(await carryOut(deps, newWorker(deps))).toBe(32);
  expect(under).toEqual([1, 4, 4, 4, 4, 4, 4, 4, 3]);
  const signed = await world.deps.db('signature').select('agreement_id', 'certificate_id');
  expect(signed).toHaveLength(32);
  expect(new Set(signed.map(({ certificate_id }) => String(certificate_id))).size).toBe(1);
  const entries = await world.deps.db('audit_entry').where({ kind: 'agreement-signed' }).orderBy('seq');
  const first = (await items()).slice(0, 32).map(({ agreementId }) => agreementId);
  expect(entries.map(({ subject_id }) => String(subject_id))).toEqual(first);
});

it('all of a chunk are signed one after the other before the next step, once the first has gone through', async () => {
  const { signer, timestamper } = world.deps;
  let steps = '';
  const deps = {
    ...world.deps,
    signer: {
      open: async (subject: Parameters<typeof signer.open>[0]) => {
        const session = await signer.open(subject);
        const sign = (attributes: Buffer): Promise<Buffer> => {
          steps += 's';
          return session.sign(attributes);
        };
        return { ...session, sign };
      },
    },
    timestamper: {
      tokenRoom: timestamper.tokenRoom,
      stamp: (digest: Buffer): Promise<Stamp> => {
        steps += 't';
        return timestamper.stamp(digest);
      },
    },
  };
  expect(await carryOut(deps, newWorker(deps))).toBe(32);
  expect(steps).toMatch(/^sts{31}t{31}$/);
});

it('a worker whose lease ran out puts nothing off that another has taken', async () => {
  const lease = (owner: string): ReturnType<typeof leaseItems> =>
    leaseItems(world.deps.db, owner, world.clock.now(), { ceremonyId: null, limit: 32, seconds: 120 });
  const taken = await lease('slow');
  world.clock.pass(121);
  expect(await lease('other')).toHaveLength(32);
  await postponeItems(world.deps.db, 'slow', taken, world.clock.now(), 'timestamp-unavailable');
  expect((await rows()).filter((row) => row.lease_owner === 'other')).toHaveLength(32);
});
