import type { Deps } from '../../deps';
import { appearanceOf } from '../../documents';
import type { Ceremony, CeremonyItem, MandateFacts } from '../../domain/ceremony';
import { mandateToSign, type Mandate } from '../../domain/mandates';
import { amsterdamDay, type Id } from '../../domain/time';
import { agreementsById } from '../../persistence/agreement';
import { prefixOf, segmentsOf } from '../../persistence/document-segment';
import { mandatesOf } from '../../persistence/mandate';
import { findParty } from '../../persistence/party';
import { slotsOf } from '../../persistence/signature-slot';
import { SigningError } from '../../signing/errors';
import { knowFile, knowPrefix, type KnownPrefix } from '../../signing/known-file';
import { signKnown, type SignedField } from '../../signing/sign-field';
import type { SigningSession } from '../../signing/signer';

/** What a worker keeps between items; it lives there and nowhere else. */
export interface Desk {
  /** By ceremony and mandate: one key pair and one-hour certificate for each. */
  readonly sessions: Map<string, Promise<SigningSession>>;
  /** By variant: the first bytes that its documents share. */
  readonly prefixes: Map<Id, KnownPrefix>;
}

/** The file with the new signature. */
export interface SignedFile {
  readonly ordinal: number;
  readonly fileLength: number;
  readonly fileSha256: string;
}

export type ItemResult =
  | {
      readonly kind: 'signed';
      readonly signed: SignedField;
      readonly after: SignedFile;
      readonly mandate: MandateFacts;
      readonly sectorCode: string;
      readonly isLast: boolean;
    }
  /** The agreement is no longer what was agreed to. */
  | { readonly kind: 'conflict'; readonly reason: 'withdrawn' | 'document-changed' }
  /** The mandate was taken back after the button was pressed, or the document cannot be signed. */
  | { readonly kind: 'refused'; readonly reason: 'mandate-ended' | 'fault' };

/** Signs one document in one prepared place. Touches no row. Throws TimestampError when no time-stamp is to be had. */
export async function signItem(deps: Deps, ceremony: Ceremony, item: CeremonyItem, desk: Desk): Promise<ItemResult> {
  const [agreement] = await agreementsById(deps.db, [item.agreementId]);
  const slots = (await slotsOf(deps.db, [item.agreementId])).get(item.agreementId) ?? [];
  const open = slots.filter((slot) => !slot.signed);
  const slot = open.find((one) => one.slot === item.slot);
  if (agreement?.status !== 'offered' || !slot || open[0] !== slot) return { kind: 'conflict', reason: 'withdrawn' };
  const stored = await segmentsOf(deps.db, item.agreementId);
  if (stored?.sha256 !== item.fileSha256) return { kind: 'conflict', reason: 'document-changed' };
  const file = knowFile(await prefixFor(deps, stored.variantId, desk), stored.rest);
  // Only bytes that were verified when they were stored are signed without verifying them again.
  if (file.hash.copy().digest('hex') !== item.fileSha256) return { kind: 'refused', reason: 'fault' };
  const mandate = mandateUsed(ceremony, await mandatesOf(deps.db, ceremony.partyId), agreement.sectorCode);
  if (!mandate) return { kind: 'refused', reason: 'mandate-ended' };

  const sign = async (session: SigningSession): Promise<SignedField> =>
    signKnown(file, {
      field: slot.fieldName,
      appearance: (at) =>
        appearanceOf({
          name: mandate.holderName,
          functionTitle: mandate.office,
          onBehalfOf: onBehalfOf(slot.seat, mandate.partyName),
          at,
        }),
      name: mandate.holderName,
      session,
      timestamper: deps.timestamper,
      clock: deps.clock,
      ...deps.trust,
    });
  const signed = await withSession(deps, ceremony, mandate, desk, sign);
  const after = {
    ordinal: stored.ordinal + 1,
    fileLength: file.prefix.length + file.rest.length + signed.increment.length,
    fileSha256: file.hash.copy().update(signed.increment).digest('hex'),
  };
  return { kind: 'signed', signed, after, mandate, sectorCode: agreement.sectorCode, isLast: open.length === 1 };
}

/** The mandate that was frozen with the consent, if it still stands; null when it was taken back since. */
export function mandateUsed(
  { personId, mandateFacts, consentedAt }: Ceremony,
  mandates: readonly Mandate[],
  sectorCode: string,
): MandateFacts | null {
  const frozen = mandateFacts?.[sectorCode];
  if (!frozen || consentedAt === null) return null;
  const held = mandateToSign(mandates, { personId, sectorCode, day: amsterdamDay(consentedAt) });
  return held?.id === frozen.mandateId ? frozen : null;
}

async function prefixFor(deps: Deps, variantId: Id, desk: Desk): Promise<KnownPrefix> {
  const known = desk.prefixes.get(variantId) ?? knowPrefix(await prefixOf(deps.db, variantId));
  desk.prefixes.set(variantId, known);
  return known;
}

/** A certificate lives an hour; work that lasts longer, or goes on after a night, gets a new one under the same consent. */
async function withSession(
  deps: Deps,
  ceremony: Ceremony,
  mandate: MandateFacts,
  { sessions }: Desk,
  sign: (session: SigningSession) => Promise<SignedField>,
): Promise<SignedField> {
  const key = `${ceremony.id} ${mandate.mandateId}`;
  const open = (): Promise<SigningSession> => {
    const opened = openSession(deps, ceremony.partyId, mandate);
    sessions.set(key, opened);
    // What could not be opened is opened anew by whoever comes next.
    opened.catch(() => sessions.delete(key));
    return opened;
  };
  const held = sessions.get(key);
  if (!held) return sign(await open());
  try {
    return await sign(await held);
  } catch (error) {
    if (!(error instanceof SigningError) || error.code !== 'outside-certificate-validity') throw error;
  }
  // Of several that find it too old, the first opens another.
  const current = sessions.get(key);
  return sign(await (current && current !== held ? current : open()));
}

async function openSession(deps: Deps, partyId: Id, mandate: MandateFacts): Promise<SigningSession> {
  const party = await findParty(deps.db, partyId);
  return deps.signer.open({
    name: mandate.holderName,
    organisation: party?.kind === 'municipality' ? `Gemeente ${mandate.partyName}` : mandate.partyName,
    organizationIdentifier: party?.kvk ? `NTRNL-${party.kvk}` : null,
    mandateReference: `mandaat ${mandate.mandateId}`,
  });
}

function onBehalfOf(seat: string, partyName: string): string {
  return seat === 'municipality'
    ? `het college van burgemeester en wethouders van de gemeente ${partyName}`
    : partyName;
}
