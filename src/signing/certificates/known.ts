import { children, readDer } from '../der/read';
import { oncePer } from '../once-per';
import { issuedBy } from './chain';
import { readCrl, type Crl } from './crl';
import { readCertificate, type Certificate } from './read-certificate';

/**
 * What was found out about certificates before: reading one, opening its key and checking who issued it cost more than
 * everything else in a verification, and the answers never change. A process keeps one of these beside its anchors.
 */
export interface KnownCertificates {
  /** As `readCertificate`. Throws `malformed-der`. */
  readonly read: (der: Buffer) => Certificate;
  /** All of a list that is held on to, such as anchors. Throws `malformed-der`. */
  readonly readList: (ders: readonly Buffer[]) => readonly Certificate[];
  /** Each certificate of the element that holds them in a CMS. Throws `malformed-der`. */
  readonly readAll: (element: Buffer) => readonly Certificate[];
  /** As `readCrl`. Throws `malformed-der`. */
  readonly readCrl: (der: Buffer) => Crl;
  /** As `issuedBy`. */
  readonly issued: (issued: Certificate | Crl, issuer: Certificate) => boolean;
}

/** Of each kind; more push out those that came or were asked for longest ago. */
const MOST = 500;

export function knownCertificates(): KnownCertificates {
  const issuers = new WeakMap<Certificate | Crl, WeakMap<Certificate, boolean>>();
  const read = remembering(readCertificate);
  const all = remembering((raw) => ({ raw, certificates: readEach(raw, read) }));
  return {
    read,
    readList: oncePer((ders: readonly Buffer[]) => ders.map(read)),
    readAll: (element) => all(element).certificates,
    readCrl: remembering(readCrl),
    issued: (issued, issuer) => {
      const answers = issuers.get(issued) ?? new WeakMap<Certificate, boolean>();
      issuers.set(issued, answers);
      const known = answers.get(issuer);
      if (known !== undefined) return known;
      const answer = issuedBy(issued, issuer);
      answers.set(issuer, answer);
      return answer;
    },
  };
}

/** What was read before, by some of its bytes and then by all of them. */
function remembering<T extends { readonly raw: Buffer }>(read: (der: Buffer) => T): (der: Buffer) => T {
  const known = new Map<string, T>();
  let last: T | undefined;
  return (der) => {
    // Who signs or verifies many in a row asks for the same ones again and again.
    if (last?.raw.equals(der)) return last;
    // Serial numbers and keys stand at the start, signatures at the end; of those that are alike there the last one is remembered.
    const key = der.toString('latin1', 8, 40) + der.toString('latin1', der.length - 24);
    const former = known.get(key);
    // A copy, so that one certificate does not keep the whole file that it came with.
    const isSame = former?.raw.equals(der) === true;
    // While there is room, nobody needs to be the oldest.
    if (isSame && known.size < MOST) return (last = former);
    const found = isSame ? former : read(Buffer.from(der));
    last = found;
    known.delete(key);
    known.set(key, found);
    const [oldest] = known.size > MOST ? known.keys() : [];
    if (oldest !== undefined) known.delete(oldest);
    return found;
  };
}

const readEach = (element: Buffer, read: (der: Buffer) => Certificate): readonly Certificate[] =>
  children(readDer(element)).map(({ raw }) => read(raw));

/** For a single verification: nothing is kept. */
export const nothingKnown: KnownCertificates = {
  read: readCertificate,
  readList: (ders) => ders.map(readCertificate),
  readAll: (element) => readEach(element, readCertificate),
  readCrl,
  issued: issuedBy,
};
