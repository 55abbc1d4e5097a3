import { stopCluster } from './postgres-cluster';

export default function stop(): void {
  const directory = process.env['TEST_POSTGRES_DIRECTORY'];
  if (directory) stopCluster(directory);
}
