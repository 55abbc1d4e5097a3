import type { Deps } from '../../deps';
import type { Role } from '../../domain/parties';
import { addSeconds, type Id } from '../../domain/time';
import { recordDeed } from '../../persistence/audit-entry';
import type { Trx } from '../../persistence/db';
import { insertInvitation } from '../../persistence/invitation';
import { enqueue } from '../../persistence/outbox';
import { cleanEmail } from '../../persistence/person';
import { rolesInWords } from './mail-words';
import { secretHash } from './secrets';

export interface InviteOrder {
  readonly partyId: Id;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Known of the first person of an organisation, from its registration. */
  readonly functionTitle?: string | null;
  readonly telephone?: string | null;
  /** null: the portal itself, when it admits an organisation. */
  readonly invitedBy: Id | null;
  readonly inviterName: string;
  /** As mails name it: "Gemeente Zutphen". */
  readonly organisation: string;
  readonly template: 'uitnodiging' | 'aanmelding-toegelaten';
}

/** Two weeks, over a holiday of the receiver. */
const VALID_SECONDS = 14 * 24 * 3600;

/** Makes an invitation with a link that works once, its audit entry and its mail. Returns the invitation's id. */
export async function invitePerson(
  trx: Trx,
  deps: Pick<Deps, 'clock' | 'newId' | 'newSecret'> & { readonly config: Pick<Deps['config'], 'baseUrl'> },
  order: InviteOrder,
): Promise<Id> {
  const now = deps.clock.now();
  const id = deps.newId();
  const secret = deps.newSecret();
  const email = cleanEmail(order.email);
  const { partyId, name, roles, invitedBy } = order;
  await insertInvitation(trx, {
    id,
    secretSha256: secretHash(secret),
    partyId,
    email,
    name,
    roles,
    functionTitle: order.functionTitle ?? null,
    telephone: order.telephone ?? null,
    invitedBy,
    createdAt: now,
    expiresAt: addSeconds(now, VALID_SECONDS),
  });
  await recordDeed(trx, {
    at: now,
    kind: 'person-invited',
    actorId: invitedBy,
    actingForId: partyId,
    subjectId: partyId,
    body: { invitationId: id, roles },
  });
  const link = `${deps.config.baseUrl}/uitnodigingen/${secret}`;
  const values =
    order.template === 'uitnodiging'
      ? { inviter: order.inviterName, organisation: order.organisation, roles: rolesInWords(roles), link }
      : { organisation: order.organisation, link };
  const payload = { template: order.template, to: { email, name }, values };
  await enqueue(trx, deps.newId, now, [{ kind: 'mail', dedupeKey: `invitation:${id}`, payload, dueAt: now }]);
  return id;
}
