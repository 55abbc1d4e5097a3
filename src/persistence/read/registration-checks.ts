import { checkRegistration, type Check } from '../../domain/checks';
import { looksAlike } from '../../domain/look-alikes';
import type { Party } from '../../domain/parties';
import type { Registration } from '../../domain/registration';
import { sectorIsOpen } from '../../domain/sectors';
import type { Day, Id } from '../../domain/time';
import type { Db } from '../db';
import { namesOf } from '../party-name';
import { registrationsOf } from '../registration';
import { allSectors } from '../sector';

/** The automatic checks as of today: they are made anew on every look, so that they never lag behind what is known. */
export async function registrationChecks(
  db: Db,
  registration: Registration,
  party: Party,
  today: Day,
): Promise<readonly Check[]> {
  const { answers } = registration;
  const names = [party.name, ...(await namesOf(db, party.id)).map((one) => one.name)];
  return checkRegistration({
    answers,
    names,
    lookAlikes: (await similarOrganisations(db, party)).map((one) => one.name),
    refusedBefore: await refusedBefore(db, party),
    knownAt: await organisationsWithPerson(db, answers.contact.email, party.id),
    closedSectors: answers.kind === 'partner' ? await closedSectors(db, answers.sectors, today) : [],
  });
}

export interface SimilarOrganisation {
  readonly id: Id;
  readonly name: string;
  readonly number: string | null;
  readonly kvk: string | null;
  readonly seat: string | null;
  readonly status: Party['status'];
}

/** Other organisations of the same kind whose name could be taken for this one. Municipalities are a closed list, so none. */
export async function similarOrganisations(db: Db, party: Party): Promise<readonly SimilarOrganisation[]> {
  if (party.kind === 'municipality') return [];
  const rows = await db('party_name')
    .join('party', 'party.id', 'party_name.party_id')
    .where('party.kind', party.kind)
    .whereNot('party.id', party.id)
    .orderBy('party.sort_key')
    .select<(SimilarOrganisation & { readonly known_as: string })[]>(
      'party.id as id',
      'party.name as name',
      'party.number as number',
      'party.kvk as kvk',
      'party.seat as seat',
      'party.status as status',
      'party_name.name as known_as',
    );
  const similar = new Map<Id, SimilarOrganisation>();
  for (const { known_as, ...organisation } of rows) {
    if (looksAlike(known_as, party.name) || (party.kvk !== null && organisation.kvk === party.kvk)) {
      similar.set(organisation.id, organisation);
    }
  }
  return [...similar.values()];
}

async function refusedBefore(db: Db, party: Party): Promise<readonly string[]> {
  const same = party.kvk === null ? [party.id] : await partiesWithKvk(db, party.kvk);
  const registrations = (await Promise.all(same.map((id) => registrationsOf(db, id)))).flat();
  return registrations.filter((one) => one.status === 'refused').map((one) => one.number);
}

async function partiesWithKvk(db: Db, kvk: string): Promise<readonly Id[]> {
  const rows = await db('party').where({ kvk }).select<{ id: string }[]>('id');
  return rows.map((row) => row.id);
}

async function organisationsWithPerson(db: Db, email: string, exceptPartyId: Id): Promise<readonly string[]> {
  const rows = await db('membership')
    .join('person', 'person.id', 'membership.person_id')
    .join('party', 'party.id', 'membership.party_id')
    .where('person.email', email.toLowerCase())
    .whereNot('party.id', exceptPartyId)
    .whereNull('membership.ended_at')
    .distinct<{ name: string }[]>('party.name as name');
  return rows.map((row) => row.name);
}

async function closedSectors(db: Db, codes: readonly string[], today: Day): Promise<readonly string[]> {
  const sectors = await allSectors(db);
  return sectors.filter((one) => codes.includes(one.code) && !sectorIsOpen(one, today)).map((one) => one.name);
}
