import type { Deps } from '../../deps';
import type { Viewer } from '../../domain/parties';
import { amsterdamDay, type Day } from '../../domain/time';
import { findCeremony } from '../../persistence/ceremony';
import { itemsOf } from '../../persistence/ceremony-item';
import { mandatesOf, mandatesToConfirm } from '../../persistence/mandate';
import { agreementList, type ListedAgreement } from '../../persistence/read/agreements';
import { peopleOf } from '../../persistence/read/ceremony-page';
import { placesOfPartner } from '../../persistence/read/counterparties';
import { readiness } from '../../persistence/read/readiness';
import { allSectors } from '../../persistence/sector';
import { page, type MemberHandler } from '../http';
import { organisationInWords } from '../../usecases/accounts/mail-words';
import { doneWords, handedOverWords } from '../nl/work';
import { recentEvents } from './events';
import { groupBy } from './group-by';
import type { OwnList, WorkFacts } from './overview-items';
import { overviewPage } from './overview-page';

/** Events that fit beside the work. */
const EVENTS = 5;

export const showOverview: MemberHandler = async (deps, { viewer, query }) => {
  const { db } = deps;
  const today = amsterdamDay(deps.clock.now());
  const agreements = await agreementList(db, viewer.party, today);
  const facts: WorkFacts = {
    viewer,
    today,
    agreements,
    sectors: await allSectors(db),
    lists: await ownLists(deps, viewer, agreements),
    readiness: await readiness(db, viewer.party.id, today),
    toConfirm: await mandatesToConfirm(db, viewer.personId, viewer.party.id, today),
    mandates: await mandatesOf(db, viewer.party.id),
  };
  const model = overviewPage(facts, {
    title: organisationInWords(viewer.party),
    done: doneWords(query['gedaan'] ?? '') ?? (await preparedWords(deps, viewer, query['klaargezet'])),
    events: await recentEvents(db, viewer.party, EVENTS),
    coverage: viewer.party.kind === 'partner' ? await coverageOf(deps, viewer, today) : null,
  });
  return page('work/overview', 'Overzicht', model, { current: '/overzicht' });
};

/** The lists that lie at this person, oldest first, each with its agreements. */
async function ownLists(
  deps: Deps,
  viewer: Viewer,
  agreements: readonly ListedAgreement[],
): Promise<readonly OwnList[]> {
  const mine = agreements.filter(
    ({ stage }) =>
      (stage.at === 'municipality' || stage.at === 'partner') &&
      stage.work.kind === 'handed-over' &&
      stage.work.personId === viewer.personId,
  );
  const lists: OwnList[] = [];
  for (const [number, listed] of groupBy(mine, (one) => one.ceremony?.number ?? '')) {
    const ceremony = await findCeremony(deps.db, number);
    if (ceremony?.status !== 'handed-over') continue;
    const { preparer } = await peopleOf(deps.db, ceremony);
    lists.push({ number, preparedOn: amsterdamDay(ceremony.preparedAt), preparedBy: preparer, agreements: listed });
  }
  return lists.sort((a, b) => a.number.localeCompare(b.number));
}

/** "45 overeenkomsten liggen klaar voor F. de Vries (S-2026-000117)." */
async function preparedWords(deps: Deps, viewer: Viewer, number: string | undefined): Promise<string | null> {
  const ceremony = number === undefined ? null : await findCeremony(deps.db, number);
  if (!ceremony || ceremony.partyId !== viewer.party.id) return null;
  const { signatory } = await peopleOf(deps.db, ceremony);
  return handedOverWords((await itemsOf(deps.db, ceremony.id)).length, signatory, ceremony.number);
}

async function coverageOf(deps: Deps, viewer: Viewer, today: Day): Promise<{ places: number; inForce: number }> {
  const places = await placesOfPartner(deps.db, viewer.party, today);
  const distinct = (list: typeof places): number => new Set(list.map(({ place }) => place.id)).size;
  return {
    places: distinct(places.filter((one) => one.worksHere)),
    inForce: distinct(places.filter(({ agreement }) => agreement?.stage.at === 'in-force')),
  };
}
