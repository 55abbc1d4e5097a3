import { ZipFile } from 'yazl';
import type { Instant } from '../../domain/time';
import type { PackageFile } from './name-proof';

/**
 * A ZIP of these files, byte for byte the same on every machine: stored, since compressors differ, and dated with the day of
 * `at` at noon, which every time zone can write in DOS time.
 */
export async function zipFiles(files: readonly PackageFile[], at: Instant): Promise<Buffer> {
  const [year = 1980, month = 1, day = 1] = at.slice(0, 10).split('-').map(Number);
  const mtime = new Date(year, month - 1, day, 12);
  const zip = new ZipFile();
  for (const { name, content } of files) {
    zip.addBuffer(content, name, { mtime, mode: 0o100644, compress: false, forceDosTimestamp: true });
  }
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
