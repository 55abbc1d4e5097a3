import type { Party, Role, Viewer } from '../../src/domain/parties';
import { amsterdamDay, addDays } from '../../src/domain/time';
import { newTotpSecret, totpCode } from '../../src/outside/totp';
import { insertArrangement } from '../../src/persistence/local-arrangement';
import { confirmMandate, findMandate, insertMandate } from '../../src/persistence/mandate';
import { createAccount } from '../../src/usecases/accounts/create-account';
import { makeDrafts } from '../../src/usecases/matching/make-drafts';
import { admittedMunicipality, admittedPartner } from './parties';
import type { World } from './world';

export interface Actor extends Viewer {
  /** The code of her authenticator at this moment. */
  code(): Promise<string>;
}

/** Somebody with an account in an organisation, without a browser. */
export async function actor(world: World, party: Party, roles: readonly Role[], name: string): Promise<Actor> {
  const totpSecret = newTotpSecret();
  const email = `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@${party.id.slice(-8)}.example`;
  const account = {
    email,
    name,
    functionTitle: null,
    partyId: party.id,
    roles,
    password: 'een lang wachtwoord',
    totpSecret,
  };
  const personId = await world.deps.db.transaction((trx) => createAccount(trx, world.deps, account));
  const { id, kind, number } = party;
  return {
    personId,
    name,
    email,
    party: { id, kind, name: party.name, number },
    roles,
    several: false,
    code: () => totpCode(totpSecret, world.clock.now()),
  };
}

interface MandateTerms {
  readonly scope?: 'all' | readonly string[];
  /** First day without. */
  readonly until?: string | null;
}

/** A mandate that counts: recorded by one, confirmed by its holder. Returns its id. */
export async function giveMandate(
  world: World,
  holder: Viewer,
  recordedBy: Viewer,
  terms: MandateTerms = {},
): Promise<string> {
  const { db, clock, newId } = world.deps;
  const now = clock.now();
  const today = amsterdamDay(now);
  const id = newId();
  await db.transaction(async (trx) => {
    await insertMandate(trx, {
      id,
      partyId: holder.party.id,
      office: holder.party.kind === 'municipality' ? 'wethouder schuldhulpverlening' : 'directeur',
      scope: terms.scope ?? 'all',
      validFrom: addDays(today, -10),
      validUntil: terms.until ?? null,
      grounds: [
        {
          kind: holder.party.kind === 'municipality' ? 'collegebesluit' : 'statutair',
          decidedOn: addDays(today, -20),
          reference: 'B-2026-118',
        },
      ],
      holderId: holder.personId,
      recordedBy: recordedBy.personId,
      recordedAt: now,
    });
    const mandate = await findMandate(trx, id);
    await confirmMandate(trx, { id, version: mandate?.version ?? 1, by: holder.personId, at: now });
  });
  return id;
}

export interface Pair {
  readonly municipality: Party;
  readonly partners: readonly Party[];
  readonly contact: Actor;
  readonly wethouder: Actor;
  readonly partnerContact: Actor;
  readonly director: Actor;
}

/** A municipality and `count` partners of the energy sector, everybody ready to sign, drafts made. The partner people belong to the first. */
export async function readyPair(world: World, count = 1): Promise<Pair> {
  const municipality = await admittedMunicipality(world, 'GM0344');
  const { db, clock } = world.deps;
  const today = amsterdamDay(clock.now());
  const contact = await actor(world, municipality, ['contact', 'admin'], 'A. Jansen');
  const wethouder = await actor(world, municipality, ['signatory'], 'F. de Vries');
  await db.transaction((trx) =>
    insertArrangement(trx, {
      municipalityId: municipality.id,
      desk: 'VPS',
      connectionNumber: 'UTR-0344',
      signalAddress: 'vroegsignalering@gm0344.example',
      feedbackDays: 28,
      breachMailbox: 'datalek@gm0344.example',
      privacyOfficerMailbox: 'privacy@gm0344.example',
      validFrom: today,
      recordedBy: contact.personId,
      recordedAt: clock.now(),
    }),
  );
  const partners: Party[] = [];
  for (let i = 0; i < count; i++) {
    partners.push(
      await admittedPartner(world, {
        name: `Denkbeeld Energie ${i + 1} B.V.`,
        kvk: String(99_000_001 + i),
        sectors: ['energie'],
      }),
    );
  }
  const first = partners[0];
  if (!first) throw new Error('no partner');
  const partnerContact = await actor(world, first, ['contact', 'admin'], 'P. Pieters');
  const director = await actor(world, first, ['signatory'], 'J. Łukasz-Peeters');
  await giveMandate(world, wethouder, contact);
  await giveMandate(world, director, partnerContact);
  await db.transaction((trx) => makeDrafts(trx, world.deps, municipality));
  return { municipality, partners, contact, wethouder, partnerContact, director };
}
