import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Deps } from '../../deps';
import type { Id } from '../../domain/time';
import { fileOf } from '../../persistence/document-segment';
import { stream, type Reply } from '../http';

/** "OVK-2026-000042.pdf"; in a demonstration the name says that the data are invented. */
export const pdfName = (deps: Pick<Deps, 'config'>, number: string): string =>
  `${deps.config.demonstration ? 'DEMONSTRATIE ' : ''}${number}.pdf`;

/** The documents of these agreements as they stand, read one after another while the browser takes them. */
export function agreementsZip(
  deps: Pick<Deps, 'config' | 'db' | 'log'>,
  name: string,
  agreements: readonly { readonly id: Id; readonly number: string }[],
): Reply {
  const zip = new ZipFile();
  for (const { id, number } of agreements) {
    // Documents are deflated inside already.
    zip.addReadStreamLazy(pdfName(deps, number), { compress: false }, (give) => {
      fileOf(deps.db, id).then(
        (file) => give(null, Readable.from([file?.bytes ?? Buffer.alloc(0)])),
        (error: unknown) => give(error, Readable.from([])),
      );
    });
  }
  const out = new Readable().wrap(zip.outputStream);
  zip.on('error', (error: Error) => {
    deps.log.error({ err: error }, 'a zip of agreements broke off');
    out.destroy();
  });
  zip.end();
  return stream(`${deps.config.demonstration ? 'DEMONSTRATIE ' : ''}${name}.zip`, 'application/zip', out);
}
