import type { Party } from '../../src/domain/parties';
import { sortKey } from '../../src/domain/names';
import type { AreaPart } from '../../src/domain/service-area';
import { amsterdamDay } from '../../src/domain/time';
import { takeNumbers } from '../../src/persistence/counter';
import { findMunicipality, findPartner, insertParty, updateParty } from '../../src/persistence/party';
import { insertPartyNames } from '../../src/persistence/party-name';
import { replaceServiceArea } from '../../src/persistence/service-area';
import type { World } from './world';

/** A municipality that takes part. */
export async function admittedMunicipality(world: Pick<World, 'deps'>, cbsCode: string): Promise<Party> {
  const { db, clock } = world.deps;
  const today = amsterdamDay(clock.now());
  const listed = await findMunicipality(db, cbsCode);
  if (!listed) throw new Error(`${cbsCode} is no municipality`);
  const change = {
    status: 'admitted' as const,
    admittedOn: today,
    generalMailbox: `vroegsignalering@${cbsCode.toLowerCase()}.example`,
  };
  await db.transaction((trx) => updateParty(trx, listed.id, listed.version, change));
  const party = await findMunicipality(db, cbsCode);
  if (!party) throw new Error('unreachable');
  return party;
}

interface PartnerFacts {
  readonly name: string;
  readonly kvk: string;
  readonly sectors: readonly string[];
  /** Default: the whole country for each sector. */
  readonly area?: readonly AreaPart[];
}

/** A signal partner that takes part, with its participant number and service area. */
export async function admittedPartner(world: Pick<World, 'deps'>, facts: PartnerFacts): Promise<Party> {
  const { db, clock, newId } = world.deps;
  const today = amsterdamDay(clock.now());
  const number = await db.transaction(async (trx) => {
    const id = newId();
    const participant = `SP-${String(await takeNumbers(trx, 'SP')).padStart(5, '0')}`;
    await insertParty(trx, {
      id,
      kind: 'partner',
      number: participant,
      naturalPerson: false,
      name: facts.name,
      sortKey: sortKey(facts.name),
      kvk: facts.kvk,
      cbsCode: null,
      seat: 'Nergenshuizen',
      provinceCode: null,
      generalMailbox: `post@${facts.kvk}.example`,
      telephone: null,
      status: 'admitted',
      admittedOn: today,
      validFrom: today,
      place: null,
    });
    await insertPartyNames(trx, [{ partyId: id, kind: 'legal', name: facts.name, validFrom: today, validUntil: null }]);
    const everywhere = facts.sectors.map((sectorCode) => ({ sectorCode, scope: 'country' as const, code: 'NL' }));
    await replaceServiceArea(trx, id, facts.area ?? everywhere, today);
    return participant;
  });
  const party = await findPartner(db, number);
  if (!party) throw new Error('unreachable');
  return party;
}
