import { isDay } from '../../src/domain/time';

const two = (n: number): string => String(n).padStart(2, '0');

describe('a day exists', () => {
  it('when the calendar of the computer knows it, in every month of years of every kind', () => {
    for (const year of [0, 4, 99, 100, 400, 1582, 1900, 2000, 2023, 2024, 2100, 9999]) {
      for (let month = 0; month <= 13; month++) {
        for (let day = 0; day <= 32; day++) {
          const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
          const date = new Date(`${text}T00:00:00.000Z`);
          const known = !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
          expect([text, isDay(text)]).toEqual([text, known]);
        }
      }
    }
  });

  it('only when it is written as a day', () => {
    for (const text of [
      '',
      '2026-1-01',
      '2026-01-1',
      '2026-01-01 ',
      '20260101',
      '2026-01-01T00',
      '-026-01-01',
      '2026-0a-01',
    ])
      expect(isDay(text)).toBe(false);
  });
});
