import { createHash, randomBytes } from 'node:crypto';
import type { Clock, Instant } from '../../src/domain/time';
import { createPortalCa, type PortalCa } from '../../src/signing/certificates/portal-ca';
import type { SignatorySubject } from '../../src/signing/certificates/signatory-certificate';
import type { Appearance } from '../../src/signing/pdf/increment';
import { portalSigner, type SigningSession } from '../../src/signing/signer';
import { signField, type SignedField } from '../../src/signing/sign-field';
import { builtInTimestamper, type Timestamper } from '../../src/signing/timestamps/timestamper';

export const CEREMONY = '2026-11-24T07:00:00.000Z';
export const BASE_URL = 'http://localhost:3000';

/** A clock that stands still until it is moved. */
export function testClock(start: Instant = '2026-11-24T09:00:00.000Z'): Clock & { moveTo(instant: Instant): void } {
  let now = start;
  return {
    now: () => now,
    moveTo: (instant) => {
      now = instant;
    },
  };
}

export const newSerial = (): Buffer => {
  const serial = randomBytes(16);
  // Positive and never shorter, so that lengths in tests do not wander.
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  return serial;
};

export const testCa = (organization = 'Testportaal', now: Instant = CEREMONY): PortalCa =>
  createPortalCa({
    now,
    names: {
      organization,
      root: `${organization} root`,
      issuing: `${organization} ondertekenaars`,
      timestamp: `${organization} tijdstempel`,
    },
    baseUrl: BASE_URL,
    newSerial,
  });

export const SIGNATORIES: readonly SignatorySubject[] = [
  {
    name: 'Łukasz van der Wal',
    organisation: 'Gemeente Voorbeeldstad',
    organizationIdentifier: 'NTRNL-12345678',
    mandateReference: 'M-2026-0001',
  },
  {
    name: 'Zoë Jansen',
    organisation: 'Woningstichting (De) Sleutel',
    organizationIdentifier: null,
    mandateReference: 'M-2026-0002',
  },
];

export interface SigningWorld {
  readonly ca: PortalCa;
  readonly clock: ReturnType<typeof testClock>;
  readonly timestamper: Timestamper;
  readonly open: (subject?: SignatorySubject) => Promise<SigningSession>;
  readonly sign: (
    file: Buffer,
    field: string,
    appearance: Appearance,
    other?: Partial<{ session: SigningSession; timestamper: Timestamper | null; name: string }>,
  ) => Promise<SignedField>;
}

/** A portal CA with its own time-stamper and everything needed to sign with it. */
export function signingWorld(ca: PortalCa = testCa(), clock = testClock()): SigningWorld {
  const timestamper = builtInTimestamper(ca.timestamp, { clock, newSerial });
  const signer = portalSigner(ca.issuing, { clock, newSerial, baseUrl: BASE_URL });
  const open = (subject: SignatorySubject = SIGNATORIES[0] ?? fail()): Promise<SigningSession> => signer.open(subject);
  return {
    ca,
    clock,
    timestamper,
    open,
    sign: async (file, field, appearance, other = {}) =>
      signField({
        file,
        field,
        appearance: () => appearance,
        name: SIGNATORIES[0]?.name ?? fail(),
        session: other.session ?? (await open()),
        timestamper,
        clock,
        anchors: [ca.root.certificate],
        tsaAnchors: [ca.root.certificate],
        ...other,
      }),
  };
}

function fail(): never {
  throw new Error('no signatory');
}

export const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
