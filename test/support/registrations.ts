import type { Viewer } from '../../src/domain/parties';
import type { MunicipalityAnswers, PartnerAnswers } from '../../src/domain/registration';
import { partiesOfKind } from '../../src/persistence/party';
import { findViewer } from '../../src/persistence/read/viewer';
import { account, member, type TestMember } from './people';
import type { World } from './world';

const contact = {
  name: 'A. Jansen',
  functionTitle: 'Beleidsmedewerker',
  email: 'a.jansen@utrecht.example',
  telephone: '030 123 45 67',
};

export const municipalityAnswers = (more: Partial<MunicipalityAnswers> = {}): MunicipalityAnswers => ({
  kind: 'municipality',
  cbsCode: 'GM0344',
  contact,
  generalMailbox: 'vroegsignalering@utrecht.example',
  decision: { decidedOn: '2026-02-16', reference: 'B2026-017', futurePartners: true, laterVersions: false },
  ...more,
});

export const partnerAnswers = (more: Partial<PartnerAnswers> = {}): PartnerAnswers => ({
  kind: 'partner',
  sectors: ['energie'],
  kvk: '12345678',
  name: 'Denkbeeld Energie B.V.',
  seat: 'Utrecht',
  area: [{ sectorCode: 'energie', scope: 'country', code: 'NL' }],
  contact: { ...contact, email: 'a.jansen@denkbeeld-energie.example' },
  generalMailbox: 'signalen@denkbeeld-energie.example',
  ...more,
});

async function nvvkId(world: World): Promise<string> {
  const [nvvk] = await partiesOfKind(world.deps.db, 'steward', ['admitted']);
  if (!nvvk) throw new Error('the NVVK is missing');
  return nvvk.id;
}

/** An NVVK employee with a browser that is logged in. */
export async function stewardMember(world: World, name = 'M. Bakker'): Promise<TestMember> {
  return member(world, await nvvkId(world), ['steward'], name);
}

/** An NVVK employee as a use case sees one. */
export async function steward(world: World, name = 'M. Bakker'): Promise<Viewer> {
  const partyId = await nvvkId(world);
  const { personId } = await account(world, partyId, ['steward'], name);
  const viewer = await findViewer(world.deps.db, personId, partyId);
  if (!viewer) throw new Error('the account is missing');
  return viewer;
}

export interface OrderedMail {
  readonly template: string;
  readonly to: { readonly email: string };
  readonly values: Readonly<Record<string, string | number>>;
}

/** Mails in the outbox, oldest first. */
export async function orderedMails(world: World): Promise<readonly OrderedMail[]> {
  const rows = await world.deps
    .db('outbox')
    .where({ kind: 'mail' })
    .orderBy('id')
    .select<{ payload: string }[]>('payload');
  return rows.map((row) => JSON.parse(row.payload) as OrderedMail);
}
