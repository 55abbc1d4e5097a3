import fc from 'fast-check';
import { barRow, timeBar, type Segment } from '../../src/web/drawings';

const segments = (...counts: readonly number[]): readonly Segment[] =>
  counts.map((count) => ({ tone: 'done', count, meaning: 'van kracht' }));

describe('a bar', () => {
  it('is filled from end to end, whatever the counts', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5000), { minLength: 1, maxLength: 4 }), (counts) => {
        fc.pre(counts.some((count) => count > 0));
        const { parts } = barRow('Energie', '1', 'van 1', segments(...counts));
        const last = parts.at(-1);
        expect((last?.x ?? 0) + (last?.width ?? 0)).toBeCloseTo(100, 1);
      }),
    );
  });

  it('shows a figure only where it fits, and speaks all of them', () => {
    const row = barRow('Energie', '1', 'van 100', segments(1, 99));
    expect(row.parts.map(({ figure }) => figure)).toEqual([null, '99']);
    expect(row.spoken).toBe('Energie: 1 van kracht, 99 van kracht');
  });

  it('of nothing has no parts and says so', () => {
    expect(barRow('Huur', '0', 'van 0', segments(0, 0))).toMatchObject({ parts: [], spoken: 'Huur: geen' });
  });
});

describe('the time bar', () => {
  const bar = (asked: string) =>
    timeBar({
      stretches: [
        { tone: 'elsewhere', from: '2023-02-01', until: '2023-03-14' },
        { tone: 'yes', from: '2023-03-14', until: null },
      ],
      asked: { day: asked, label: 'die dag' },
      today: '2026-11-23',
      spoken: 'Van kracht sinds 14 maart 2023.',
    });

  it('puts the asked day in the stretch that answers it', () => {
    const { stretches, day } = bar('2024-05-01');
    const inForce = stretches.find(({ tone }) => tone === 'yes');
    expect(day.x).toBeGreaterThan(inForce?.x ?? 100);
    expect(bar('2023-02-20').day.x).toBeLessThan(inForce?.x ?? 0);
  });

  it('runs a stretch without end to the edge', () => {
    const open = bar('2024-05-01').stretches.at(-1);
    expect((open?.x ?? 0) + (open?.width ?? 0)).toBeCloseTo(100, 1);
  });

  it('begins a year early and names every year while they fit', () => {
    expect(bar('2024-05-01').years.map(({ label }) => label)).toEqual(['2022', '2023', '2024', '2025', '2026']);
    expect(bar('2012-05-01').years.length).toBeLessThanOrEqual(6);
  });

  it('does not mark today twice', () => {
    expect(bar('2026-11-23').today).toBeNull();
  });

  it('keeps everything inside the drawing for any day asked', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2010-01-01'), max: new Date('2028-12-31'), noInvalidDate: true }),
        (date) => {
          const { day, years, stretches, now } = bar(date.toISOString().slice(0, 10));
          for (const x of [day.x, now, ...years.map((year) => year.x), ...stretches.map((one) => one.x)]) {
            expect(x).toBeGreaterThanOrEqual(0);
            expect(x).toBeLessThanOrEqual(100);
          }
        },
      ),
    );
  });
});
