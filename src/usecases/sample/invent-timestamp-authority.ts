import type { KeyObject } from 'node:crypto';
import { addSeconds, type Clock, type Instant } from '../../domain/time';
import { buildCertificate } from '../../signing/certificates/build-certificate';
import { makeRootCrl, type Authority } from '../../signing/certificates/crl';
import * as extend from '../../signing/certificates/extensions';
import { encodeName } from '../../signing/certificates/name';
import { answerOcsp } from '../../signing/certificates/ocsp-answer';
import { newKey } from '../../signing/certificates/portal-ca';
import type { FoundProof } from '../../signing/close-archive';
import { integer } from '../../signing/der/write';
import { builtInTimestamper, type Timestamper } from '../../signing/timestamps/timestamper';
import { newSerial } from '../keys/make-portal-keys';

/** A time-stamp authority outside, with certificates of its own: root, intermediate, and the right to answer given away. */
export interface InventedTimestampAuthority {
  readonly root: Authority;
  readonly intermediate: Authority;
  readonly timestamp: Authority;
  /** Answers about the time-stamp certificate for the intermediate, which gave it that right. */
  readonly responder: Authority;
}

/** Where it says how its certificates stand. */
export interface StandingAddresses {
  readonly rootCrl: string;
  readonly ocsp: string;
}

const DAY = 86_400;
const YEAR = 365 * DAY;
const ORGANIZATION = 'Verzonnen Tijdstempels';
export const INVENTED_ADDRESSES: StandingAddresses = {
  rootCrl: 'http://tijdstempels.example/root.crl',
  ocsp: 'http://ocsp.tijdstempels.example/',
};

export function inventTimestampAuthority(at: Instant, addresses: StandingAddresses): InventedTimestampAuthority {
  const notBefore = addSeconds(at, -DAY);
  const issue = (
    issuer: { readonly name: Buffer; readonly key: KeyObject } | null,
    name: Buffer,
    years: number,
    extensions: (key: KeyObject) => readonly Buffer[],
  ): Authority & { readonly publicKey: KeyObject } => {
    const { privateKey, publicKey } = newKey();
    const certificate = buildCertificate(
      {
        serial: newSerial(),
        issuer: issuer?.name ?? name,
        subject: name,
        notBefore,
        notAfter: addSeconds(at, years * YEAR),
        publicKey,
        extensions: [extend.subjectKeyIdentifier(publicKey), ...extensions(publicKey)],
      },
      issuer?.key ?? privateKey,
    );
    return { certificate, privateKey, publicKey };
  };
  const names = ['Root CA', 'Uitgevende CA', 'Tijdstempel 1', 'OCSP 1'].map((commonName) =>
    encodeName({ organization: ORGANIZATION, commonName: `${ORGANIZATION} ${commonName}` }),
  ) as [Buffer, Buffer, Buffer, Buffer];
  const authority = extend.keyUsage(extend.KEY_USAGE.keyCertSign, extend.KEY_USAGE.crlSign);
  const signing = extend.keyUsage(extend.KEY_USAGE.digitalSignature);

  const root = issue(null, names[0], 30, () => [extend.certificateAuthority(null), authority]);
  const underRoot = { name: names[0], key: root.privateKey };
  const intermediate = issue(underRoot, names[1], 20, () => [
    extend.certificateAuthority(integer(0)),
    authority,
    extend.authorityKeyIdentifier(root.publicKey),
    extend.crlAt(addresses.rootCrl),
  ]);
  const underIntermediate = { name: names[1], key: intermediate.privateKey };
  const timestamp = issue(underIntermediate, names[2], 15, () => [
    signing,
    extend.onlyForTimestamping(),
    extend.authorityKeyIdentifier(intermediate.publicKey),
    extend.ocspAt(addresses.ocsp),
  ]);
  const responder = issue(underIntermediate, names[3], 15, () => [
    signing,
    extend.forOcspSigning(),
    extend.ocspNoCheck(),
    extend.authorityKeyIdentifier(intermediate.publicKey),
  ]);
  return { root, intermediate, timestamp, responder };
}

/** Its tokens bring the intermediate along, as those of authorities in the field do. */
export const inventedTimestamper = (
  { timestamp, intermediate }: InventedTimestampAuthority,
  clock: Clock,
): Timestamper => builtInTimestamper(timestamp, { clock, newSerial, chain: [intermediate.certificate] });

/** What it publishes at a moment, for a week: the CRL of its root, and the answer about its time-stamp certificate. */
export function inventedProof(
  { root, intermediate, timestamp, responder }: InventedTimestampAuthority,
  at: Instant,
): FoundProof {
  const period = { thisUpdate: at, nextUpdate: addSeconds(at, 7 * DAY) };
  return {
    crls: [makeRootCrl(root, period)],
    ocsps: [
      answerOcsp(responder, {
        ...period,
        certificate: timestamp.certificate,
        issuer: intermediate.certificate,
        certificates: [responder.certificate],
      }),
    ],
  };
}
