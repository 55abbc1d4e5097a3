import { areaChange, areaFingerprint, sameArea, waitsForSteward } from '../../src/domain/area-change';

const places = [
  { cbsCode: 'GM0344', provinceCode: 'PV26' },
  { cbsCode: 'GM0307', provinceCode: 'PV26' },
  { cbsCode: 'GM0363', provinceCode: 'PV27' },
];
const part = (scope: 'country' | 'province' | 'municipality', code: string, sectorCode = 'energie') => ({
  sectorCode,
  scope,
  code,
});

describe('a change of service area', () => {
  it('counts a municipality once, whatever the number of sectors', () => {
    const before = [part('municipality', 'GM0363'), part('municipality', 'GM0363', 'huur')];
    const after = [part('province', 'PV26'), part('province', 'PV26', 'huur')];
    expect(areaChange(before, after, places)).toMatchObject({ addedPlaces: 2, removedPlaces: 1 });
    expect(areaChange(before, after, places).added).toHaveLength(4);
  });

  it('is none when the same municipalities are named another way', () => {
    const before = [part('municipality', 'GM0344'), part('municipality', 'GM0307')];
    const change = areaChange(before, [part('province', 'PV26')], places);
    expect(change).toMatchObject({ addedPlaces: 0, removedPlaces: 0 });
  });

  it('of more than 25 municipalities at once waits for a steward', () => {
    expect(waitsForSteward({ addedPlaces: 25 })).toBe(false);
    expect(waitsForSteward({ addedPlaces: 26 })).toBe(true);
  });

  it('is seen in the fingerprint, the order of the parts is not', () => {
    const [one, other] = [part('province', 'PV26'), part('municipality', 'GM0363')];
    expect(sameArea([one, other], [other, one])).toBe(true);
    expect(areaFingerprint([one])).not.toBe(areaFingerprint([one, other]));
  });
});
