import type { Deps } from '../../deps';
import { hasLapsed, type Agreement } from '../../domain/agreement';
import type { AuditEntry } from '../../domain/audit';
import { DomainError, notFound } from '../../domain/errors';
import { mandateToSign, type Mandate } from '../../domain/mandates';
import type { Viewer } from '../../domain/parties';
import { amsterdamDay, type Id } from '../../domain/time';
import { agreementsById, offerDraft } from '../../persistence/agreement';
import { recordDeeds } from '../../persistence/audit-entry';
import { insertCeremony } from '../../persistence/ceremony';
import { insertItems, liveItems, type NewItem } from '../../persistence/ceremony-item';
import { takeYearNumbers } from '../../persistence/counter';
import type { Trx } from '../../persistence/db';
import { fileHashes, insertSegment } from '../../persistence/document-segment';
import { mandatesOf } from '../../persistence/mandate';
import { findPerson } from '../../persistence/person';
import { insertSlots, slotsOf } from '../../persistence/signature-slot';
import { announceHandedOver } from '../notifications/ceremony-mails';
import { keepShape } from '../../persistence/template-shape';
import { keepVariant, type NewVariant } from '../../persistence/template-variant';
import { freezeTexts, type FrozenText } from './freeze-text';

export interface PrepareBatch {
  readonly viewer: Viewer;
  readonly agreementIds: readonly Id[];
  readonly signatoryId: Id;
  readonly message: string | null;
}

export interface Batch {
  /** S-2026-000117 */
  readonly ceremonyNumber: string;
  readonly count: number;
}

/**
 * Prepares (klaarzetten) and hands over: freezes the texts of drafts, lists them, with offers that came back, for one
 * signatory. A partner, whose texts are frozen already, lists offers only. What somebody else prepared meanwhile makes
 * the whole batch a conflict: nothing is recorded.
 */
export async function prepareBatch(deps: Deps, command: PrepareBatch): Promise<Batch> {
  const now = deps.clock.now();
  const today = amsterdamDay(now);
  const chosen = await ownAgreements(deps, command);
  const mandates = await mandatesOf(deps.db, command.viewer.party.id);
  const mandate = mandateForAll(chosen, mandates, command.signatoryId, today);
  const returned = await offersHere(deps, command.viewer.party.id, chosen, today);
  const drafts = chosen.filter((agreement) => agreement.status === 'draft');
  const frozen = drafts.length > 0 ? await freezeTexts(deps, command.viewer.party.id, drafts, today) : [];
  const signatory = await findPerson(deps.db, command.signatoryId);
  if (!signatory) throw notFound();

  return deps.db.transaction(async (trx) => {
    const id = deps.newId();
    const [number = ''] = await takeYearNumbers(trx, 'S', today.slice(0, 4));
    const { viewer, message } = command;
    const common = { partyId: viewer.party.id, personId: signatory.id, mandateId: mandate.id };
    await insertCeremony(trx, { id, number, ...common, preparedBy: viewer.personId, preparedAt: now, message });
    const shapes = await keepShapes(trx, deps, frozen);
    for (const text of frozen) await recordOffer(trx, text, shapes(text), now);
    const items = [
      ...frozen.map((text) => ({ agreementId: text.agreement.id, slot: 1, fileSha256: text.baseSha256 })),
      ...returned,
    ];
    await listItems(trx, id, items, chosen);
    const deed = { at: now, actorId: viewer.personId, actingForId: viewer.party.id };
    await recordDeeds(trx, [
      ...frozen.map((text): AuditEntry => ({
        ...deed,
        kind: 'agreements-offered',
        subjectId: text.agreement.id,
        body: { number: text.agreement.number, baseSha256: text.baseSha256 },
      })),
      {
        ...deed,
        kind: 'ceremony-handed-over',
        subjectId: id,
        body: { ceremony: number, count: items.length, signatory: signatory.id, mandate: mandate.id },
      },
    ]);
    const expiries = [...frozen, ...chosen].flatMap(({ expiresOn }) => expiresOn ?? []);
    await announceHandedOver(trx, deps, { number, viewer, signatory, agreements: chosen, expiries });
    return { ceremonyNumber: number, count: items.length };
  });
}

/** What the viewer's organisation may prepare; others' agreements are simply not there. */
async function ownAgreements(deps: Deps, { viewer, agreementIds }: PrepareBatch): Promise<readonly Agreement[]> {
  if (agreementIds.length === 0) throw new DomainError('invalid', 'nothing-selected');
  const found = await agreementsById(deps.db, [...new Set(agreementIds)]);
  const own = found.filter(
    (agreement) =>
      (viewer.party.kind === 'municipality' ? agreement.municipalityId : agreement.partnerId) === viewer.party.id,
  );
  if (own.length === 0) throw notFound();
  const preparable = own.filter(
    (agreement) =>
      agreement.status === 'offered' || (agreement.status === 'draft' && viewer.party.kind === 'municipality'),
  );
  if (preparable.length < own.length) throw new DomainError('conflict', 'changed-meanwhile');
  return preparable;
}

/** One mandate by which this signatory may sign all of these; else a refusal that says for which sectors not. */
function mandateForAll(
  agreements: readonly Agreement[],
  mandates: readonly Mandate[],
  personId: Id,
  day: string,
): Mandate {
  const outside = agreements.filter(({ sectorCode }) => !mandateToSign(mandates, { personId, sectorCode, day }));
  const first = agreements[0];
  const mandate = first && mandateToSign(mandates, { personId, sectorCode: first.sectorCode, day });
  if (outside.length > 0 || !mandate) {
    const holder = mandates.flatMap((one) => one.holders).find((one) => one.personId === personId);
    const sectors = [...new Set(outside.map((agreement) => agreement.sectorCode))].join(', ');
    throw new DomainError('invalid', 'mandate-out-of-scope', {
      name: holder?.name ?? 'Deze persoon',
      sectors,
      count: outside.length,
    });
  }
  return mandate;
}

/** Offers whose next place is this party's and that lie on nobody's list. */
async function offersHere(
  deps: Deps,
  partyId: Id,
  chosen: readonly Agreement[],
  today: string,
): Promise<readonly NewItem[]> {
  const offers = chosen.filter((agreement) => agreement.status === 'offered');
  const ids = offers.map((offer) => offer.id);
  const slots = await slotsOf(deps.db, ids);
  const hashes = await fileHashes(deps.db, ids);
  const busy = new Set((await liveItems(deps.db, ids)).map((item) => item.agreementId));
  return offers.map((offer) => {
    const next = slots.get(offer.id)?.find((slot) => !slot.signed);
    const fileSha256 = hashes.get(offer.id);
    if (!next || next.partyId !== partyId || !fileSha256 || busy.has(offer.id) || hasLapsed(offer, today))
      throw new DomainError('conflict', 'changed-meanwhile');
    return { agreementId: offer.id, slot: next.slot, fileSha256 };
  });
}

/** Stores variants that are new, and gives the id of each. */
async function keepVariants(trx: Trx, texts: readonly FrozenText[]): Promise<ReadonlyMap<NewVariant, Id>> {
  const ids = new Map<NewVariant, Id>();
  for (const variant of new Set(texts.map((text) => text.variant))) {
    const standing = await keepVariant(trx, variant);
    // Another release of the program compiled it a moment ago, with other bytes.
    if (standing.prefixSha256 !== variant.prefixSha256) throw new DomainError('conflict', 'changed-meanwhile');
    ids.set(variant, standing.id);
  }
  return ids;
}

/** The same for shapes, with the variants that they belong to. */
async function keepShapes(
  trx: Trx,
  { newId }: Pick<Deps, 'newId'>,
  texts: readonly FrozenText[],
): Promise<(text: FrozenText) => Id> {
  const variants = await keepVariants(trx, texts);
  const ids = new Map<string, Id>();
  const keyOf = ({ variant, shape }: FrozenText): string => `${variant.id} ${shape.sha256}`;
  for (const text of texts) {
    const { variant, shape } = text;
    if (ids.has(keyOf(text))) continue;
    const variantId = variants.get(variant) ?? variant.id;
    ids.set(keyOf(text), await keepShape(trx, { id: newId(), variantId, ...shape }));
  }
  return (text) => {
    const id = ids.get(keyOf(text));
    if (id === undefined) throw new Error('a shape that was not kept');
    return id;
  };
}

async function recordOffer(trx: Trx, text: FrozenText, shapeId: Id, now: string): Promise<void> {
  const { agreement, facts, baseSha256, templateVersionId, expiresOn } = text;
  const offer = {
    templateVersionId,
    shapeId,
    facts,
    baseSha256,
    verificationCode: text.verificationCode,
    offeredAt: now,
    expiresOn,
  };
  const offered = await offerDraft(trx, agreement.id, agreement.version, offer);
  if (!offered) throw new DomainError('conflict', 'changed-meanwhile');
  await insertSlots(trx, agreement.id, text.slots);
  const segment = { agreementId: agreement.id, ordinal: 0, kind: 'tail' as const, bytes: text.tail };
  await insertSegment(trx, { ...segment, fileLength: text.baseLength, fileSha256: baseSha256, recordedAt: now });
}

/** In the order of their numbers; the index on live items refuses what a colleague listed a moment ago. */
async function listItems(
  trx: Trx,
  ceremonyId: Id,
  items: readonly NewItem[],
  chosen: readonly Agreement[],
): Promise<void> {
  const order = new Map(chosen.map((agreement) => [agreement.id, agreement.number]));
  const sorted = [...items].sort((a, b) =>
    (order.get(a.agreementId) ?? '').localeCompare(order.get(b.agreementId) ?? ''),
  );
  const busy = await liveItems(
    trx,
    sorted.map((item) => item.agreementId),
  );
  if (busy.length > 0) throw new DomainError('conflict', 'changed-meanwhile');
  await insertItems(trx, ceremonyId, sorted);
}
