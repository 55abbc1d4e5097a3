import { changedParts, type ChangedPart } from '../../../src/usecases/templates/changed-parts';
import { textOf } from '../../support/texts';

const OLD = textOf('2026.2', '2026-06-01');
const headings = (now: string): string[] => changedParts(OLD, now).map(({ heading }) => heading);
const words = (now: string): [string[], string[]] => {
  const [part] = changedParts(OLD, now);
  const changed = (side: ChangedPart['before']): string[] =>
    (side ?? []).filter((stretch) => stretch.changed).map(({ text }) => text.trim());
  return [changed(part?.before ?? null), changed(part?.after ?? null)];
};

test('a text is equal to itself, whatever stands behind % and however its lines break', () => {
  expect(changedParts(OLD, OLD)).toEqual([]);
  expect(changedParts(OLD, OLD.replace('---\n%', '---\n% Een kanttekening van de schrijver.\n%'))).toEqual([]);
  expect(changedParts(OLD, OLD.replace('verder te noemen: **de Gemeente**', 'verder te noemen:  **de Gemeente**'))).toEqual([]);
});

test('of a changed article the words that changed are told, on their own side', () => {
  const now = OLD.replace('een bedrag dat na de vervaldag niet is betaald', 'een bedrag dat na twee weken niet is betaald');
  expect(headings(now)).toEqual(['Artikel 1: Begrippen']);
  expect(words(now)).toEqual([['de vervaldag'], ['twee weken']]);
});

test('an article keeps its identity under another number; what is new and what is gone is told', () => {
  const now = OLD.replace('## 1 Begrippen', '## 1 Vooraf\n1. Dit is nieuw.\n\n## 2 Begrippen').replace('# Overwegingen', '# Anders');
  const parts = changedParts(OLD, now);
  expect(parts.map(({ heading }) => heading)).toEqual(['Anders', 'Artikel 1: Vooraf', 'Artikel 2: Begrippen', 'Overwegingen']);
  expect(parts[1]).toMatchObject({ before: null, after: [{ changed: true }] });
  expect(parts[3]).toMatchObject({ after: null, before: [{ changed: true }] });
  expect(parts[2]?.before?.flatMap(({ text, changed }) => (changed ? [text.trim()] : []))).toEqual(['1']);
});

test('the front matter counts: another term is another text', () => {
  expect(headings(OLD.replace('offerDays: 180', 'offerDays: 90'))).toEqual(['Kenmerken van de tekst']);
});
