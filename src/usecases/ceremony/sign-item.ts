import type { Deps } from '../../deps';
import { appearanceOf } from '../../documents';
import type { Ceremony, CeremonyItem, MandateFacts } from '../../domain/ceremony';
import { mandateToSign } from '../../domain/mandates';
import { amsterdamDay, type Id } from '../../domain/time';
import { agreementsById } from '../../persistence/agreement';
import { fileOf, type StoredFile } from '../../persistence/document-segment';
import { mandatesOf } from '../../persistence/mandate';
import { findParty } from '../../persistence/party';
import { slotsOf } from '../../persistence/signature-slot';
import { SigningError } from '../../signing/errors';
import { signField, type SignedField } from '../../signing/sign-field';
import type { SigningSession } from '../../signing/signer';

/** By ceremony and mandate: one key pair and one-hour certificate for each. */
export type OpenSessions = Map<string, SigningSession>;

export type ItemResult =
  | {
      readonly kind: 'signed';
      readonly signed: SignedField;
      readonly file: StoredFile;
      readonly mandate: MandateFacts;
      readonly isLast: boolean;
    }
  /** The agreement is no longer what was agreed to. */
  | { readonly kind: 'conflict'; readonly reason: 'withdrawn' | 'document-changed' }
  /** The mandate was taken back after the button was pressed, or the document cannot be signed. */
  | { readonly kind: 'refused'; readonly reason: 'mandate-ended' | 'fault' };

/** Signs one document in one prepared place. Touches no row. Throws TimestampError when no time-stamp is to be had. */
export async function signItem(
  deps: Deps,
  ceremony: Ceremony,
  item: CeremonyItem,
  sessions: OpenSessions,
): Promise<ItemResult> {
  const [agreement] = await agreementsById(deps.db, [item.agreementId]);
  const slots = (await slotsOf(deps.db, [item.agreementId])).get(item.agreementId) ?? [];
  const open = slots.filter((slot) => !slot.signed);
  const slot = open.find((one) => one.slot === item.slot);
  if (agreement?.status !== 'offered' || !slot || open[0] !== slot) return { kind: 'conflict', reason: 'withdrawn' };
  const file = await fileOf(deps.db, item.agreementId);
  if (!file || file.sha256 !== item.fileSha256) return { kind: 'conflict', reason: 'document-changed' };
  const mandate = ceremony.mandateFacts?.[agreement.sectorCode];
  const held = mandateToSign(await mandatesOf(deps.db, ceremony.partyId), {
    personId: ceremony.personId,
    sectorCode: agreement.sectorCode,
    day: amsterdamDay(ceremony.consentedAt ?? deps.clock.now()),
  });
  if (!mandate || held?.id !== mandate.mandateId) return { kind: 'refused', reason: 'mandate-ended' };

  const sign = async (session: SigningSession): Promise<SignedField> =>
    signField({
      file: file.bytes,
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
      anchors: deps.trust.anchors,
      tsaAnchors: deps.trust.tsaAnchors,
    });
  const signed = await withSession(deps, ceremony, mandate, sessions, sign);
  return { kind: 'signed', signed, file, mandate, isLast: open.length === 1 };
}

/** A certificate lives an hour; work that lasts longer, or goes on after a night, gets a new one under the same consent. */
async function withSession(
  deps: Deps,
  ceremony: Ceremony,
  mandate: MandateFacts,
  sessions: OpenSessions,
  sign: (session: SigningSession) => Promise<SignedField>,
): Promise<SignedField> {
  const key = `${ceremony.id} ${mandate.mandateId}`;
  const held = sessions.get(key);
  if (held) {
    try {
      return await sign(held);
    } catch (error) {
      if (!(error instanceof SigningError) || error.code !== 'outside-certificate-validity') throw error;
    }
  }
  const fresh = await openSession(deps, ceremony.partyId, mandate);
  sessions.set(key, fresh);
  return sign(fresh);
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
