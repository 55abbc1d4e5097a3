import { children, expectTag, readDer, readFirst, sequenceOf, type Der } from '../der/read';
import { octetString } from '../der/write';
import { SigningError } from '../errors';
import {
  assembleCms,
  attributesOf,
  buildSignedAttributes,
  isSameChain,
  SIGNATURE_ALGORITHMS,
  stampAttribute,
  type SignatureAlgorithm,
} from './write';

// Of the CMS of a signature on a document only digest, signature value and time-stamp change from one to the next; all else
// belongs to the certificate. What stands before the signature value is written once for each certificate and copied after that.

/** What is not the same in every CMS under one certificate. */
interface Filled {
  /** SHA-256 of the byte range. */
  readonly digest: Buffer;
  readonly signature: Buffer;
  /** RFC 3161 token over the signature value; null leaves the signature at level B-B. */
  readonly token: Buffer | null;
}

export interface CmsFrame {
  /** The signed attributes as a DER SET OF: what the key signs. */
  readonly attributes: (digest: Buffer) => Buffer;
  /** The same bytes as `assembleCms`. Throws `room-too-small` for more than a CMS of two-byte lengths holds. */
  readonly write: (filled: Filled) => Buffer;
  /** What a CMS was filled with; null when `write` would not give these very bytes. */
  readonly read: (der: Buffer) => Filled | null;
}

interface Framed {
  readonly certificate: Buffer;
  /** The certificates between the signing one and the root, without the root. */
  readonly chain: readonly Buffer[];
  readonly algorithm: SignatureAlgorithm;
}

const frames = new WeakMap<Buffer, Framed & { readonly frame: CmsFrame }>();

/** By the certificate as it is held: a session signs with one, and who verifies often holds those that it knows. */
export function cmsFrame({ certificate, chain, algorithm }: Framed): CmsFrame {
  const known = frames.get(certificate);
  if (known?.algorithm === algorithm && isSameChain(known.chain, chain)) return known.frame;
  const frame = makeFrame({ certificate, chain, algorithm });
  frames.set(certificate, { certificate, chain: [...chain], algorithm, frame });
  return frame;
}

/** Lengths up to here take two bytes; all that hold a signature are longer than one byte says. */
const LONGEST = 0xffff;

function makeFrame(framed: Framed): CmsFrame {
  const { certificate, algorithm } = framed;
  const { attributes, digestAt } = attributesOf(framed);
  const whole = assembleCms({ ...framed, attributes, signature: NO_SIGNATURE, token: null });
  const head = whole.subarray(0, whole.length - octetString(NO_SIGNATURE).length);
  const attributesAt = head.length - SIGNATURE_ALGORITHMS[algorithm].length - attributes.length;
  const lengthsAt = lengthsToTheEnd(whole);
  const kept = spansBetween([...lengthsAt.map((at): Place => [at, 2]), [attributesAt + digestAt, 32]], head.length);
  const write = ({ digest, signature, token }: Filled): Buffer => {
    const value = octetString(signature);
    const stamp = token && stampAttribute(token);
    const length = head.length + value.length + (stamp?.length ?? 0);
    if (length > LONGEST) throw new SigningError('room-too-small', `a CMS has at most ${LONGEST} bytes, not ${length}`);
    const written = Buffer.allocUnsafe(length);
    written.set(head);
    written.set(digest, attributesAt + digestAt);
    written.set(value, head.length);
    if (stamp) written.set(stamp, head.length + value.length);
    for (const at of lengthsAt) {
      written[at] = (length - at - 2) >> 8;
      written[at + 1] = (length - at - 2) & 0xff;
    }
    return written;
  };
  return {
    attributes: (digest) => buildSignedAttributes({ digest, certificate, algorithm }),
    write,
    read: (der) => {
      if (der.length <= head.length || der.length > LONGEST) return null;
      for (const [start, end] of kept) if (der.compare(head, start, end, start, end) !== 0) return null;
      for (const at of lengthsAt) if (der.readUInt16BE(at) !== der.length - at - 2) return null;
      return readFilled(der, attributesAt + digestAt, head.length);
    },
  };
}

type Place = readonly [at: number, length: number];

/** What stands before, between and after places in their order: start, and end. */
function spansBetween(places: readonly Place[], length: number): readonly (readonly [number, number])[] {
  const starts = [0, ...places.map(([at, taken]) => at + taken)];
  return starts.map((start, i) => [start, places[i]?.[0] ?? length]);
}

const NO_SIGNATURE = Buffer.alloc(64);

/** Where the lengths of those elements stand that reach to the end of the CMS. */
function lengthsToTheEnd(cms: Buffer): readonly number[] {
  const places: number[] = [];
  for (let node = readDer(cms); ;) {
    places.push(cms.length - node.content.length - 2);
    const last = node.tag & 0x20 ? children(node).at(-1) : undefined;
    if (!last || !(last.tag & 0x20)) return places;
    node = last;
  }
}

/** Null when what stands there is no DER, or of another form. A length is written in one way only (`readFirst`). */
function readFilled(der: Buffer, digestAt: number, signatureAt: number): Filled | null {
  try {
    const value = readFirst(der.subarray(signatureAt));
    const signature = expectTag(value, 0x04).content;
    const digest = der.subarray(digestAt, digestAt + 32);
    const stampAt = signatureAt + value.end;
    if (stampAt === der.length) return { digest, signature, token: null };
    const stamp = der.subarray(stampAt);
    const token = tokenIn(readDer(stamp));
    return token && stampAttribute(token).equals(stamp) ? { digest, signature, token } : null;
  } catch {
    return null;
  }
}

function tokenIn(attributes: Der): Buffer | null {
  const values = sequenceOf(children(attributes)[0])[1];
  return values ? readDer(values.content).raw : null;
}
