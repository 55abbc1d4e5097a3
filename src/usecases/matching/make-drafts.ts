import type { Deps } from '../../deps';
import type { Party } from '../../domain/parties';
import { sectorIsOpen } from '../../domain/sectors';
import { covers, type AreaPart, type Place } from '../../domain/service-area';
import { amsterdamDay, type Id } from '../../domain/time';
import { agreementsOfParty, deleteDrafts, insertDrafts } from '../../persistence/agreement';
import { recordDeed } from '../../persistence/audit-entry';
import { takeYearNumbers } from '../../persistence/counter';
import type { Trx } from '../../persistence/db';
import { findParty, partiesOfKind } from '../../persistence/party';
import { allSectors } from '../../persistence/sector';
import { serviceAreas } from '../../persistence/service-area';
import { announceDrafts } from '../notifications/digests';

interface Pair {
  readonly municipalityId: Id;
  readonly partnerId: Id;
  readonly sectorCode: string;
}

type Needs = Pick<Deps, 'clock' | 'newId' | 'config'>;

/**
 * A draft for each admitted counterpart and sector whose service area matches, where the pair has none yet; returns how many.
 * Called in the transaction that admits a party or changes a service area. A pair that declined is not asked again by itself.
 */
export async function makeDrafts(trx: Trx, deps: Needs, party: Party): Promise<number> {
  const now = deps.clock.now();
  const had = new Set(
    (await agreementsOfParty(trx, party.id, ['draft', 'offered', 'in-force', 'declined'])).map(pairKey),
  );
  const missing = (await matchingPairs(trx, deps, party)).filter((pair) => !had.has(pairKey(pair)));
  if (missing.length === 0) return 0;
  const numbers = await insertPairs(trx, deps, missing);
  const body = { count: numbers.length, first: numbers[0] ?? '', last: numbers.at(-1) ?? '' };
  await recordDeed(trx, { at: now, kind: 'drafts-made', actorId: null, actingForId: null, subjectId: party.id, body });
  await announceDrafts(trx, deps, [...new Set(missing.map((pair) => pair.municipalityId))]);
  return numbers.length;
}

/** A draft for one pair that asks for it anew; null when its organisations, sector and service area no longer give one. */
export async function draftOnePair(trx: Trx, deps: Needs, pair: Pair): Promise<string | null> {
  const partner = await findParty(trx, pair.partnerId);
  if (partner?.status !== 'admitted') return null;
  const key = pairKey(pair);
  const matching = (await matchingPairs(trx, deps, partner)).filter((one) => pairKey(one) === key);
  if (matching.length === 0) return null;
  const [number = ''] = await insertPairs(trx, deps, matching);
  await announceDrafts(trx, deps, [pair.municipalityId]);
  return number;
}

async function insertPairs(trx: Trx, deps: Needs, pairs: readonly Pair[]): Promise<readonly string[]> {
  const now = deps.clock.now();
  const numbers = await takeYearNumbers(trx, 'OVK', amsterdamDay(now).slice(0, 4), pairs.length);
  await insertDrafts(
    trx,
    pairs.map(({ municipalityId, partnerId, sectorCode }, i) => ({
      municipalityId,
      partnerId,
      sectorCode,
      id: deps.newId(),
      number: numbers[i] ?? '',
      createdAt: now,
    })),
  );
  return numbers;
}

/** Takes away the drafts that the party's service area no longer gives; what is offered or in force stays. Returns how many. */
export async function dropDrafts(trx: Trx, deps: Needs, party: Party): Promise<number> {
  const now = deps.clock.now();
  const wanted = new Set((await matchingPairs(trx, deps, party)).map(pairKey));
  const gone = (await agreementsOfParty(trx, party.id, ['draft'])).filter((draft) => !wanted.has(pairKey(draft)));
  if (gone.length === 0) return 0;
  await deleteDrafts(
    trx,
    gone.map((draft) => draft.id),
  );
  const body = { numbers: gone.map((draft) => draft.number) };
  await recordDeed(trx, {
    at: now,
    kind: 'drafts-dropped',
    actorId: null,
    actingForId: null,
    subjectId: party.id,
    body,
  });
  return gone.length;
}

/** How many agreements an admission would bring: what a steward sees before deciding. */
export async function countMatches(trx: Trx, deps: Needs, party: Party): Promise<number> {
  return (await matchingPairs(trx, deps, party)).length;
}

async function matchingPairs(trx: Trx, deps: Needs, party: Party): Promise<readonly Pair[]> {
  const today = amsterdamDay(deps.clock.now());
  const open = (await allSectors(trx)).filter((sector) => sectorIsOpen(sector, today)).map((sector) => sector.code);
  const isPartner = party.kind === 'partner';
  const partners = isPartner ? [party] : await partiesOfKind(trx, 'partner', ['admitted']);
  const municipalities = isPartner ? await partiesOfKind(trx, 'municipality', ['admitted']) : [party];
  const areas = await serviceAreas(
    trx,
    partners.map((partner) => partner.id),
  );
  return partners.flatMap((partner) =>
    municipalities.flatMap((municipality) =>
      sectorsFor(areas.get(partner.id) ?? [], placeOf(municipality))
        .filter((sectorCode) => open.includes(sectorCode))
        .map((sectorCode) => ({ municipalityId: municipality.id, partnerId: partner.id, sectorCode })),
    ),
  );
}

function sectorsFor(area: readonly AreaPart[], place: Place): readonly string[] {
  return [...new Set(area.filter((part) => covers(part, place)).map((part) => part.sectorCode))];
}

function placeOf(municipality: Party): Place {
  return { cbsCode: municipality.cbsCode ?? '', provinceCode: municipality.provinceCode ?? '' };
}

const pairKey = (pair: Pair): string => `${pair.municipalityId} ${pair.partnerId} ${pair.sectorCode}`;
