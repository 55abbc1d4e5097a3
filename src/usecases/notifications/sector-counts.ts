import type { Db } from '../../persistence/db';
import { allSectors } from '../../persistence/sector';

/** '30 energie, 10 zorgverzekering': how many there are of each sector, in the order in which they come. */
export async function sectorCounts(db: Db, sectorCodes: readonly string[]): Promise<string> {
  const names = new Map((await allSectors(db)).map(({ code, name }) => [code, name.toLowerCase()]));
  const counts = new Map<string, number>();
  for (const code of sectorCodes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, count]) => `${count} ${names.get(code) ?? code}`).join(', ');
}
