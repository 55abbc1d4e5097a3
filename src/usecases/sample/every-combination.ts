import { appearanceOf, composeAgreement, renderAgreementPdf, type Template } from '../../documents';
import { ARCHIVE_FIELD } from '../../documents/layout/page';
import { addSeconds, amsterdamDay, type Clock, type Instant } from '../../domain/time';
import type { PortalCa } from '../../signing/certificates/portal-ca';
import { closeArchive, nothingToFetch } from '../../signing/close-archive';
import { readPkcs12, sealSigner } from '../../signing/pkcs12';
import { knowFile, knowPrefix } from '../../signing/known-file';
import { signKnown, type FieldSigning, type SignedField } from '../../signing/sign-field';
import { portalSigner, type Signer } from '../../signing/signer';
import { builtInTimestamper, type Timestamper } from '../../signing/timestamps/timestamper';
import type { Level } from '../../signing/verify/report';
import { newPortalCa, newSerial } from '../keys/make-portal-keys';
import { inventFacts } from './invent-facts';
import { inventSeal, type InventedSeal } from './invent-seal';
import {
  INVENTED_ADDRESSES,
  inventedProof,
  inventedTimestamper,
  inventTimestampAuthority,
  type InventedTimestampAuthority,
} from './invent-timestamp-authority';

export interface Combination {
  /** Name of the file, without its ending. */
  readonly name: string;
  readonly level: Level;
  readonly slots: number;
  readonly bytes: Buffer;
  /** Names of the anchors under which it passes. */
  readonly trust: readonly string[];
  readonly expected: Expected;
}

/** What independent validators must say of it, with nothing but the file and its anchors. */
interface Expected {
  readonly dss: 'TOTAL-PASSED' | 'INDETERMINATE';
  readonly pyhanko: 'passed' | 'failed';
  readonly verapdf: 'passed';
}

export interface Combinations {
  /** Certificates, DER, by name. */
  readonly anchors: ReadonlyMap<string, Buffer>;
  readonly made: readonly Combination[];
}

const DAY = 86_400;
const MINUTE = 60;
const BASE_URL = 'http://localhost:3000';
const LEVELS: readonly Level[] = ['B-B', 'B-T', 'B-LT', 'B-LTA'];
const SEALS = { 'rsa-2048': 2048, 'rsa-3072': 3072 } as const;
/** Who signs, and for the last kind who stamps: everywhere else it is the portal's own time-stamper. */
type Kind = 'portal' | keyof typeof SEALS | 'tsa';
const KINDS: readonly Kind[] = ['portal', 'rsa-2048', 'rsa-3072', 'tsa'];

/** When the places are signed, and when the archive is closed. */
interface Pace {
  readonly name: string;
  readonly signedAt: (place: number, slots: number) => Instant;
  readonly closedAt: Instant;
}

/**
 * Two to five places, signed on one day (a moment before `now`, so that the certificates live) or on different days (from
 * sixty days before, so that they have expired), at each level, by the portal's certificates and by the seals of
 * organisations; and, for two places, stamped by an authority outside, whose root is its own.
 */
export async function everyCombination(template: Template, now: Instant): Promise<Combinations> {
  const paces: readonly Pace[] = [
    {
      name: 'one-day',
      signedAt: (place, slots) => addSeconds(now, -2 * MINUTE * (slots - place + 1)),
      closedAt: addSeconds(now, -MINUTE),
    },
    {
      name: 'different-days',
      signedAt: (place) => addSeconds(now, (10 * place - 60) * DAY),
      closedAt: addSeconds(now, -2 * DAY),
    },
  ];
  const began = addSeconds(now, -90 * DAY);
  const ca = newPortalCa(began, BASE_URL);
  const seals = new Map(Object.entries(SEALS).map(([kind, bits]) => [kind, inventSeal(bits, began)]));
  const outside = inventTimestampAuthority(began, INVENTED_ADDRESSES);
  const made: Combination[] = [];
  for (const slots of [2, 3, 4, 5]) {
    for (const pace of paces) {
      for (const kind of slots === 2 ? KINDS : KINDS.filter((each) => each !== 'tsa'))
        made.push(
          ...(await levelsOf({
            template,
            ca,
            seal: seals.get(kind) ?? null,
            outside: kind === 'tsa' ? outside : null,
            kind,
            pace,
            slots,
          })),
        );
    }
  }
  const anchors = new Map([
    ['ca', ca.root.certificate],
    ['tsa', outside.root.certificate],
    ...[...seals].map(([kind, { root }]) => [kind, root] as const),
  ]);
  return { anchors, made };
}

interface Wanted {
  readonly template: Template;
  readonly ca: PortalCa;
  readonly seal: InventedSeal | null;
  readonly outside: InventedTimestampAuthority | null;
  readonly kind: Kind;
  readonly pace: Pace;
  readonly slots: number;
}

/** The four levels of one agreement. The municipality signs by the portal, its counterpart by its seal if it has one. */
async function levelsOf(wanted: Wanted): Promise<readonly Combination[]> {
  const { ca, seal, outside, kind, pace, slots } = wanted;
  const anchors = [ca.root.certificate, ...(seal ? [seal.root] : [])];
  const facts = inventFacts(slots, amsterdamDay(pace.signedAt(0, slots)));
  const base = Buffer.from(renderAgreementPdf(composeAgreement(wanted.template, facts)));
  const crls = [ca.root.crl, ...(seal ? [seal.crl] : [])];
  const sign = async (stamped: boolean): Promise<Buffer> => {
    let file = base;
    for (let place = 0; place < slots; place++) {
      const result = await signPlace(wanted, file, place, stamped);
      if (result.crl) crls.push(result.crl);
      file = Buffer.concat([file, result.increment]);
    }
    return file;
  };
  const stamped = await sign(true);
  const clock = { now: () => pace.closedAt };
  const closed = await closeArchive({
    file: stamped,
    field: ARCHIVE_FIELD,
    timestamper: timestamperOf(wanted, clock),
    clock,
    anchors,
    tsaAnchors: [(outside ?? ca).root.certificate],
    crls,
    fetchProof: outside ? () => Promise.resolve(inventedProof(outside, pace.closedAt)) : nothingToFetch,
  });
  const proven = Buffer.concat([stamped, closed.dss ?? Buffer.alloc(0)]);
  const files = [await sign(false), stamped, proven, Buffer.concat([proven, closed.timestamp])];
  return LEVELS.map((level, index) => ({
    name: `${slots}-${pace.name}-${kind}-${level}`,
    level,
    slots,
    bytes: files[index] ?? base,
    trust: kind === 'portal' ? ['ca'] : ['ca', kind],
    expected: expectedOf(level, pace.name),
  }));
}

const timestamperOf = ({ ca, outside }: Wanted, clock: Clock): Timestamper =>
  outside ? inventedTimestamper(outside, clock) : builtInTimestamper(ca.timestamp, { clock, newSerial });

function signPlace(wanted: Wanted, file: Buffer, place: number, stamped: boolean): Promise<SignedField> {
  const { ca, seal, outside, pace, slots } = wanted;
  const clock = { now: () => pace.signedAt(place, slots) };
  const portal = portalSigner(ca.issuing, { clock, newSerial, baseUrl: BASE_URL });
  const signer = seal && place > 0 ? sealSigner(readPkcs12(seal.p12, seal.password)) : portal;
  return signPlaceAs(signer, {
    file,
    place,
    clock,
    timestamper: stamped ? timestamperOf(wanted, clock) : null,
    anchors: [ca.root.certificate, ...(seal ? [seal.root] : [])],
    tsaAnchors: [(outside ?? ca).root.certificate],
  });
}

type Place = Pick<FieldSigning, 'file' | 'clock' | 'timestamper' | 'anchors' | 'tsaAnchors'> & {
  readonly place: number;
};

async function signPlaceAs(signer: Signer, { place, file, ...of }: Place): Promise<SignedField> {
  const name = PEOPLE[place] ?? '';
  const organisation = place === 0 ? 'Gemeente Voorbeeldstad' : 'Denkbeeld Energie B.V.';
  const session = await signer.open({
    name,
    organisation,
    organizationIdentifier: place === 0 ? null : 'NTRNL-99000001',
    mandateReference: `M-2026-000${place + 1}`,
  });
  // Without time-stamps the first signatures of different days have expired when the last is made: only the new one is judged.
  return signKnown(knowFile(knowPrefix(Buffer.alloc(0)), file), {
    ...of,
    field: `Plaats${place + 1}`,
    appearance: (at) =>
      appearanceOf({
        name,
        functionTitle: place === 0 ? 'wethouder schuldhulpverlening' : 'bestuurder',
        onBehalfOf:
          place === 0 ? 'het college van burgemeester en wethouders van de gemeente Voorbeeldstad' : organisation,
        at,
      }),
    name,
    session,
  });
}

const PEOPLE = ['Zoë de Vries', 'J. Łukasz-Peeters', 'Noémie d’Hondt', 'Çağla Yılmaz', 'K. van der Straßen'];

/** Without proof in the file no validator can know offline that a certificate was not withdrawn. */
function expectedOf(level: Level, pace: string): Expected {
  const proven = level === 'B-LT' || level === 'B-LTA';
  return {
    dss: proven ? 'TOTAL-PASSED' : 'INDETERMINATE',
    // A time-stamp shows it that the certificate was still valid.
    pyhanko: level !== 'B-B' || pace === 'one-day' ? 'passed' : 'failed',
    verapdf: 'passed',
  };
}
