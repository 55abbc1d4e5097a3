import type { Deps } from '../../deps';
import { areaFingerprint } from '../../domain/area-change';
import type { ContactAnswer } from '../../domain/registration';
import type { AreaPart } from '../../domain/service-area';
import { addDays } from '../../domain/time';
import { newTotpSecret, totpCode } from '../../outside/totp';
import { findMunicipality } from '../../persistence/party';
import { findRegistration } from '../../persistence/registration';
import { serviceAreaOf } from '../../persistence/service-area';
import { acceptInvitation } from '../accounts/accept-invitation';
import { DEMONSTRATION_PASSWORD } from '../accounts/create-account';
import { admitRegistration } from '../onboarding/admit-registration';
import { askSupplement } from '../onboarding/ask-supplement';
import { registerMunicipality } from '../onboarding/register-municipality';
import { registerPartner } from '../onboarding/register-partner';
import { changeServiceArea } from '../organisation/change-service-area';
import { FICTIEHOF } from './partners';
import { BUNNIK, bunnik, smallLandlord, staffOfParty, stewards } from './people';
import { enlist, playerOf, type Calendar, type Player, type Stage, type Step } from './stage';
import { addPerson, giveMandate } from './take-part';

/** What lies on the desk of the NVVK, and the municipality that was admitted a moment ago. */
export function desk(days: Calendar): readonly Step[] {
  return [
    { at: days.ago(3, '13:20'), run: askedRegistration },
    { at: days.ago(2, '08:25'), run: askQuestion },
    { at: days.ago(2, '14:10'), run: askForMoreArea },
    { at: days.ago(1, '12:05'), run: ownMandate },
    { at: days.minutesAgo(170), run: bunnikJoins },
    { at: days.minutesAgo(95), run: brummenApplies },
    { at: days.minutesAgo(40), run: supplierApplies },
  ];
}

/** The registration under which its number is kept. */
const ASKED = 'asked';

const country = (sectorCode: string): readonly AreaPart[] => [{ sectorCode, scope: 'country', code: 'NL' }];

const reach = (name: string, functionTitle: string, email: string): ContactAnswer => ({
  name,
  functionTitle,
  email,
  telephone: '030 000 00 00',
});

async function askedRegistration(stage: Stage, deps: Deps): Promise<void> {
  const { number } = await registerPartner(deps, {
    kind: 'partner',
    sectors: ['huur'],
    kvk: '99000901',
    name: 'Wonen in Verzinsel',
    seat: 'Verzonnenveen',
    area: ['GM0983', 'GM0957', 'GM0917'].map((code) => ({ sectorCode: 'huur', scope: 'municipality', code })),
    contact: reach('P. Gerrits', 'medewerker huurincasso', 'p.gerrits@verzinsel.example'),
    generalMailbox: 'info@verzinsel.example',
  });
  stage.numbers.set(ASKED, number);
}

async function askQuestion(stage: Stage, deps: Deps): Promise<void> {
  const number = stage.numbers.get(ASKED) ?? '';
  const question = 'Wilt u een e-mailadres opgeven waar meer collega’s meelezen, speciaal voor vroegsignalering?';
  await askSupplement(deps, firstSteward(stage), { number, version: await versionOf(deps, number), question });
}

/** A landlord wants to work in a whole province: more than 25 municipalities at once. */
async function askForMoreArea(stage: Stage, deps: Deps): Promise<void> {
  const viewer = playerOf(stage, staffOfParty(FICTIEHOF).contact.email);
  const current = await serviceAreaOf(deps.db, viewer.party.id);
  await changeServiceArea(deps, viewer, areaFingerprint(current), [
    { sectorCode: 'huur', scope: 'province', code: 'PV25' },
  ]);
}

/** In a small organisation one person records her own right to sign; an NVVK employee confirms it. */
async function ownMandate(stage: Stage, deps: Deps): Promise<void> {
  const owner = await addPerson(stage, deps, smallLandlord.party, smallLandlord.person);
  await giveMandate(deps, owner, owner, { from: deps.clock.now().slice(0, 10), until: null });
}

async function bunnikJoins(stage: Stage, deps: Deps): Promise<void> {
  const { name, functionTitle, email } = bunnik;
  const today = deps.clock.now().slice(0, 10);
  const { number } = await registerMunicipality(deps, {
    kind: 'municipality',
    cbsCode: BUNNIK,
    contact: reach(name, functionTitle, email),
    generalMailbox: 'vroegsignalering@bunnik.example',
    decision: {
      decidedOn: addDays(today, -6),
      reference: `Z-${today.slice(0, 4)}-0093`,
      futurePartners: true,
      laterVersions: false,
    },
  });
  // The link is in the mail and nowhere else.
  let link = '';
  const newSecret = (): string => {
    link = deps.newSecret();
    return link;
  };
  const decision = { number, version: await versionOf(deps, number) };
  await admitRegistration({ ...deps, newSecret }, firstSteward(stage), decision);
  const totpSecret = newTotpSecret();
  const { personId } = await acceptInvitation(deps, {
    secret: link,
    name,
    functionTitle,
    passwordHash: await deps.passwords.hash(DEMONSTRATION_PASSWORD),
    totpSecret,
    code: await totpCode(totpSecret, deps.clock.now()),
  });
  const party = await findMunicipality(deps.db, BUNNIK);
  if (!party) throw new Error('unreachable: it was admitted a moment ago');
  stage.parties.set(BUNNIK, party);
  enlist(stage, party, { personId, name, email, roles: ['contact', 'admin'], totpSecret });
}

async function brummenApplies(_stage: Stage, deps: Deps): Promise<void> {
  await registerMunicipality(deps, {
    kind: 'municipality',
    cbsCode: 'GM0213',
    contact: reach('E. Visscher', 'beleidsmedewerker schuldhulpverlening', 'e.visscher@brummen.example'),
    generalMailbox: 'vroegsignalering@brummen.example',
    decision: null,
  });
}

async function supplierApplies(_stage: Stage, deps: Deps): Promise<void> {
  await registerPartner(deps, {
    kind: 'partner',
    sectors: ['energie'],
    kvk: '99000902',
    name: 'Denkbeeldige Stroom B.V.',
    seat: 'Voorbeeldstad',
    area: country('energie'),
    contact: reach('H. Stroomman', 'hoofd debiteurenbeheer', 'h.stroomman@denkbeeldige-stroom.example'),
    generalMailbox: 'vroegsignalering@denkbeeldige-stroom.example',
  });
}

const firstSteward = (stage: Stage): Player => playerOf(stage, stewards[0]?.email ?? '');

async function versionOf(deps: Deps, number: string): Promise<number> {
  return (await findRegistration(deps.db, number))?.version ?? 1;
}
