import { counted, dutchDay, dutchDayOf, dutchList, dutchMoment, dutchNumber, dutchTime } from '../../src/web/nl/format';

describe('a day', () => {
  it('reads with the name of the month and no leading zero', () => {
    expect(dutchDay('2026-11-23')).toBe('23 november 2026');
    expect(dutchDay('2024-03-01')).toBe('1 maart 2024');
  });

  it.each(['23-11-2026', '2026-13-01', '2026-11-23T00:00:00.000Z', ''])('refuses "%s"', (text) => {
    expect(() => dutchDay(text)).toThrow('not a day');
  });
});

describe('a moment', () => {
  it('is told in the time of Amsterdam, in winter and in summer', () => {
    expect(dutchTime('2026-11-23T13:02:00.000Z')).toBe('14.02 uur');
    expect(dutchTime('2026-07-01T13:02:59.999Z')).toBe('15.02 uur');
  });

  it('just before midnight in UTC belongs to the next day in Amsterdam', () => {
    expect(dutchDayOf('2026-12-31T23:30:00.000Z')).toBe('1 januari 2027');
    expect(dutchMoment('2026-12-31T23:30:00.000Z')).toBe('1 januari 2027, 00.30 uur');
  });
});

describe('numbers and lists', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1.000'],
    [14271, '14.271'],
    [1234567, '1.234.567'],
  ])('%d reads %s', (value, text) => expect(dutchNumber(value)).toBe(text));

  it('joins the last item of a list with "en"', () => {
    expect(dutchList([])).toBe('');
    expect(dutchList(['a'])).toBe('a');
    expect(dutchList(['a', 'b'])).toBe('a en b');
    expect(dutchList(['a', 'b', 'c'])).toBe('a, b en c');
  });

  it('chooses the singular for exactly one', () => {
    expect(counted(0, 'overeenkomst', 'overeenkomsten')).toBe('0 overeenkomsten');
    expect(counted(1, 'overeenkomst', 'overeenkomsten')).toBe('1 overeenkomst');
    expect(counted(1045, 'overeenkomst', 'overeenkomsten')).toBe('1.045 overeenkomsten');
  });
});
