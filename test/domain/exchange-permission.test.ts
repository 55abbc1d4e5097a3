import {
  answersOn,
  askableDay,
  type Pair,
  type Permission,
  type RegisteredAgreement,
} from '../../src/domain/exchange-permission';
import type { Sector } from '../../src/domain/sectors';

const BEGINS = '2021-01-01';

const sector = (code: string, closedFrom: string | null = null): Sector => ({
  code,
  name: code,
  legalBasis: '',
  validFrom: '2021-01-01',
  validUntil: null,
  closedFrom,
});

const party = (code: string, name: string) =>
  ({ id: code, code, name, status: 'admitted', admittedOn: '2022-01-01' }) as const;

const pair = (more: Partial<Pair> = {}): Pair => ({
  municipality: party('GM0344', 'Utrecht'),
  partner: party('SP-00042', 'Denkbeeld Energie'),
  permissions: [],
  agreements: [],
  servedSectors: [],
  sectors: [sector('huur'), sector('energie')],
  ...more,
});

const right = (more: Partial<Permission> = {}): Permission => ({
  sectorCode: 'energie',
  agreementId: 'a1',
  validFrom: '2023-03-14',
  validUntil: null,
  beganAt: '2023-03-14T13:02:00.000Z',
  ...more,
});

const agreement = (more: Partial<RegisteredAgreement> = {}): RegisteredAgreement => ({
  id: 'a1',
  number: 'OVK-2023-000518',
  sectorCode: 'energie',
  origin: 'portal',
  status: 'in-force',
  createdOn: '2023-01-10',
  offeredOn: '2023-01-20',
  expiresOn: null,
  endedOn: null,
  places: [
    { seat: 'municipality', signedOn: '2023-02-01' },
    { seat: 'partner', signedOn: '2023-03-14' },
  ],
  ...more,
});

const single = (facts: Pair, day: string) => {
  const answers = answersOn(facts, day, BEGINS);
  expect(answers).toHaveLength(1);
  return answers[0];
};

describe('a pair with an agreement in force', () => {
  const facts = pair({ permissions: [right()], agreements: [agreement()] });

  it('may exchange since the first day', () => {
    expect(single(facts, '2024-05-01')).toMatchObject({
      sectorCode: 'energie',
      answer: 'yes',
      reason: 'in-force',
      validFrom: '2023-03-14',
      validUntil: null,
      beganAt: null,
      agreement: { number: 'OVK-2023-000518' },
    });
  });

  it('may exchange on the first day from the moment of the last signature', () => {
    expect(single(facts, '2023-03-14')).toMatchObject({
      answer: 'yes',
      reason: 'in-force-from-later-today',
      beganAt: '2023-03-14T13:02:00.000Z',
    });
  });

  it('might not yet on the day before, when only the municipality had signed', () => {
    expect(single(facts, '2023-03-13')).toMatchObject({
      answer: 'no',
      reason: 'not-yet',
      progress: 'half-signed',
      validFrom: '2023-03-14',
    });
  });

  it.each([
    ['2023-01-31', 'offered'],
    ['2023-01-19', 'draft'],
    ['2023-01-09', 'none'],
  ])('says of %s that the agreement was: %s', (day, progress) => {
    expect(single(facts, day)).toMatchObject({ reason: 'not-yet', progress });
  });

  it('counts the whole first day when the right begins later than the signature', () => {
    const later = pair({ permissions: [right({ validFrom: '2023-04-01' })], agreements: [agreement()] });
    expect(single(later, '2023-04-01')).toMatchObject({ answer: 'yes', reason: 'in-force', beganAt: null });
    expect(single(later, '2023-03-31')).toMatchObject({ answer: 'no', reason: 'not-yet', validFrom: '2023-04-01' });
  });
});

describe('a right that ends', () => {
  const facts = pair({
    permissions: [right({ validUntil: '2024-04-01' })],
    agreements: [agreement({ status: 'terminated', endedOn: '2024-04-01' })],
  });

  it('holds up to and including the day before the first day without', () => {
    expect(single(facts, '2024-03-31')).toMatchObject({ answer: 'yes', validUntil: '2024-04-01' });
    expect(single(facts, '2024-04-01')).toMatchObject({ answer: 'no', reason: 'no-longer', validUntil: '2024-04-01' });
  });

  it('has no end when another ground follows without a gap', () => {
    const followed = pair({
      permissions: [
        right({ validUntil: '2024-04-01' }),
        right({ agreementId: 'a2', validFrom: '2024-04-01', beganAt: null }),
      ],
      agreements: [agreement(), agreement({ id: 'a2' })],
    });
    expect(single(followed, '2024-03-31')).toMatchObject({ answer: 'yes', validUntil: null });
    expect(single(followed, '2024-04-01')).toMatchObject({ answer: 'yes', reason: 'in-force' });
  });

  it('gives way to a new agreement under way', () => {
    const again = pair({
      permissions: [right({ validUntil: '2024-04-01' })],
      agreements: [
        agreement({ status: 'terminated', endedOn: '2024-04-01' }),
        agreement({ id: 'a2', status: 'offered', createdOn: '2024-06-01', offeredOn: '2024-06-02', places: [] }),
      ],
    });
    expect(single(again, '2024-05-01')).toMatchObject({ reason: 'no-longer' });
    expect(single(again, '2024-06-03')).toMatchObject({ reason: 'not-yet', progress: 'offered' });
  });

  it('leaves the whole day when of two grounds one covers it and one begins on it', () => {
    const two = pair({
      permissions: [right({ validFrom: '2022-06-01', validUntil: '2023-04-01', agreementId: 'a0' }), right()],
      agreements: [agreement({ id: 'a0' }), agreement()],
    });
    expect(single(two, '2023-03-14')).toMatchObject({ answer: 'yes', reason: 'in-force', validUntil: null });
  });
});

describe('an agreement that was not signed by all', () => {
  const open = (more: Partial<RegisteredAgreement>) =>
    pair({ agreements: [agreement({ places: [{ seat: 'municipality', signedOn: null }], ...more })] });

  it.each(['declined', 'withdrawn', 'lapsed'] as const)('that is %s gives no right from its end on', (status) => {
    const facts = open({ status, endedOn: '2023-02-10' });
    expect(single(facts, '2023-02-10')).toMatchObject({ answer: 'no', reason: status });
    expect(single(facts, '2023-02-09')).toMatchObject({ answer: 'no', reason: 'not-yet', progress: 'offered' });
  });

  it('lapses on its day, before any job has recorded it', () => {
    const facts = open({ status: 'offered', expiresOn: '2023-07-19' });
    expect(single(facts, '2023-07-18')).toMatchObject({ reason: 'not-yet' });
    expect(single(facts, '2023-07-19')).toMatchObject({ reason: 'lapsed' });
  });

  it('that is a draft is not yet', () => {
    expect(single(open({ status: 'draft', offeredOn: null }), '2023-02-01')).toMatchObject({
      reason: 'not-yet',
      progress: 'draft',
    });
  });
});

describe('two parties without agreement', () => {
  it('have an answer for each sector in which the partner works here', () => {
    const answers = answersOn(pair({ servedSectors: ['energie', 'huur'] }), '2024-05-01', BEGINS);
    expect(answers.map((one) => [one.sectorCode, one.reason])).toEqual([
      ['huur', 'not-yet'],
      ['energie', 'not-yet'],
    ]);
  });

  it('may not exchange in a sector that is closed to newcomers', () => {
    const facts = pair({ servedSectors: ['energie'], sectors: [sector('energie', '2024-01-01')] });
    expect(single(facts, '2024-01-01')).toMatchObject({ reason: 'sector-closed' });
    expect(single(facts, '2023-12-31')).toMatchObject({ reason: 'not-yet' });
  });

  it.each([
    [
      'municipality-not-taking-part',
      { municipality: { ...party('GM0344', 'Utrecht'), status: 'listed', admittedOn: null } },
    ],
    ['partner-not-admitted', { partner: { ...party('SP-00042', 'D'), status: 'ended' } }],
    ['partner-does-not-work-here', {}],
  ] as const)('may not: %s', (reason, more) => {
    expect(single(pair(more), '2024-05-01')).toMatchObject({ sectorCode: null, answer: 'no', reason });
  });
});

describe('before the records begin', () => {
  it('nothing can be said, never "no"', () => {
    expect(single(pair({ servedSectors: ['energie'] }), '2020-12-31')).toMatchObject({
      answer: 'unknown',
      reason: 'before-records',
    });
    expect(single(pair(), '2020-12-31')).toMatchObject({
      sectorCode: null,
      answer: 'unknown',
      reason: 'before-records',
    });
    const ended = pair({ permissions: [right()], agreements: [agreement()] });
    expect(single(ended, '2020-12-31')).toMatchObject({ answer: 'unknown' });
  });

  it('a right that is known all the same counts', () => {
    const old = pair({ permissions: [right({ validFrom: '2019-01-01', beganAt: null })] });
    expect(single(old, '2020-12-31')).toMatchObject({ answer: 'yes' });
  });
});

describe('the day that is asked', () => {
  it.each([
    ['2028-11-23', 'fine'],
    ['2028-11-24', 'too-far-ahead'],
    ['2026-02-31', 'no-such-day'],
    ['1-5-2024', 'no-such-day'],
    ['1900-01-01', 'fine'],
  ])('%s is %s', (day, verdict) => {
    expect(askableDay(day, '2026-11-23')).toBe(verdict);
  });
});
