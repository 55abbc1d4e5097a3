import type { Deps } from '../../deps';
import { sortKey } from '../../domain/names';
import type { Party, Role, Viewer } from '../../domain/parties';
import { addDays, amsterdamDay, type Id } from '../../domain/time';
import { newTotpSecret, totpCode } from '../../outside/totp';
import type { Trx } from '../../persistence/db';
import { insertArrangement } from '../../persistence/local-arrangement';
import { confirmMandate, findMandate, insertMandate } from '../../persistence/mandate';
import { findMunicipality, findParty, insertParty, updateParty } from '../../persistence/party';
import { insertPartyNames } from '../../persistence/party-name';
import { replaceServiceArea } from '../../persistence/service-area';
import { createAccount } from '../accounts/create-account';
import { makeDrafts } from '../matching/make-drafts';

export interface Actor extends Viewer {
  /** The code of this person's authenticator at this moment. */
  code(): Promise<string>;
}

/** Who makes the sample: on each side somebody who prepares and somebody who signs. */
export interface SampleParties {
  readonly municipality: { readonly contact: Actor; readonly signatory: Actor };
  readonly partner: { readonly contact: Actor; readonly signatory: Actor };
}

/** An invented municipality and energy supplier, with people, mandates and one draft between them. */
export async function inventParties(deps: Deps): Promise<SampleParties> {
  return deps.db.transaction(async (trx) => {
    const municipality = await inventMunicipality(trx, deps);
    const partner = await inventPartner(trx, deps);
    const people = {
      municipality: await inventPeople(trx, deps, municipality, ['A. Jansen', 'Zoë de Vries']),
      partner: await inventPeople(trx, deps, partner, ['P. Pieters', 'J. Łukasz-Peeters']),
    };
    await insertArrangement(trx, {
      municipalityId: municipality.id,
      desk: 'VPS',
      connectionNumber: 'UTR-0344',
      signalAddress: 'vroegsignalering@gemeente.example',
      feedbackDays: 28,
      breachMailbox: 'datalek@gemeente.example',
      privacyOfficerMailbox: 'privacy@gemeente.example',
      validFrom: amsterdamDay(deps.clock.now()),
      recordedBy: people.municipality.contact.personId,
      recordedAt: deps.clock.now(),
    });
    await giveMandate(trx, deps, people.municipality, 'wethouder schuldhulpverlening');
    await giveMandate(trx, deps, people.partner, 'directeur');
    await makeDrafts(trx, deps, municipality);
    return people;
  });
}

async function inventMunicipality(trx: Trx, deps: Deps): Promise<Party> {
  const listed = await findMunicipality(trx, 'GM0344');
  if (!listed) throw new Error('the reference data lack GM0344');
  await updateParty(trx, listed.id, listed.version, {
    status: 'admitted',
    admittedOn: amsterdamDay(deps.clock.now()),
    generalMailbox: 'vroegsignalering@gemeente.example',
  });
  return there(await findParty(trx, listed.id));
}

async function inventPartner(trx: Trx, deps: Deps): Promise<Party> {
  const today = amsterdamDay(deps.clock.now());
  const id = deps.newId();
  const name = 'Denkbeeld Energie B.V.';
  await insertParty(trx, {
    id,
    kind: 'partner',
    number: 'SP-00001',
    naturalPerson: false,
    name,
    sortKey: sortKey(name),
    kvk: '99000001',
    cbsCode: null,
    seat: 'Nergenshuizen',
    provinceCode: null,
    generalMailbox: 'post@denkbeeld.example',
    telephone: null,
    status: 'admitted',
    admittedOn: today,
    validFrom: today,
    place: null,
  });
  await insertPartyNames(trx, [{ partyId: id, kind: 'legal', name, validFrom: today, validUntil: null }]);
  await replaceServiceArea(trx, id, [{ sectorCode: 'energie', scope: 'country', code: 'NL' }], today);
  return there(await findParty(trx, id));
}

async function inventPeople(
  trx: Trx,
  deps: Deps,
  party: Party,
  [contact, signatory]: readonly [string, string],
): Promise<SampleParties['partner']> {
  return {
    contact: await inventPerson(trx, deps, party, ['contact', 'admin'], contact),
    signatory: await inventPerson(trx, deps, party, ['signatory'], signatory),
  };
}

async function inventPerson(trx: Trx, deps: Deps, party: Party, roles: readonly Role[], name: string): Promise<Actor> {
  const totpSecret = newTotpSecret();
  const { id, kind, number } = party;
  const email = `${roles[0] ?? 'person'}@${party.kind}.example`;
  const account = { email, name, functionTitle: null, partyId: id, roles, password: deps.newSecret(), totpSecret };
  return {
    personId: await createAccount(trx, deps, account),
    name,
    email,
    party: { id, kind, name: party.name, number },
    roles,
    several: false,
    code: () => totpCode(totpSecret, deps.clock.now()),
  };
}

/** Recorded by the one, confirmed by the other: it counts from today. */
async function giveMandate(trx: Trx, deps: Deps, people: SampleParties['partner'], office: string): Promise<Id> {
  const now = deps.clock.now();
  const today = amsterdamDay(now);
  const id = deps.newId();
  const { contact, signatory } = people;
  const kind = signatory.party.kind === 'municipality' ? 'collegebesluit' : 'statutair';
  await insertMandate(trx, {
    id,
    partyId: signatory.party.id,
    office,
    scope: 'all',
    validFrom: addDays(today, -10),
    validUntil: null,
    grounds: [{ kind, decidedOn: addDays(today, -20), reference: 'B-2026-118' }],
    holderId: signatory.personId,
    recordedBy: contact.personId,
    recordedAt: now,
  });
  const version = (await findMandate(trx, id))?.version ?? 1;
  await confirmMandate(trx, { id, version, by: signatory.personId, at: now });
  return id;
}

function there<T>(found: T | null): T {
  if (found === null) throw new Error('what was written a moment ago is gone');
  return found;
}
