import { create } from 'qrcode';
import { totpUri } from '../../outside/totp';

/** What somebody needs to enrol an authenticator app: a picture, a link for the same device, and the key in groups. */
export interface CodePicture {
  /** Modules on a side, the white edge of four included (ISO/IEC 18004 section 5.3.8). */
  readonly size: number;
  /** The dark modules as one SVG path. */
  readonly path: string;
  readonly uri: string;
  readonly key: string;
}

const EDGE = 4;

export function codePicture(secret: string, email: string): CodePicture {
  const uri = totpUri(secret, email);
  const { modules } = create(uri, { errorCorrectionLevel: 'M' });
  const squares: string[] = [];
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column)) squares.push(`M${column + EDGE} ${row + EDGE}h1v1h-1z`);
    }
  }
  return { size: modules.size + 2 * EDGE, path: squares.join(''), uri, key: secret.replace(/(.{4})(?=.)/g, '$1 ') };
}
