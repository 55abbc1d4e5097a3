import type { Deps } from '../../deps';
import type { Agreement } from '../../domain/agreement';
import type { Ceremony } from '../../domain/ceremony';
import type { MailOrder, OutboxOrder } from '../../domain/outbox';
import type { Viewer } from '../../domain/parties';
import { addDays, amsterdamDay, type Day, type Id } from '../../domain/time';
import type { Trx } from '../../persistence/db';
import { membersOf } from '../../persistence/membership';
import { enqueue } from '../../persistence/outbox';
import { findParty } from '../../persistence/party';
import { findPerson } from '../../persistence/person';
import { sectorCounts } from './sector-counts';

type Needs = Pick<Deps, 'clock' | 'newId' | 'config'>;
type Receiver = MailOrder['to'];

interface HandedOver {
  readonly number: string;
  readonly viewer: Viewer;
  readonly signatory: { readonly id: Id; readonly email: string; readonly name: string };
  readonly agreements: readonly Agreement[];
  /** The first day without, of each of them. */
  readonly expiries: readonly Day[];
}

/** A list lies ready: at once, to the signatory and the organisation's shared mailbox. */
export async function announceHandedOver(
  trx: Trx,
  deps: Needs,
  { number, viewer, signatory, agreements, expiries }: HandedOver,
): Promise<void> {
  const today = amsterdamDay(deps.clock.now());
  const shared = await sharedMailbox(trx, viewer.party.id);
  const values = {
    count: agreements.length,
    session: number,
    preparedBy: viewer.name,
    organisation: viewer.party.name,
    partyKind: viewer.party.kind,
    sectors: await sectorCounts(
      trx,
      agreements.map(({ sectorCode }) => sectorCode),
    ),
    // The last day on which all of them can be signed.
    until: addDays([...expiries].sort()[0] ?? today, -1),
    shared: shared.length,
    link: `${deps.config.baseUrl}/ondertekensessies/${number}`,
  };
  const receivers = [{ email: signatory.email, name: signatory.name }, ...shared];
  await mail(trx, deps, 'wacht-op-handtekening', `handed-over ${number}`, receivers, values);
}

/** The consent of a list ran out before its time-stamps came: the signatory is asked again. */
export async function announceConsentExpired(
  trx: Trx,
  deps: Needs,
  { ceremony, number, count }: { readonly ceremony: Ceremony; readonly number: string; readonly count: number },
): Promise<void> {
  const values = { count, session: ceremony.number, link: `${deps.config.baseUrl}/ondertekensessies/${number}` };
  const person = await findPerson(trx, ceremony.personId);
  if (person) await mail(trx, deps, 'toestemming-vervallen', `consent-expired ${number}`, [person], values);
}

/** Agreements came back from the signatory to who prepared them, or to the contacts when that person left. */
export async function announceSentBack(
  trx: Trx,
  deps: Needs,
  of: { readonly ceremony: Ceremony; readonly count: number; readonly reason: string; readonly by: Viewer },
): Promise<void> {
  const { ceremony, count, reason, by } = of;
  const preparer = (await membersOf(trx, ceremony.partyId)).find(({ personId }) => personId === ceremony.preparedBy);
  const receivers = preparer ? [preparer] : await contactsOf(trx, ceremony.partyId);
  const values = { count, session: ceremony.number, by: by.name, reason, link: `${deps.config.baseUrl}/klaarzetten` };
  await mail(trx, deps, 'teruggestuurd', `sent-back ${ceremony.number} ${ceremony.version}`, receivers, values);
}

/** One mail for each agreement to its other party, with the reason. */
export async function announceDeclined(
  trx: Trx,
  deps: Needs,
  of: { readonly agreements: readonly Agreement[]; readonly by: Viewer; readonly reason: string },
): Promise<void> {
  for (const agreement of of.agreements) {
    const otherId = agreement.municipalityId === of.by.party.id ? agreement.partnerId : agreement.municipalityId;
    const values = {
      number: agreement.number,
      by: of.by.party.name,
      reason: of.reason,
      link: `${deps.config.baseUrl}/overeenkomsten/${agreement.number}`,
    };
    await mail(trx, deps, 'geweigerd', `declined ${agreement.number}`, await contactsOf(trx, otherId), values);
  }
}

/** Contacts and admins of an organisation, and its shared mailbox. */
export async function contactsOf(trx: Trx, partyId: Id): Promise<readonly Receiver[]> {
  const contacts = (await membersOf(trx, partyId)).filter((member) =>
    member.roles.some((role) => role === 'contact' || role === 'admin'),
  );
  return [...contacts.map(({ email, name }) => ({ email, name })), ...(await sharedMailbox(trx, partyId))];
}

async function sharedMailbox(trx: Trx, partyId: Id): Promise<readonly Receiver[]> {
  const party = await findParty(trx, partyId);
  return party?.generalMailbox ? [{ email: party.generalMailbox, name: null }] : [];
}

/** One order for each address: a person who is also the shared mailbox gets one. */
async function mail(
  trx: Trx,
  deps: Needs,
  template: MailOrder['template'],
  event: string,
  receivers: readonly Receiver[],
  values: MailOrder['values'],
): Promise<void> {
  const now = deps.clock.now();
  const unique = new Map(receivers.map(({ email, name }) => [email.toLowerCase(), { email, name }]));
  const orders = [...unique].map(([address, to]): OutboxOrder => ({
    kind: 'mail',
    dedupeKey: `${event} ${address}`,
    payload: { template, to, values },
    dueAt: now,
  }));
  await enqueue(trx, deps.newId, now, orders);
}
