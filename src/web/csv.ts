import { stringify } from 'csv-stringify/sync';
import type { Config } from '../config';
import { file, type Reply } from './http';

/**
 * A table as a file for a spreadsheet: semicolons and a byte order mark, because Dutch Excel expects them; a cell that
 * begins like a formula is neutralised. In a demonstration the name of the file says that the data are invented.
 */
export function csvFile(
  config: Pick<Config, 'demonstration'>,
  name: string,
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): Reply {
  const text = stringify([[...header], ...rows.map((row) => [...row])], {
    delimiter: ';',
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
  });
  return file(`${config.demonstration ? 'demonstratie-verzonnen-gegevens-' : ''}${name}.csv`, 'text/csv', text);
}
