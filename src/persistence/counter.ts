import type { Trx } from './db';

/**
 * The next `count` numbers of a sequence, the first of them returned. Its row stays locked until the commit, on both
 * engines, so that numbers become visible in their order (a PostgreSQL sequence does not promise that).
 */
export async function takeNumbers(trx: Trx, name: string, count = 1): Promise<number> {
  await trx('counter').insert({ name, value: 0 }).onConflict('name').ignore();
  const rows = await trx('counter').where({ name }).increment('value', count).returning<{ value: number }[]>('value');
  const last = rows[0];
  if (!last) throw new Error(`counter ${name} is gone`);
  return last.value - count + 1;
}

/** OVK-2026-000042, S-2026-000117, A-2026-000311: `prefix`, year, six digits. */
export async function takeYearNumbers(
  trx: Trx,
  prefix: 'OVK' | 'S' | 'A',
  year: string,
  count = 1,
): Promise<readonly string[]> {
  const first = await takeNumbers(trx, `${prefix}-${year}`, count);
  return Array.from({ length: count }, (_, i) => `${prefix}-${year}-${String(first + i).padStart(6, '0')}`);
}
