import { expectedDay } from '../../src/domain/registration';
import { nextWorkingDay } from '../../src/domain/working-days';

test('what comes in on a working day before five is answered that day', () => {
  expect(expectedDay('2026-11-23T08:00:00.000Z')).toBe('2026-11-23');
  expect(expectedDay('2026-11-23T15:59:00.000Z')).toBe('2026-11-23');
});

test('after five in Amsterdam it is the next working day, also over a weekend', () => {
  expect(expectedDay('2026-11-23T16:00:00.000Z')).toBe('2026-11-24');
  expect(expectedDay('2026-11-27T16:30:00.000Z')).toBe('2026-11-30');
});

test('a registration of Saturday night is one of Sunday in Amsterdam and answered on Monday', () => {
  expect(expectedDay('2026-11-21T23:30:00.000Z')).toBe('2026-11-23');
});

test.each([
  ['2026-12-25', '2026-12-28'],
  ['2027-01-01', '2027-01-04'],
  ['2026-04-06', '2026-04-07'],
  ['2026-05-14', '2026-05-15'],
  ['2026-05-25', '2026-05-26'],
  ['2026-04-27', '2026-04-28'],
  // In 2025 the 27th was a Sunday and King's Day the 26th, a Saturday.
  ['2025-04-26', '2025-04-28'],
])('no work is promised on the holiday %s', (holiday, next) => {
  expect(nextWorkingDay(holiday)).toBe(next);
});
