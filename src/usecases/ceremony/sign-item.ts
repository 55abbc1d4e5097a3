import type { Deps } from '../../deps';
import { appearanceOf } from '../../documents';
import type { Ceremony, MandateFacts } from '../../domain/ceremony';
import type { Id } from '../../domain/time';
import { findParty } from '../../persistence/party';
import { SigningError } from '../../signing/errors';
import { signKnown, type SignedField } from '../../signing/sign-field';
import type { SigningSession } from '../../signing/signer';
import type { OpenItem } from './open-items';

/** By ceremony and mandate: one key pair and one-hour certificate for each. They live here and nowhere else. */
export type Sessions = Map<string, Promise<SigningSession>>;

/** The file with the new signature. */
export interface SignedFile {
  readonly ordinal: number;
  readonly fileLength: number;
  readonly fileSha256: string;
}

export interface SignedItem {
  readonly kind: 'signed';
  readonly signed: SignedField;
  readonly after: SignedFile;
  readonly mandate: MandateFacts;
  readonly sectorCode: string;
  readonly isLast: boolean;
}

/** Signs one document in one prepared place. Touches no row. Throws TimestampError when no time-stamp is to be had. */
export async function signItem(
  deps: Deps,
  ceremony: Ceremony,
  { file, ordinal, slot, mandate, sectorCode, isLast }: OpenItem,
  sessions: Sessions,
): Promise<SignedItem> {
  const sign = (session: SigningSession): Promise<SignedField> =>
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
  const signed = await withSession(deps, ceremony, mandate, sessions, sign);
  const after = {
    ordinal: ordinal + 1,
    fileLength: file.prefix.length + file.rest.length + signed.increment.length,
    fileSha256: file.hash.copy().update(signed.increment).digest('hex'),
  };
  return { kind: 'signed', signed, after, mandate, sectorCode, isLast };
}

/** A certificate lives an hour; work that lasts longer, or goes on after a night, gets a new one under the same consent. */
async function withSession(
  deps: Deps,
  ceremony: Ceremony,
  mandate: MandateFacts,
  sessions: Sessions,
  sign: (session: SigningSession) => Promise<SignedField>,
): Promise<SignedField> {
  const key = `${ceremony.id} ${mandate.mandateId}`;
  const open = (): Promise<SigningSession> => {
    const opened = openSession(deps, ceremony.partyId, mandate);
    sessions.set(key, opened);
    // What could not be opened is opened anew by whoever comes next.
    opened.catch(() => sessions.get(key) === opened && sessions.delete(key));
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
