import { createPrivateKey, sign, X509Certificate, type KeyObject } from 'node:crypto';
import forge from 'node-forge';
import { expectTag, readDer, sequenceOf } from './der/read';
import { sequence } from './der/write';
import { SigningError } from './errors';
import type { Signer } from './signer';

/** The key of an organisation, with its certificate and those above it, without the root. */
export interface Seal {
  readonly privateKey: KeyObject;
  readonly certificate: Buffer;
  readonly chain: readonly Buffer[];
}

/**
 * Reads a PKCS#12 file (RFC 7292): RSA of 2048 bits or more, or P-256. Throws `seal-unreadable` on a wrong password, on a
 * file without key and certificate that belong together, or on another kind of key.
 */
export function readPkcs12(file: Buffer, password: string): Seal {
  const found = open(file, password);
  const privateKey = createPrivateKey({ key: found.key, format: 'der', type: found.type });
  const certificates = found.certificates.map((der) => new X509Certificate(der));
  const own = certificates.find((each) => each.checkPrivateKey(privateKey));
  if (!own) throw unreadable('no certificate belongs to the key');
  const { namedCurve, modulusLength = 0 } = privateKey.asymmetricKeyDetails ?? {};
  if (namedCurve !== 'prime256v1' && modulusLength < 2048) throw unreadable('neither RSA-2048 nor P-256');
  const above: X509Certificate[] = [];
  for (let last = own; ;) {
    const issuer = certificates.find((each) => each !== last && !above.includes(each) && last.checkIssued(each));
    if (!issuer || issuer.checkIssued(issuer)) break;
    above.push(issuer);
    last = issuer;
  }
  return { privateKey, certificate: Buffer.from(own.raw), chain: above.map((each) => Buffer.from(each.raw)) };
}

/** The second kind of signer: the same key and certificate for every ceremony, kept by the organisation itself. */
export function sealSigner({ privateKey, certificate, chain }: Seal): Signer {
  const algorithm = privateKey.asymmetricKeyType === 'rsa' ? 'rsa' : 'ecdsa';
  const bits = privateKey.asymmetricKeyDetails?.modulusLength ?? 0;
  return {
    open: () =>
      Promise.resolve({
        certificate,
        chain,
        // Its authority publishes it; it is fetched when the document is closed for the archive.
        crl: null,
        algorithm,
        signatureRoom: algorithm === 'rsa' ? bits / 8 : 72,
        sign: (attributes) => Promise.resolve(sign('sha256', attributes, privateKey)),
      }),
  };
}

interface Opened {
  readonly key: Buffer;
  readonly type: 'pkcs1' | 'pkcs8';
  readonly certificates: readonly Buffer[];
}

function open(file: Buffer, password: string): Opened {
  try {
    const bags = forge.pkcs12
      .pkcs12FromAsn1(forge.asn1.fromDer(file.toString('latin1')), true, password)
      .safeContents.flatMap((content) => content.safeBags);
    const keyBag = bags.find((bag) =>
      [forge.pki.oids['keyBag'], forge.pki.oids['pkcs8ShroudedKeyBag']].includes(bag.type),
    );
    const certificates = bags.flatMap((bag) => {
      if (bag.type !== forge.pki.oids['certBag']) return [];
      const node = bag.cert ? forge.pki.certificateToAsn1(bag.cert) : bag.asn1;
      return node ? [asIssued(der(node))] : [];
    });
    // node-forge knows RSA keys only; any other comes as it stands in the file, a PrivateKeyInfo.
    if (keyBag?.key) return { key: der(forge.pki.privateKeyToAsn1(keyBag.key)), type: 'pkcs1', certificates };
    if (keyBag?.asn1) return { key: der(keyBag.asn1), type: 'pkcs8', certificates };
  } catch (cause) {
    throw new SigningError('seal-unreadable', 'the file is damaged or the password is wrong', { cause });
  }
  throw unreadable('no key');
}

/**
 * node-forge, in files that it made as well, writes NULL parameters behind every algorithm, ECDSA too. RFC 5280 4.1.1.2: the algorithm outside the signed
 * part is the one inside it.
 */
function asIssued(certificate: Buffer): Buffer {
  const [content, , signature] = sequenceOf(readDer(certificate));
  const algorithm = sequenceOf(content).find((part) => part.tag === 0x30);
  return sequence(expectTag(content, 0x30).raw, expectTag(algorithm, 0x30).raw, expectTag(signature, 0x03).raw);
}

const der = (node: forge.asn1.Asn1): Buffer => Buffer.from(forge.asn1.toDer(node).getBytes(), 'latin1');
const unreadable = (what: string): SigningError => new SigningError('seal-unreadable', what);
