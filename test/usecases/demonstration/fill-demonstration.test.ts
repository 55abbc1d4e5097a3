import { amsterdamDay } from '../../../src/domain/time';
import { agreementsOfParty } from '../../../src/persistence/agreement';
import { recordDeed } from '../../../src/persistence/audit-entry';
import { mandatesForSteward, mandatesOf, mandatesToConfirm } from '../../../src/persistence/mandate';
import { membersOf } from '../../../src/persistence/membership';
import { openOrders } from '../../../src/persistence/outbox';
import { findMunicipality, partiesOfKind } from '../../../src/persistence/party';
import { demonstrationLogins as whoCanLogIn } from '../../../src/persistence/read/demonstration-logins';
import { askedRegistrations, stewardWork } from '../../../src/persistence/read/steward-work';
import { DEMONSTRATION_PASSWORD } from '../../../src/usecases/accounts/create-account';
import { findProblems } from '../../../src/usecases/check/find-problems';
import { DemonstrationHalfFilled, fillDemonstration } from '../../../src/usecases/demonstration/fill-demonstration';
import { demonstrationLogins } from '../../../src/usecases/demonstration/people';
import { fillWorld as fill } from '../../support/demonstration';
import { admittedPartner } from '../../support/parties';
import { logIn } from '../../support/people';
import { testWorld, type World } from '../../support/world';

// A Monday, so that "working days ago" steps over a weekend at once.
const NOW = '2026-11-23T08:00:00.000Z';

jest.setTimeout(120_000);

describe('the demonstration data', () => {
  let world: World;
  beforeAll(async () => {
    world = await testWorld(NOW);
    await fill(world);
  });
  afterAll(() => world.close());

  const today = amsterdamDay(NOW);
  const count = async (table: string): Promise<number> => {
    const [row] = await world.deps.db(table).count<{ n: number }[]>({ n: '*' });
    return Number(row?.n);
  };
  const loginOf = async (email: string): Promise<Awaited<ReturnType<typeof whoCanLogIn>>[number]> => {
    const login = (await whoCanLogIn(world.deps.db)).find((one) => one.email === email);
    if (!login) throw new Error(`${email} cannot log in`);
    return login;
  };
  const partyNamed = async (name: string): Promise<string> => {
    const party = [
      ...(await partiesOfKind(world.deps.db, 'municipality', ['admitted'])),
      ...(await partiesOfKind(world.deps.db, 'partner', ['admitted'])),
    ].find((one) => one.name === name);
    if (!party) throw new Error(`${name} takes no part`);
    return party.id;
  };
  const numberOf = async (party: string, status: Parameters<typeof agreementsOfParty>[2][number]): Promise<number> =>
    (await agreementsOfParty(world.deps.db, await partyNamed(party), [status])).length;

  it('leave nothing for the check to complain about', async () => {
    expect(await findProblems(world.deps)).toEqual([]);
  });

  it('let every printed address log in with the password and the code of its app', async () => {
    for (const { email } of demonstrationLogins) {
      const totpSecret = world.deps.keys.vault.open((await loginOf(email)).sealedTotp);
      await logIn(world, { email, password: DEMONSTRATION_PASSWORD, totpSecret });
    }
  });

  it('give Zutphen agreements in every state', async () => {
    expect(await numberOf('Zutphen', 'in-force')).toBe(7);
    expect(await numberOf('Zutphen', 'declined')).toBe(1);
    // Four wait for the partner, two were sent back, five lie at the wethouder.
    expect(await numberOf('Zutphen', 'offered')).toBe(11);
    expect(await numberOf('Zutphen', 'draft')).toBeGreaterThanOrEqual(20);
  });

  it('give Denkbeeld Energie ten agreements in force and nine to countersign, three of them at its director', async () => {
    expect(await numberOf('Denkbeeld Energie B.V.', 'in-force')).toBe(10);
    expect(await numberOf('Denkbeeld Energie B.V.', 'offered')).toBe(12);
    const lists = await world.deps
      .db('ceremony as c')
      .join('person as p', 'p.id', 'c.person_id')
      .join('ceremony_item as i', 'i.ceremony_id', 'c.id')
      .where({ 'c.status': 'handed-over', 'i.state': 'listed' })
      .groupBy('p.email')
      .select('p.email')
      .count<{ email: string; n: number }[]>({ n: '*' });
    const listed = new Map(lists.map(({ email, n }) => [email, n]));
    expect(listed.get('j.lukasz@denkbeeld.example')).toBe(3);
    expect(listed.get('f.devries@zutphen.example')).toBe(5);
  });

  it('ask the wethouder to confirm the mandate that follows the one that ends within sixty days', async () => {
    const { personId } = await loginOf('f.devries@zutphen.example');
    const zutphen = await partyNamed('Zutphen');
    const [next] = await mandatesToConfirm(world.deps.db, personId, zutphen, today);
    const present = (await mandatesOf(world.deps.db, zutphen)).find((mandate) => mandate.confirmedAt !== null);
    expect(present?.validUntil).toBe('2027-01-07');
    expect(next?.validFrom).toBe('2027-01-07');
  });

  it('leave the desk registrations, a mandate and a large service area', async () => {
    const work = await stewardWork(world.deps.db, today, NOW);
    expect(work.map((one) => one.kind).sort()).toEqual(['area', 'mandate', 'registration', 'registration']);
    expect(await askedRegistrations(world.deps.db)).toHaveLength(1);
    expect(await mandatesForSteward(world.deps.db, today)).toHaveLength(1);
  });

  it('leave the small landlord one agreement to countersign, once the desk confirmed his mandate', async () => {
    const { personId } = await loginOf('r.dewit@verhuur-nergens.example');
    const [mandate] = await mandatesForSteward(world.deps.db, today);
    expect(mandate?.holders.map((holder) => holder.personId)).toEqual([personId]);
    expect(await numberOf('Verhuur Nergens B.V.', 'offered')).toBe(1);
  });

  it('show Bunnik as admitted today, with agreements to prepare and nothing filled in', async () => {
    const bunnik = await findMunicipality(world.deps.db, 'GM0312');
    expect(bunnik).toMatchObject({ status: 'admitted', admittedOn: today });
    expect(await membersOf(world.deps.db, bunnik?.id ?? '')).toHaveLength(1);
    expect(await mandatesOf(world.deps.db, bunnik?.id ?? '')).toEqual([]);
    expect(await numberOf('Bunnik', 'draft')).toBeGreaterThan(20);
  });

  it('lie in the past, and in order from the first deed to the last', async () => {
    const begun = await world.deps
      .db('audit_entry')
      .where({ kind: 'demonstration-begun' })
      .first<{ seq: number }>('seq');
    const rows = await world.deps
      .db('audit_entry')
      .where('seq', '>', begun.seq)
      .whereNot({ kind: 'logged-in' })
      .orderBy('seq')
      .select<{ at: string }[]>('at');
    const instants = rows.map(({ at }) => at);
    expect(instants.length).toBeGreaterThan(300);
    expect(instants).toEqual([...instants].sort());
    expect(instants.every((at) => at <= NOW)).toBe(true);
  });

  it('give each private landlord no number, and each company an invented one', async () => {
    const partners = await partiesOfKind(world.deps.db, 'partner', ['admitted', 'applied']);
    expect(partners.filter((partner) => partner.naturalPerson)).toHaveLength(2);
    for (const { naturalPerson, kvk } of partners) expect(kvk ?? '').toMatch(naturalPerson ? /^$/ : /^9900\d{4}$/);
  });

  it('send only mails about work that waits for who can log in', async () => {
    const mails = (await openOrders(world.deps.db)).flatMap(({ task }) =>
      task.kind === 'mail' ? [`${task.payload.template} ${task.payload.to.email}`] : [],
    );
    expect(mails.sort()).toEqual([
      'teruggestuurd a.jansen@zutphen.example',
      'wacht-op-handtekening f.devries@zutphen.example',
      'wacht-op-handtekening j.lukasz@denkbeeld.example',
      'wacht-op-handtekening vroegsignalering@denkbeeld.example',
      'wacht-op-handtekening vroegsignalering@zutphen.example',
    ]);
  });

  it('change nothing at a second start', async () => {
    const before = [await count('audit_entry'), await count('agreement'), await count('person')];
    await fill(world);
    expect([await count('audit_entry'), await count('agreement'), await count('person')]).toEqual(before);
  });
});

describe('a database that the demonstration data must leave alone', () => {
  let world: World;
  beforeEach(async () => {
    world = await testWorld(NOW);
  });
  afterEach(() => world.close());

  it('is one of production', async () => {
    const config = { ...world.deps.config, production: true, demonstration: false };
    await expect(fillDemonstration({ ...world.deps, config }, () => '')).rejects.toThrow('impossible in production');
    expect(await partiesOfKind(world.deps.db, 'partner', ['admitted'])).toEqual([]);
  });

  it('is one with partners of its own', async () => {
    await admittedPartner(world, { name: 'Eigen Energie B.V.', kvk: '99009999', sectors: ['energie'] });
    await fill(world);
    expect(await partiesOfKind(world.deps.db, 'partner', ['admitted'])).toHaveLength(1);
  });

  it('is one that an earlier start left half filled', async () => {
    const nobody = { actorId: null, actingForId: null, subjectId: null };
    await world.deps.db.transaction((trx) =>
      recordDeed(trx, { ...nobody, at: NOW, kind: 'demonstration-begun', body: {} }),
    );
    await expect(fill(world)).rejects.toThrow(DemonstrationHalfFilled);
  });
});
