import { csvFile } from '../../src/web/csv';

const body = (rows: readonly (readonly (string | number)[])[]): string => {
  const reply = csvFile({ demonstration: false }, 'lijst', ['naam', 'aantal'], rows);
  return reply.kind === 'file' ? String(reply.body) : '';
};

describe('a table as a file', () => {
  it('has semicolons and a byte order mark', () => {
    expect(body([["'s-Gravenhage", 3]])).toBe("\uFEFFnaam;aantal\r\n's-Gravenhage;3\r\n");
  });

  it.each(['=1+1', '+31', '-1', '@SUM(A1)', '\t=1'])('neutralises %j', (value) => {
    const [, row = ''] = body([[value, 1]]).split('\r\n');
    expect(row.replaceAll('"', '')).toBe(`'${value};1`);
  });

  it('quotes what would break a row', () => {
    expect(body([['a;b "c"\nd', 1]])).toContain('"a;b ""c""\nd";1');
  });

  it('says in its name that it is a demonstration', () => {
    expect(csvFile({ demonstration: true }, 'lijst', [], [])).toMatchObject({
      name: 'demonstratie-verzonnen-gegevens-lijst.csv',
    });
    expect(csvFile({ demonstration: false }, 'lijst', [], [])).toMatchObject({ name: 'lijst.csv', type: 'text/csv' });
  });
});
