import { readConfig } from '../config';
import { collationProblem, migrate, openDatabase } from '../persistence/db';

/** `portal migrate` */
export async function migrateCommand(): Promise<number> {
  const db = openDatabase(readConfig(process.env).databaseUrl);
  try {
    const problem = await collationProblem(db);
    if (problem) {
      process.stderr.write(`${problem}\n`);
      return 1;
    }
    const done = await migrate(db);
    process.stdout.write(done.length === 0 ? 'the database is up to date\n' : `done: ${done.join(', ')}\n`);
    return 0;
  } finally {
    await db.destroy();
  }
}
