import type { Response } from 'supertest';
import type { Party, Viewer, Role } from '../../src/domain/parties';
import { amsterdamDay } from '../../src/domain/time';
import { insertArrangement } from '../../src/persistence/local-arrangement';
import { makeDrafts } from '../../src/usecases/matching/make-drafts';
import { admittedMunicipality, admittedPartner } from './parties';
import { member, submit, type TestMember } from './people';
import { giveMandate } from './signing-parties';
import type { World } from './world';

export interface Desk extends TestMember {
  readonly viewer: Viewer;
}

/** Somebody with a browser, and who that is to the use cases. */
export async function desk(world: World, party: Party, roles: readonly Role[], name: string): Promise<Desk> {
  const someone = await member(world, party.id, roles, name);
  const { id, kind, number } = party;
  const viewer = { personId: someone.personId, name, email: someone.email, roles, several: false };
  return { ...someone, viewer: { ...viewer, party: { id, kind, name: party.name, number } } };
}

export interface SigningDesks {
  readonly municipality: Party;
  readonly partners: readonly Party[];
  readonly contact: Desk;
  readonly wethouder: Desk;
}

/** A municipality with a contact and a signatory in their browsers, and drafts with `count` partners of these sectors. */
export async function signingDesks(
  world: World,
  count: number,
  sectors: readonly string[] = ['energie'],
): Promise<SigningDesks> {
  const municipality = await admittedMunicipality(world, 'GM0344');
  const contact = await desk(world, municipality, ['contact', 'admin'], 'A. Jansen');
  const wethouder = await desk(world, municipality, ['signatory'], 'F. de Vries');
  const { db, clock } = world.deps;
  const now = clock.now();
  await db.transaction((trx) =>
    insertArrangement(trx, {
      municipalityId: municipality.id,
      desk: 'VPS',
      connectionNumber: 'UTR-0344',
      signalAddress: 'vroegsignalering@gm0344.example',
      feedbackDays: 28,
      breachMailbox: 'datalek@gm0344.example',
      privacyOfficerMailbox: 'privacy@gm0344.example',
      validFrom: amsterdamDay(now),
      recordedBy: contact.personId,
      recordedAt: now,
    }),
  );
  const partners: Party[] = [];
  for (let i = 0; i < count; i++) {
    const sector = sectors[i % sectors.length] ?? 'energie';
    partners.push(
      await admittedPartner(world, {
        name: `Denkbeeld ${sector} ${i + 1} B.V.`,
        kvk: String(99_000_001 + i),
        sectors: [sector],
      }),
    );
  }
  await giveMandate(world, wethouder.viewer, contact.viewer);
  await db.transaction((trx) => makeDrafts(trx, world.deps, municipality));
  return { municipality, partners, contact, wethouder };
}

/** A partner with a contact and a director who may sign, in their browsers. */
export async function partnerDesks(world: World, partner: Party): Promise<{ contact: Desk; director: Desk }> {
  const contact = await desk(world, partner, ['contact', 'admin'], 'P. Pieters');
  const director = await desk(world, partner, ['signatory'], 'J. Peeters');
  await giveMandate(world, director.viewer, contact.viewer);
  return { contact, director };
}

/** The boxes of the preparing page that are on, as a browser sends them. */
export const boxes = (html: string): { readonly groep: string[]; readonly kies: string[] } => ({
  groep: [...html.matchAll(/name="groep" value="([^"]+)" checked/g)].map((match) => match[1] ?? ''),
  kies: [...html.matchAll(/name="kies" value="([^"]+)" checked/g)].map((match) => match[1] ?? ''),
});

/** Hands everything that can be prepared to this signatory, through the page; returns the address of the session. */
export async function handOver(from: Desk, to: Desk): Promise<string> {
  const opened = await from.agent.get('/klaarzetten');
  const reply = await submit(from.agent, '/klaarzetten', {
    ...boxes(opened.text),
    tekenbevoegde: to.personId,
    actie: 'klaar',
  });
  const number = /S-\d{4}-\d{6}/.exec(reply.headers['location'] ?? '')?.[0];
  if (!number) throw new Error(`nothing was handed over: ${reply.status}`);
  return `/ondertekensessies/${number}`;
}

/**
 * Where the answer to a signature leads when all of the list is done: a busy machine takes longer than somebody is kept waiting at
 * the button, and then the progress page comes first.
 */
export async function whereDone({ agent }: Desk, { headers }: Response): Promise<string | undefined> {
  let location: string | undefined = headers['location'];
  while (location?.endsWith('/voortgang')) {
    await new Promise((done) => setTimeout(done, 100));
    const progress = await agent.get(location);
    location = progress.headers['location'] ?? location;
  }
  return location;
}

/** The hash of the list as this page shows it. */
export const listOn = (html: string): string => /name="lijst" value="([0-9a-f]{64})"/.exec(html)?.[1] ?? '';
