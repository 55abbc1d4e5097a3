import { createHash } from 'node:crypto';
import type { Deps } from '../../deps';
import type { DigestOrder, MailOrder } from '../../domain/outbox';
import { addSeconds, amsterdamDay, type Id } from '../../domain/time';
import type { Mail } from '../../outside/mailer';
import { completeOrder, enqueue, leaseOrders, postponeOrder, type DueOrder } from '../../persistence/outbox';
import { findParty } from '../../persistence/party';
import { digestLines } from '../../persistence/read/digest';
import { completeArchive } from '../archive/complete-archive';
import { contactsOf } from './ceremony-mails';
import { htmlMail, plainMail } from './dress-mail';
import { fillMail } from './mail-text';
import { sectorCounts } from './sector-counts';

/** After this many tries a mail is given up and shown to a steward: about two days. */
const MAX_ATTEMPTS = 12;

/** Sends what the outbox owes by now. Returns how many orders it took. A mail sent twice after a crash carries the same Message-ID. */
export async function deliver(deps: Deps, texts: ReadonlyMap<string, string>, owner: Id): Promise<number> {
  const began = deps.clock.now();
  const orders = await leaseOrders(deps.db, owner, began);
  for (const order of orders) {
    // What slow servers outside left no time for is taken again when its lease of a minute is over, by one worker.
    if (deps.clock.now() > addSeconds(began, 50)) break;
    try {
      await deliverOne(deps, texts, order);
    } catch (error) {
      const now = deps.clock.now();
      // A document is never given up: its proof must be complete, however late.
      const giveUp = order.attempts >= MAX_ATTEMPTS && order.task.kind !== 'complete-archive';
      deps.log.error({ err: error, order: order.id, attempts: order.attempts, giveUp }, 'an order was not carried out');
      const dueAt = giveUp ? null : addSeconds(now, Math.min(6 * 3600, 30 * 2 ** Math.min(order.attempts, 12)));
      await postponeOrder(deps.db, order.id, now, dueAt, error instanceof Error ? error.message : String(error));
    }
  }
  return orders.length;
}

async function deliverOne(deps: Deps, texts: ReadonlyMap<string, string>, order: DueOrder): Promise<void> {
  switch (order.task.kind) {
    case 'mail':
      await deps.mailer.send(compose(deps, texts, order.task.payload, order.dedupeKey));
      await completeOrder(deps.db, order.id, deps.clock.now());
      return;
    case 'digest':
      await unfold(deps, order, order.task.payload);
      return;
    case 'complete-archive':
      await completeArchive(deps, order.task.payload.agreementId);
      await completeOrder(deps.db, order.id, deps.clock.now());
      return;
  }
}

/** A digest becomes one mail for each contact, in one transaction with its own completion. */
async function unfold(deps: Deps, order: DueOrder, digest: DigestOrder): Promise<void> {
  const now = deps.clock.now();
  await deps.db.transaction(async (trx) => {
    const lines = await digestLines(trx, digest.topic, digest.partyId, {
      since: digest.since,
      today: amsterdamDay(now),
    });
    const party = await findParty(trx, digest.partyId);
    const first = lines[0];
    if (party && first) {
      const path =
        digest.topic === 'van-kracht'
          ? lines.length === 1
            ? `overeenkomsten/${first.number}`
            : 'overeenkomsten'
          : 'klaarzetten';
      const values = {
        count: lines.length,
        number: first.number,
        organisation: party.name,
        sectors: await sectorCounts(
          trx,
          lines.map(({ sectorCode }) => sectorCode),
        ),
        link: `${deps.config.baseUrl}/${path}`,
      };
      const orders = (await contactsOf(trx, party.id)).map((to) => ({
        kind: 'mail' as const,
        dedupeKey: `${order.dedupeKey} ${to.email.toLowerCase()}`,
        payload: { template: digest.topic, to, values },
        dueAt: now,
      }));
      await enqueue(trx, deps.newId, now, orders);
    }
    await completeOrder(trx, order.id, now);
  });
}

/** The finished mail. Throws when the template is missing or asks for a value that the order lacks. */
export function compose(
  deps: Pick<Deps, 'config' | 'clock'>,
  texts: ReadonlyMap<string, string>,
  order: MailOrder,
  key: string,
): Mail {
  const source = texts.get(order.template);
  if (source === undefined) throw new Error(`there is no mail text "${order.template}"`);
  const text = fillMail(source, order.values);
  const { host } = new URL(deps.config.baseUrl);
  const dressing = {
    greeting: order.to.name === null ? 'Beste collega,' : `Beste ${order.to.name},`,
    link: String(order.values['link'] ?? deps.config.baseUrl),
    host,
    demonstration: deps.config.demonstration,
  };
  const digest = createHash('sha256').update(`${order.template} ${key}`).digest('hex').slice(0, 32);
  return {
    to: order.to.email,
    subject: text.subject,
    text: plainMail(text, dressing),
    html: htmlMail(text, dressing),
    messageId: `<${digest}@${host.replace(/:\d+$/, '')}>`,
    date: deps.clock.now(),
  };
}
