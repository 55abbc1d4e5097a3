import { constants, createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { buildCertificate, signed } from '../../src/signing/certificates/build-certificate';
import { buildCrl, makeRootCrl, type Authority } from '../../src/signing/certificates/crl';
import * as extend from '../../src/signing/certificates/extensions';
import { encodeName } from '../../src/signing/certificates/name';
import { readCertificate } from '../../src/signing/certificates/read-certificate';
import { readDer, sequenceOf } from '../../src/signing/der/read';
import * as der from '../../src/signing/der/write';
import { OID } from '../../src/signing/oids';
import { FOREIGN_OID } from '../../src/signing/open/cms/oids';
import { makeToken } from '../../src/signing/timestamps/answer';
import { newSerial } from './pki';
import { addRevision, streamBody, type ObjectBodies, type RevisionOptions, type Style } from './foreign-pdf';

export type KeyKind = 'rsa' | 'pss' | 'pss-mask-sha1' | 'p224' | 'p256' | 'p384' | 'p521' | 'ed25519' | 'rsa1024';
export const NOW = '2026-11-24T10:00:00.000Z';

const keys = new Map<KeyKind, { publicKey: KeyObject; privateKey: KeyObject }>();
/** Making keys takes longest: one of each kind is enough. */
export function keyOf(kind: KeyKind): { publicKey: KeyObject; privateKey: KeyObject } {
  const known = keys.get(kind) ?? makeKey(kind);
  keys.set(kind, known);
  return known;
}

function makeKey(kind: KeyKind): { publicKey: KeyObject; privateKey: KeyObject } {
  switch (kind) {
    case 'rsa':
    case 'pss':
      return generateKeyPairSync('rsa', { modulusLength: 2048 });
    case 'pss-mask-sha1':
      return generateKeyPairSync('rsa-pss', {
        modulusLength: 2048,
        hashAlgorithm: 'sha256',
        mgf1HashAlgorithm: 'sha1',
      });
    case 'rsa1024':
      return generateKeyPairSync('rsa', { modulusLength: 1024 });
    case 'ed25519':
      return generateKeyPairSync('ed25519');
    default:
      return generateKeyPairSync('ec', {
        namedCurve: { p224: 'P-224', p256: 'P-256', p384: 'P-384', p521: 'P-521' }[kind],
      });
  }
}

const root = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const issuing = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const stamping = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const name = (commonName: string): Buffer => encodeName({ commonName, organization: 'Elders B.V.' });
const PERIOD = { notBefore: '2026-01-01T00:00:00.000Z', notAfter: '2048-01-01T00:00:00.000Z' };

export const ROOT = buildCertificate(
  {
    serial: newSerial(),
    issuer: name('Elders root'),
    subject: name('Elders root'),
    ...PERIOD,
    publicKey: root.publicKey,
    extensions: [
      extend.certificateAuthority(null),
      extend.keyUsage(extend.KEY_USAGE.keyCertSign, extend.KEY_USAGE.crlSign),
    ],
  },
  root.privateKey,
);
export const ISSUING = buildCertificate(
  {
    serial: newSerial(),
    issuer: name('Elders root'),
    subject: name('Elders uitgever'),
    ...PERIOD,
    publicKey: issuing.publicKey,
    extensions: [
      extend.certificateAuthority(null),
      extend.keyUsage(extend.KEY_USAGE.keyCertSign, extend.KEY_USAGE.crlSign),
    ],
  },
  root.privateKey,
);
const stampingCertificate = (commonName: string, key: typeof stamping): Buffer =>
  buildCertificate(
    {
      serial: newSerial(),
      issuer: name('Elders root'),
      subject: name(commonName),
      ...PERIOD,
      publicKey: key.publicKey,
      extensions: [extend.onlyForTimestamping(), extend.keyUsage(extend.KEY_USAGE.digitalSignature)],
    },
    root.privateKey,
  );
export const STAMPING = stampingCertificate('Elders tijdstempel', stamping);
export const issuer: Authority = { certificate: ISSUING, privateKey: issuing.privateKey };
export const rootAuthority: Authority = { certificate: ROOT, privateKey: root.privateKey };
/** A CRL by which an authority withdraws a certificate; without a reason unless one is given (CRLReason). */
export const crlAgainst = (by: Authority, certificate: Buffer, at: string, reason?: number): Buffer =>
  buildCrl(by, {
    thisUpdate: NOW,
    nextUpdate: PERIOD.notAfter,
    extensions: [],
    revoked: [{ serial: readCertificate(certificate).serial, at, ...(reason === undefined ? {} : { reason }) }],
  });
export const rootCrl = makeRootCrl(
  { certificate: ROOT, privateKey: root.privateKey },
  { thisUpdate: NOW, nextUpdate: PERIOD.notAfter },
);
export const stamper: Authority = { certificate: STAMPING, privateKey: stamping.privateKey };
const secondStamping = generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const secondStamper: Authority = {
  certificate: stampingCertificate('Elders ander tijdstempel', secondStamping),
  privateKey: secondStamping.privateKey,
};

export interface LeafTerms {
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly extensions?: readonly Buffer[];
  readonly issuerKey?: KeyObject;
  readonly issuerName?: Buffer;
  readonly commonName?: string;
  /** Content of the INTEGER as it is, for one that is negative. */
  readonly serial?: Buffer;
}

export function leaf(kind: KeyKind, terms: LeafTerms = {}): Buffer {
  const issuerKey = terms.issuerKey ?? issuing.privateKey;
  const certificate = buildCertificate(
    {
      serial: newSerial(),
      issuer: terms.issuerName ?? name('Elders uitgever'),
      subject: name(terms.commonName ?? 'J. Elders'),
      notBefore: terms.notBefore ?? PERIOD.notBefore,
      notAfter: terms.notAfter ?? PERIOD.notAfter,
      publicKey: keyOf(kind).publicKey,
      extensions: terms.extensions ?? [
        extend.keyUsage(extend.KEY_USAGE.digitalSignature, extend.KEY_USAGE.nonRepudiation),
      ],
    },
    issuerKey,
  );
  return terms.serial ? withSerial(certificate, terms.serial, issuerKey) : certificate;
}

/** The parts of what is signed of a certificate, of which the second is the serial number. */
const partsOf = (certificate: Buffer): readonly Buffer[] =>
  sequenceOf(sequenceOf(readDer(certificate))[0]).map(({ raw }) => raw);

const withSerial = (certificate: Buffer, serial: Buffer, issuerKey: KeyObject): Buffer =>
  signed(der.sequence(...partsOf(certificate).with(1, der.tlv(0x02, serial))), issuerKey);

export const token = (stamped: Buffer, genTime = NOW, by = stamper): Buffer =>
  makeToken(by, {
    digest: createHash('sha256').update(stamped).digest(),
    nonce: null,
    genTime,
    serial: newSerial(),
  });

export interface CmsTerms {
  readonly kind?: KeyKind;
  readonly hash?: 'sha1' | 'md5' | 'sha256' | 'sha384' | 'sha512';
  readonly certificate?: Buffer;
  readonly chain?: readonly Buffer[];
  readonly noAttributes?: boolean;
  readonly stamped?: boolean;
  readonly stampedAt?: string;
  readonly token?: Buffer;
  readonly content?: Buffer;
  readonly contentType?: Buffer;
  /** For the attribute, when not that of the certificate. */
  readonly certificateId?: Buffer | null;
  readonly protection?: Buffer;
  readonly twoSigners?: boolean;
  readonly digest?: Buffer | null;
  readonly more?: readonly Buffer[];
  readonly signature?: Buffer;
  readonly revocation?: readonly Buffer[];
  /** What the CMS says that it was signed by. */
  readonly algorithm?: Buffer;
}

const HASH_OID = { sha1: OID.sha1, md5: FOREIGN_OID.md5, sha256: OID.sha256, sha384: OID.sha384, sha512: OID.sha512 };
const attribute = (type: Buffer, value: Buffer): Buffer => der.sequence(type, der.setOf(value));

function algorithmOf(kind: KeyKind, hash: keyof typeof HASH_OID): Buffer {
  switch (kind) {
    case 'rsa':
    case 'rsa1024':
      return der.sequence(OID.rsaEncryption, der.nothing);
    case 'pss':
    case 'pss-mask-sha1': {
      const hashId = der.sequence(HASH_OID[hash], der.nothing);
      const maskId = kind === 'pss' ? hashId : der.sequence(OID.sha1, der.nothing);
      const parameters = der.sequence(
        der.tagged(0, hashId),
        der.tagged(1, der.sequence(FOREIGN_OID.mgf1, maskId)),
        der.tagged(2, der.integer(32)),
      );
      return der.sequence(FOREIGN_OID.rsaPss, parameters);
    }
    case 'ed25519':
      return der.sequence(FOREIGN_OID.ed25519);
    default:
      return der.sequence(
        { sha384: OID.ecdsaSha384, sha512: OID.ecdsaSha512, sha1: FOREIGN_OID.ecdsaSha1 }[hash as string] ??
          OID.ecdsaSha256,
      );
  }
}

function signWith(kind: KeyKind, hash: string, data: Buffer): Buffer {
  const { privateKey } = keyOf(kind);
  if (kind === 'ed25519') return sign(null, data, privateKey);
  return kind.startsWith('pss')
    ? sign(hash, data, { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 })
    : sign(hash, data, privateKey);
}

/** A CMS over the bytes, as other programs make it, with whatever is wrong with it that the terms say. */
export function cmsOver(data: Buffer, terms: CmsTerms = {}): Buffer {
  const { kind = 'rsa', hash = 'sha256' } = terms;
  const certificate = terms.certificate ?? leaf(kind);
  const { issuer: issuerName } = readCertificate(certificate);
  const [, serial = der.integer(0)] = partsOf(certificate);
  const digest = terms.digest === undefined ? createHash(hash).update(data).digest() : terms.digest;
  const idOf = terms.certificateId === undefined ? certificate : terms.certificateId;
  const attributes = der.setOf(
    attribute(OID.contentType, terms.contentType ?? OID.data),
    ...(digest ? [attribute(OID.messageDigest, der.octetString(digest))] : []),
    ...(idOf
      ? [
          attribute(
            OID.signingCertificateV2,
            der.sequence(der.sequence(der.sequence(der.octetString(createHash('sha256').update(idOf).digest())))),
          ),
        ]
      : []),
    ...(terms.protection ? [attribute(OID.algorithmProtection, terms.protection)] : []),
    ...(terms.more ?? []),
  );
  const signature = terms.signature ?? signWith(kind, hash, terms.noAttributes ? data : attributes);
  const stamp = terms.token ?? (terms.stamped || terms.stampedAt ? token(signature, terms.stampedAt) : null);
  const signer = der.sequence(
    der.integer(1),
    der.sequence(issuerName, serial),
    der.sequence(HASH_OID[hash]),
    ...(terms.noAttributes ? [] : [der.retag(0xa0, attributes)]),
    terms.algorithm ?? algorithmOf(kind, hash),
    der.octetString(signature),
    ...(stamp ? [der.retag(0xa1, der.setOf(attribute(OID.signatureTimestamp, stamp)))] : []),
  );
  return der.sequence(
    OID.signedData,
    der.tagged(
      0,
      der.sequence(
        der.integer(1),
        der.setOf(der.sequence(HASH_OID[hash])),
        terms.content ? der.sequence(OID.data, der.tagged(0, der.octetString(terms.content))) : der.sequence(OID.data),
        der.tagged(0, certificate, ...(terms.chain ?? [ISSUING])),
        ...(terms.revocation ? [der.tagged(1, ...terms.revocation)] : []),
        terms.twoSigners ? der.tlv(0x31, signer, signer) : der.setOf(signer),
      ),
    ),
  );
}

export interface SigningTerms {
  readonly subFilter?: string;
  readonly field?: string;
  readonly number?: number;
  readonly fieldExtra?: string;
  readonly sigExtra?: string;
  readonly rect?: string;
  readonly appearance?: boolean;
  /** The bodies of form and page with the field in them; those of the contract unless given. */
  readonly around?: ObjectBodies;
  /** Digits of the gap: two for each byte of the CMS. */
  readonly room?: number;
  readonly cms?: (data: Buffer) => Buffer;
  readonly others?: readonly number[];
  readonly revision?: RevisionOptions;
}

/** Signs as other programs do: a new field in a new revision, a gap, and the CMS in the gap. */
export function signPdf(file: Buffer, style: Style, terms: SigningTerms = {}): Buffer {
  const number = terms.number ?? 20;
  const others = terms.others ?? [];
  const refs = [...others, number].map((each) => `${each} 0 R`).join(' ');
  const room = terms.room ?? 12_000;
  const look = terms.appearance ? ` /AP << /N ${number + 2} 0 R >>` : '';
  const objects: ObjectBodies = {
    3: `<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> /Annots [7 0 R ${refs}] >>`,
    6: `<< /Fields [7 0 R ${refs}] /SigFlags 3 >>`,
    ...terms.around,
    [number]: `<< /Type /Annot /Subtype /Widget /FT /Sig /T (${terms.field ?? 'Handtekening'}) /F 132 /P 3 0 R /Rect [${terms.rect ?? '0 0 0 0'}] /V ${number + 1} 0 R${look} ${terms.fieldExtra ?? ''} >>`,
    ...(terms.appearance
      ? { [number + 2]: streamBody('q Q', '/Type /XObject /Subtype /Form /BBox [0 0 100 40]') }
      : {}),
    [number + 1]:
      `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /${terms.subFilter ?? 'ETSI.CAdES.detached'} /M (D:20261124100000Z) ${terms.sigExtra ?? ''} /ByteRange [0 ********** ********** **********] /Contents <${'0'.repeat(room)}> >>`,
  };
  return fillGap(addRevision(file, style, objects, terms.revision), terms.cms ?? ((data) => cmsOver(data)));
}

/** Fills the last empty gap of a file. */
export function fillGap(file: Buffer, cms: (data: Buffer) => Buffer): Buffer {
  const copy = Buffer.from(file);
  const start = copy.indexOf('<0000000000', copy.lastIndexOf('/ByteRange [0 **********'), 'latin1');
  const end = copy.indexOf('>', start, 'latin1') + 1;
  const range = copy.lastIndexOf('********** ********** **********');
  copy.write([start, end, copy.length - end].map((each) => String(each).padEnd(10)).join(' '), range, 'latin1');
  const made = cms(Buffer.concat([copy.subarray(0, start), copy.subarray(end)]));
  if (made.length * 2 > end - start - 2) throw new Error(`a CMS of ${made.length} bytes does not fit in the gap`);
  copy.write(made.toString('hex'), start + 1, 'latin1');
  return copy;
}
