import { createHash, sign, type KeyObject } from 'node:crypto';
import { buildCertificate } from '../../src/signing/certificates/build-certificate';
import type { Authority } from '../../src/signing/certificates/crl';
import * as extend from '../../src/signing/certificates/extensions';
import { encodeName } from '../../src/signing/certificates/name';
import { newKey } from '../../src/signing/certificates/portal-ca';
import { readCertificate } from '../../src/signing/certificates/read-certificate';
import { assembleCms, buildSignedAttributes, type CmsParts } from '../../src/signing/cms/write';
import { fillingOf } from '../../src/signing/pdf/append';
import { embedSignature, prepareSignature, type Appearance, type Prepared } from '../../src/signing/pdf/increment';
import { makeToken } from '../../src/signing/timestamps/answer';
import { newSerial, type SigningWorld } from './pki';

/** A signature made with a real key, wrong in one respect: what a flaw in the portal, or a thief of its keys, could make. */
export interface Bend {
  readonly leaf?: Authority;
  /** Changes the increment around the gap before it is hashed; the length must stay the same. */
  readonly text?: (text: string) => string;
  readonly attributes?: (attributes: Buffer) => Buffer;
  readonly parts?: (parts: CmsParts) => CmsParts;
  readonly cms?: (cms: Buffer) => Buffer;
  /** Signs with this key instead of the leaf's. */
  readonly key?: KeyObject;
  readonly genTime?: string;
  readonly stamped?: boolean;
}

export async function bentSignature(
  world: SigningWorld,
  file: Buffer,
  of: { readonly field: string; readonly appearance: Appearance },
  bend: Bend = {},
): Promise<Buffer> {
  const prepared = bentText(
    file,
    prepareSignature(file, { ...of, name: 'Naam', signedAt: world.clock.now(), room: ROOM }),
    bend.text,
  );
  const cms = await bentCms(world, prepared.digest, bend);
  return Buffer.concat([file, embedSignature(prepared, fillingOf(cms))]);
}

/** Bytes for a CMS with a certificate or two more than the portal's. */
export const ROOM = 4000;

export async function bentCms(world: SigningWorld, digest: Buffer, bend: Bend = {}): Promise<Buffer> {
  const session = await world.open();
  const certificate = bend.leaf?.certificate ?? session.certificate;
  const honest = buildSignedAttributes({ digest, certificate });
  const attributes = bend.attributes ? bend.attributes(honest) : honest;
  const key = bend.key ?? bend.leaf?.privateKey;
  const signature = key ? sign('sha256', attributes, key) : await session.sign(attributes);
  const token = makeToken(world.ca.timestamp, {
    digest: createHash('sha256').update(signature).digest(),
    nonce: null,
    genTime: bend.genTime ?? world.clock.now(),
    serial: newSerial(),
  });
  const parts: CmsParts = {
    attributes,
    signature,
    certificate,
    chain: session.chain,
    token: bend.stamped === false ? null : token,
  };
  const cms = assembleCms(bend.parts ? bend.parts(parts) : parts);
  return bend.cms ? bend.cms(cms) : cms;
}

function bentText(file: Buffer, prepared: Prepared, change: Bend['text']): Prepared {
  if (!change) return prepared;
  const { bytes, gap } = prepared;
  const [before, after] = [bytes.subarray(0, gap.start), bytes.subarray(gap.end)].map((part) => {
    const changed = Buffer.from(change(part.toString('latin1')), 'latin1');
    if (changed.length !== part.length) throw new Error('the bent text has another length');
    return changed;
  }) as [Buffer, Buffer];
  const digest = createHash('sha256').update(file).update(before).update(after).digest();
  return { ...prepared, bytes: Buffer.concat([before, bytes.subarray(gap.start, gap.end), after]), digest };
}

/** A certificate with another name, other extensions or days than the portal's recipe gives. */
export function bentLeaf(
  issuer: Authority,
  of: {
    readonly name?: string;
    readonly extensions?: readonly Buffer[];
    readonly days?: readonly [string, string];
  } = {},
): Authority {
  const { privateKey, publicKey } = newKey();
  const [notBefore, notAfter] = of.days ?? ['2026-11-24T08:55:00.000Z', '2026-11-24T10:00:00.000Z'];
  const certificate = buildCertificate(
    {
      serial: newSerial(),
      issuer: readCertificate(issuer.certificate).subject,
      subject: encodeName({ commonName: of.name ?? 'Naam', organization: 'Gemeente Voorbeeldstad' }),
      notBefore,
      notAfter,
      publicKey,
      extensions: of.extensions ?? [extend.keyUsage(extend.KEY_USAGE.nonRepudiation)],
    },
    issuer.privateKey,
  );
  return { certificate, privateKey };
}
