import { migrate, openDatabase } from '../../src/persistence/db';
import { startCluster } from './postgres-cluster';
import { preload } from './preload';

/** One throw-away cluster for the project, with a migrated, preloaded template database. */
export default async function makeTemplate(): Promise<void> {
  const cluster = await startCluster();
  process.env['TEST_POSTGRES_DIRECTORY'] = cluster.directory;
  process.env['TEST_POSTGRES_ADMIN'] = cluster.adminUrl;
  const admin = openDatabase(cluster.adminUrl);
  await admin.raw('create database template_portal');
  await admin.destroy();
  const db = openDatabase(cluster.adminUrl.replace(/\/postgres$/, '/template_portal'));
  await migrate(db);
  await preload(db);
  await db.destroy();
}
