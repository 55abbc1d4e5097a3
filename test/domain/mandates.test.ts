import { confirmedBySteward, mandateState, mandateToSign, overlapping, type Mandate } from '../../src/domain/mandates';

const mandate = (change: Partial<Mandate> = {}): Mandate => ({
  id: 'm1',
  partyId: 'p1',
  office: 'wethouder schuldhulpverlening',
  scope: 'all',
  validFrom: '2026-01-01',
  validUntil: '2027-01-01',
  grounds: [{ kind: 'mandaat', decidedOn: '2025-12-16', reference: 'Z-25-7' }],
  holders: [{ personId: 'vries', name: 'F. de Vries', from: '2026-01-01', until: '2027-01-01' }],
  recordedBy: 'jansen',
  recordedAt: '2025-12-20T09:00:00.000Z',
  confirmedBy: 'vries',
  confirmedAt: '2025-12-21T09:00:00.000Z',
  revokedBy: null,
  revokedAt: null,
  revokedReason: null,
  version: 2,
  ...change,
});
const act = { personId: 'vries', sectorCode: 'energie', day: '2026-11-23' };

describe('a mandate', () => {
  it('lets its holder sign on its days, the last one included', () => {
    expect(mandateToSign([mandate()], act)?.id).toBe('m1');
    expect(mandateToSign([mandate()], { ...act, day: '2026-12-31' })?.id).toBe('m1');
    expect(mandateToSign([mandate()], { ...act, day: '2027-01-01' })).toBeNull();
    expect(mandateToSign([mandate()], { ...act, day: '2025-12-31' })).toBeNull();
  });

  it('lets nobody else sign', () => {
    expect(mandateToSign([mandate()], { ...act, personId: 'smit' })).toBeNull();
  });

  it('counts for its sectors only', () => {
    expect(mandateToSign([mandate({ scope: ['huur'] })], act)).toBeNull();
    expect(mandateToSign([mandate({ scope: ['huur', 'energie'] })], act)?.id).toBe('m1');
  });

  it('counts for nothing before it is confirmed and after it is revoked', () => {
    expect(mandateToSign([mandate({ confirmedAt: null, confirmedBy: null })], act)).toBeNull();
    expect(mandateToSign([mandate({ revokedAt: '2026-11-23T08:00:00.000Z' })], act)).toBeNull();
  });

  it('stops with its holder, when the office goes to another', () => {
    const left = [{ personId: 'vries', name: 'F. de Vries', from: '2026-01-01', until: '2026-06-01' }];
    expect(mandateToSign([mandate({ holders: left })], act)).toBeNull();
  });

  it('that lasts longest is the ground, out of several', () => {
    const longer = mandate({ id: 'm2', validUntil: null });
    expect(mandateToSign([mandate(), longer], act)?.id).toBe('m2');
  });

  it('has one state on each day', () => {
    expect(mandateState(mandate(), '2026-11-23')).toBe('valid');
    expect(mandateState(mandate(), '2025-12-31')).toBe('future');
    expect(mandateState(mandate(), '2027-01-01')).toBe('ended');
    expect(mandateState(mandate({ confirmedAt: null }), '2026-11-23')).toBe('unconfirmed');
    expect(mandateState(mandate({ confirmedAt: null }), '2027-01-01')).toBe('ended');
    expect(mandateState(mandate({ revokedAt: 'x' }), '2026-11-23')).toBe('revoked');
  });

  it('is confirmed by a steward where recorder and holder are one person', () => {
    expect(confirmedBySteward(mandate())).toBe(false);
    expect(confirmedBySteward(mandate({ recordedBy: 'vries' }))).toBe(true);
  });

  it('overlaps one of the same person with common days and sectors', () => {
    const next = { personId: 'vries', scope: ['energie'], validFrom: '2026-12-31', validUntil: null };
    expect(overlapping([mandate()], next, '2026-11-23')).toHaveLength(1);
    expect(overlapping([mandate()], { ...next, validFrom: '2027-01-01' }, '2026-11-23')).toEqual([]);
    expect(overlapping([mandate({ scope: ['huur'] })], next, '2026-11-23')).toEqual([]);
    expect(overlapping([mandate({ revokedAt: 'x' })], next, '2026-11-23')).toEqual([]);
    expect(overlapping([mandate()], { ...next, personId: 'smit' }, '2026-11-23')).toEqual([]);
  });
});
