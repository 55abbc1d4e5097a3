import { matchPlace, placesLike, readPlaces, type NamedPlace } from '../../src/domain/place-list';
import { successions } from '../../src/domain/reorganisations';

const place = (cbsCode: string, name: string, ...aliases: string[]): NamedPlace => ({ cbsCode, name, aliases });
const places = [
  place('GM0363', 'Amsterdam'),
  place('GM0373', 'Bergen (NH.)'),
  place('GM0893', 'Bergen (L.)'),
  place('GM0518', "'s-Gravenhage", 'Den Haag'),
  place('GM0164', 'Hengelo (O.)'),
  place('GM0820', 'Nuenen, Gerwen en Nederwetten', 'Nuenen c.a.'),
  place('GM0344', 'Utrecht'),
  place('GM0402', 'Hilversum'),
  place('GM1696', 'Wijdemeren'),
];
const today = '2026-11-23';
const match = (text: string, day = today) => matchPlace(text, places, successions, day);

test.each(['GM0344', 'gm344', '0344', '344', 'Utrecht', ' gemeente utrecht '])('%s is Utrecht', (text) => {
  expect(match(text)).toMatchObject({ kind: 'one', place: { cbsCode: 'GM0344' } });
});

test('a municipality is found by its alias and without the addition of its province', () => {
  expect(match('Den Haag')).toMatchObject({ kind: 'one', place: { cbsCode: 'GM0518' } });
  expect(match('Hengelo')).toMatchObject({ kind: 'one', place: { cbsCode: 'GM0164' } });
});

test('Bergen is two municipalities', () => {
  expect(match('Bergen')).toMatchObject({ kind: 'several', places: [{ cbsCode: 'GM0373' }, { cbsCode: 'GM0893' }] });
});

test('Weesp belongs to Amsterdam since 24 March 2022, by code and by name', () => {
  const ended = { kind: 'ended', code: 'GM0457', name: 'Weesp', on: '2022-03-24', successors: ['Amsterdam'] };
  expect(match('GM0457')).toEqual(ended);
  expect(match('weesp')).toEqual(ended);
});

test('Haaren went over to four municipalities', () => {
  expect(match('Haaren')).toMatchObject({ successors: ['Boxtel', 'Oisterwijk', 'Tilburg', 'Vught'] });
});

test('a municipality with a planned reorganisation is still itself', () => {
  expect(match('Wijdemeren')).toMatchObject({ kind: 'one' });
});

test('an unknown code or name is unknown, and an empty text too', () => {
  expect(match('GM9999')).toEqual({ kind: 'unknown' });
  expect(match('Nergenshuizen')).toEqual({ kind: 'unknown' });
  expect(match('  ')).toEqual({ kind: 'unknown' });
});

test('a slip of the pen and a part of a name find what was meant', () => {
  expect(placesLike('Utrehct', places).map((one) => one.cbsCode)).toEqual(['GM0344']);
  expect(placesLike('gravenh', places).map((one) => one.cbsCode)).toEqual(['GM0518']);
  expect(placesLike('zz', places)).toEqual([]);
});

test('a list takes lines, commas and names with a comma, and counts each municipality once', () => {
  const read = readPlaces(
    'GM0344\nUtrecht; Den Haag\n\nNuenen, Gerwen en Nederwetten, Hengelo',
    places,
    successions,
    today,
  );
  expect(read.problems).toEqual([]);
  expect(read.places.map((one) => one.cbsCode)).toEqual(['GM0344', 'GM0518', 'GM0820', 'GM0164']);
});

test('a list names the line of each entry that is wrong', () => {
  const read = readPlaces('Utrecht\nGM9999\nBergen, GM0457', places, successions, today);
  expect(read.problems).toMatchObject([
    { kind: 'unknown', line: 2, text: 'GM9999' },
    { kind: 'several', line: 3, text: 'Bergen' },
    { kind: 'ended', line: 3, text: 'GM0457' },
  ]);
});
