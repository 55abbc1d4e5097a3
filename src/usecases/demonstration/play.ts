import type { Deps } from '../../deps';
import type { Agreement } from '../../domain/agreement';
import { manifestHash } from '../../domain/ceremony';
import { addSeconds } from '../../domain/time';
import { totpCode } from '../../outside/totp';
import { agreementsById, agreementsOfParty } from '../../persistence/agreement';
import { findCeremony } from '../../persistence/ceremony';
import { itemsOf } from '../../persistence/ceremony-item';
import { findParty } from '../../persistence/party';
import { completeArchive } from '../archive/complete-archive';
import { carryOut, newWorker } from '../ceremony/carry-out';
import { sendBack } from '../ceremony/change-list';
import { prepareBatch } from '../ceremony/prepare-batch';
import { manifestOf, signBatch } from '../ceremony/sign-batch';
import { declineAgreements } from '../lifecycle/decline-agreements';
import { staffOfParty } from './people';
import { depsAt, partyOf, playerOf, type Player, type Stage } from './stage';

// What people did, through the use cases by which everybody does it.

/** The contact prepares the agreements with these counterparts and hands them over; the list is called `list` from now on. */
export async function handOver(
  stage: Stage,
  deps: Deps,
  list: string,
  own: string,
  others: readonly string[],
  message: string | null = null,
): Promise<void> {
  const staff = staffOfParty(own);
  const viewer = playerOf(stage, staff.contact.email);
  const agreements = await openWith(stage, deps, viewer, others);
  const batch = await prepareBatch(deps, {
    viewer,
    agreementIds: agreements.map(({ id }) => id),
    signatoryId: playerOf(stage, staff.signatory.email).personId,
    message,
  });
  stage.numbers.set(list, batch.ceremonyNumber);
}

/** The signatory presses the button, and everything is carried out. */
export async function sign(stage: Stage, deps: Deps, list: string, own: string): Promise<void> {
  const viewer = playerOf(stage, staffOfParty(own).signatory.email);
  const ceremonyNumber = numberOf(stage, list);
  const ceremony = await findCeremony(deps.db, ceremonyNumber);
  if (!ceremony) throw new Error(`list ${list} is gone`);
  const items = (await itemsOf(deps.db, ceremony.id)).filter((item) => item.state === 'listed');
  const agreements = await agreementsById(
    deps.db,
    items.map((item) => item.agreementId),
  );
  const others = await Promise.all(agreements.map((agreement) => otherName(deps, viewer, agreement)));
  const consentText = stage.consentText(viewer.party, others, viewer.party.kind === 'partner');
  await signBatch(deps, {
    viewer,
    ceremonyNumber,
    consentText,
    manifestSha256: manifestHash(manifestOf(items, agreements, consentText)),
    code: await totpCode(viewer.totpSecret, deps.clock.now()),
  });
  const worker = newWorker(deps);
  while ((await carryOut(deps, worker, ceremony.id)) > 0);
  // Within minutes; where a signature still follows nothing happens.
  const soon = depsAt(deps, addSeconds(deps.clock.now(), 120));
  for (const { id } of agreements) await completeArchive(soon, id);
}

/** The signatory signs nothing and sends the list back. */
export async function returnList(stage: Stage, deps: Deps, list: string, own: string, reason: string): Promise<void> {
  const viewer = playerOf(stage, staffOfParty(own).signatory.email);
  await sendBack(deps, { viewer, ceremonyNumber: numberOf(stage, list), reason });
}

/** The contact declines the agreement with this counterpart. */
export async function decline(stage: Stage, deps: Deps, own: string, other: string, reason: string): Promise<void> {
  const viewer = playerOf(stage, staffOfParty(own).contact.email);
  const agreements = await openWith(stage, deps, viewer, [other]);
  await declineAgreements(deps, { viewer, agreementIds: agreements.map(({ id }) => id), reason });
}

async function openWith(
  stage: Stage,
  deps: Deps,
  viewer: Player,
  others: readonly string[],
): Promise<readonly Agreement[]> {
  const wanted = others.map((other) => partyOf(stage, other).id);
  const open = await agreementsOfParty(deps.db, viewer.party.id, ['draft', 'offered']);
  const found = open.filter((agreement) => wanted.includes(otherId(viewer, agreement)));
  if (found.length !== others.length)
    throw new Error(`${viewer.party.name} has ${found.length} open agreements with ${others.join(', ')}`);
  return found;
}

const otherId = (viewer: Player, agreement: Agreement): string =>
  viewer.party.id === agreement.partnerId ? agreement.municipalityId : agreement.partnerId;

async function otherName(deps: Deps, viewer: Player, agreement: Agreement): Promise<string> {
  return (await findParty(deps.db, otherId(viewer, agreement)))?.name ?? '';
}

function numberOf(stage: Stage, list: string): string {
  const number = stage.numbers.get(list);
  if (!number) throw new Error(`list ${list} was never handed over`);
  return number;
}
