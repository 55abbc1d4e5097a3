import type { Deps } from '../../deps';
import type { Viewer } from '../../domain/parties';
import { recordDeed } from '../../persistence/audit-entry';
import { updateParty } from '../../persistence/party';
import { changedMeanwhile } from './changed-meanwhile';
import { requirePrintable } from './require-printable';

/** What an organisation changes about itself; name and numbers are the steward's. */
export interface OrganisationDetails {
  /** Town of the statutory seat; null for a municipality. */
  readonly seat: string | null;
  readonly generalMailbox: string;
  readonly telephone: string | null;
}

/** Drafts print the new data; what was offered keeps what it was offered with. Conflict when a colleague changed it since `version`. */
export async function changeOrganisation(
  deps: Pick<Deps, 'db' | 'clock'>,
  viewer: Viewer,
  version: number,
  details: OrganisationDetails,
): Promise<void> {
  requirePrintable([details.seat, details.generalMailbox, details.telephone]);
  const partyId = viewer.party.id;
  await deps.db.transaction(async (trx) => {
    const { generalMailbox, telephone, seat } = details;
    const change =
      viewer.party.kind === 'partner' ? { generalMailbox, telephone, seat } : { generalMailbox, telephone };
    if (!(await updateParty(trx, partyId, version, change)))
      throw await changedMeanwhile(trx, partyId, 'organisation-changed');
    await recordDeed(trx, {
      at: deps.clock.now(),
      kind: 'organisation-changed',
      actorId: viewer.personId,
      actingForId: partyId,
      subjectId: partyId,
      body: { version: version + 1 },
    });
  });
}
