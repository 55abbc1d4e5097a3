import type { Deps } from '../../deps';
import { sortKey } from '../../domain/names';
import type { Party } from '../../domain/parties';
import { addDays, amsterdamDay, type Day, type Id } from '../../domain/time';
import { newTotpSecret } from '../../outside/totp';
import { recordDeed } from '../../persistence/audit-entry';
import { takeNumbers } from '../../persistence/counter';
import type { Trx } from '../../persistence/db';
import { findMandate } from '../../persistence/mandate';
import { findMunicipality, findParty, insertParty, updateParty } from '../../persistence/party';
import { insertPartyNames } from '../../persistence/party-name';
import { replaceServiceArea } from '../../persistence/service-area';
import { createAccount, DEMONSTRATION_PASSWORD } from '../accounts/create-account';
import { answerAsHolder } from '../mandates/confirm-mandate';
import { recordMandate } from '../mandates/record-mandate';
import { makeDrafts } from '../matching/make-drafts';
import { recordJoiningDecision } from '../organisation/record-joining-decision';
import { recordLocalArrangement } from '../organisation/record-local-arrangement';
import type { InventedPartner } from './partners';
import { stewards, type Staff } from './people';
import { enlist, partyOf, playerOf, type Player, type Stage } from './stage';

/** The domain of a municipality's addresses: zutphen.example, gravenhage.example, bergen-nh.example. */
const domainOf = (party: Party): string => `${sortKey(party.name).replace(/ /g, '-')}.example`;

/** A municipality takes part from now on and gets its drafts. */
export async function admitMunicipality(stage: Stage, deps: Deps, cbsCode: string): Promise<void> {
  await deps.db.transaction(async (trx) => {
    const listed = await findMunicipality(trx, cbsCode);
    if (!listed) throw new Error(`${cbsCode} is no municipality`);
    await updateParty(trx, listed.id, listed.version, {
      status: 'admitted',
      admittedOn: amsterdamDay(deps.clock.now()),
      generalMailbox: `vroegsignalering@${domainOf(listed)}`,
    });
    stage.parties.set(cbsCode, await admitted(trx, stage, deps, listed.id));
  });
}

/** An invented partner takes part from now on, with its number, names and service area. */
export async function admitPartner(stage: Stage, deps: Deps, partner: InventedPartner): Promise<void> {
  const { name, seat, kvk, brands, area, domain } = partner;
  const validFrom = amsterdamDay(deps.clock.now());
  const id = deps.newId();
  await deps.db.transaction(async (trx) => {
    await insertParty(trx, {
      id,
      kind: 'partner',
      number: `SP-${String(await takeNumbers(trx, 'SP')).padStart(5, '0')}`,
      naturalPerson: kvk === null,
      name,
      sortKey: sortKey(name),
      kvk,
      cbsCode: null,
      seat,
      provinceCode: null,
      generalMailbox: `vroegsignalering@${domain}`,
      telephone: null,
      status: 'admitted',
      admittedOn: validFrom,
      validFrom,
      place: null,
    });
    const named = { partyId: id, validFrom, validUntil: null };
    const own = brands.map((brand) => ({ ...named, kind: 'brand' as const, name: brand }));
    await insertPartyNames(trx, [{ ...named, kind: 'legal', name }, ...own]);
    await replaceServiceArea(trx, id, area, validFrom);
    stage.parties.set(name, await admitted(trx, stage, deps, id));
  });
}

async function admitted(trx: Trx, stage: Stage, deps: Deps, id: Id): Promise<Party> {
  const party = await findParty(trx, id);
  if (!party) throw new Error('unreachable: it was written a moment ago');
  const steward = playerOf(stage, stewards[0]?.email ?? '');
  await recordDeed(trx, {
    at: deps.clock.now(),
    kind: 'party-admitted',
    actorId: steward.personId,
    actingForId: steward.party.id,
    subjectId: id,
    body: { number: party.number },
  });
  await makeDrafts(trx, deps, party);
  return party;
}

/** Makes the accounts; everybody has the same password and an authenticator of her own. */
export async function addPerson(stage: Stage, deps: Deps, partyKey: string, person: Staff['contact']): Promise<Player> {
  const party = partyOf(stage, partyKey);
  const totpSecret = newTotpSecret();
  const account = { ...person, partyId: party.id, password: DEMONSTRATION_PASSWORD, totpSecret };
  const personId = await deps.db.transaction((trx) => createAccount(trx, deps, account));
  return enlist(stage, party, { ...person, personId, totpSecret });
}

/** The people of an organisation come in and fill in what is needed to sign; `mandateUntil`: first day without. */
export async function settleIn(stage: Stage, deps: Deps, staff: Staff, mandateUntil: Day | null): Promise<void> {
  const contact = await addPerson(stage, deps, staff.party, staff.contact);
  const signatory = await addPerson(stage, deps, staff.party, staff.signatory);
  for (const person of staff.others) await addPerson(stage, deps, staff.party, person);
  const party = partyOf(stage, staff.party);
  if (party.kind === 'municipality') await fillIn(deps, contact, party);
  const today = amsterdamDay(deps.clock.now());
  const mandate = await giveMandate(deps, contact, signatory, { from: today, until: mandateUntil });
  const { version } = (await findMandate(deps.db, mandate)) ?? { version: 1 };
  await answerAsHolder(deps, signatory, mandate, version, { kind: 'confirm' });
}

/** Records the right to sign for all sectors; it counts when somebody else confirms it. */
export async function giveMandate(
  deps: Deps,
  by: Player,
  holder: Player,
  days: { readonly from: Day; readonly until: Day | null },
): Promise<Id> {
  const decidedOn = addDays(amsterdamDay(deps.clock.now()), -14);
  const municipality = holder.party.kind === 'municipality';
  return recordMandate(deps, by, {
    office: municipality ? 'wethouder schuldhulpverlening' : 'directeur',
    holderId: holder.personId,
    grounds: municipality
      ? [
          { kind: 'collegebesluit', decidedOn, reference: `B-${decidedOn.slice(0, 4)}-118` },
          { kind: 'mandaat', decidedOn, reference: `BM-${decidedOn.slice(0, 4)}-042` },
        ]
      : [{ kind: 'statutair', decidedOn, reference: 'artikel 12 van de statuten' }],
    scope: 'all',
    validFrom: days.from,
    validUntil: days.until,
  });
}

async function fillIn(deps: Deps, contact: Player, party: Party): Promise<void> {
  const today = amsterdamDay(deps.clock.now());
  const domain = domainOf(party);
  await recordJoiningDecision(deps, contact, null, {
    decidedOn: addDays(today, -14),
    reference: `B-${today.slice(0, 4)}-117`,
    scope: 'all',
    futurePartners: true,
    laterVersions: false,
  });
  await recordLocalArrangement(deps, contact, null, {
    desk: Number(party.cbsCode?.slice(2)) % 2 === 0 ? 'VPS' : 'RIS',
    connectionNumber: `AANSLUITING-${party.cbsCode?.slice(2) ?? ''}`,
    signalAddress: `vroegsignalering@${domain}`,
    feedbackDays: 28,
    breachMailbox: `datalek@${domain}`,
    privacyOfficerMailbox: `privacy@${domain}`,
    validFrom: today,
  });
}
