import { DomainError } from '../../domain/errors';
import { cleanName, sortKey } from '../../domain/names';
import type { PartnerAnswers } from '../../domain/registration';
import { sectorIsOpen } from '../../domain/sectors';
import { amsterdamDay, type Day, type Id } from '../../domain/time';
import type { Db, Trx } from '../../persistence/db';
import { isDuplicate } from '../../persistence/duplicate';
import { findPartnerByKvk, insertParty } from '../../persistence/party';
import { insertPartyNames } from '../../persistence/party-name';
import { allSectors } from '../../persistence/sector';
import { replaceServiceArea } from '../../persistence/service-area';
import { receiveRegistration, type OnboardingDeps, type ReceivedRegistration } from './receive-registration';

/**
 * A signal partner applies. Throws sector-closed, or partner-already-registered when its KvK number applied or takes part
 * already; of two at the same moment the unique index lets one through.
 */
export async function registerPartner(
  deps: OnboardingDeps,
  answers: PartnerAnswers,
  submission: string | null = null,
): Promise<ReceivedRegistration> {
  const today = amsterdamDay(deps.clock.now());
  await refuseClosedSectors(deps.db, answers.sectors, today);
  const already = new DomainError('conflict', 'partner-already-registered', {
    kvk: answers.kvk,
    mail: deps.config.desk.mail,
  });
  if (await findPartnerByKvk(deps.db, answers.kvk)) throw already;
  const id = deps.newId();
  const name = cleanName(answers.name);
  try {
    return await deps.db.transaction(async (trx) => {
      await insertApplicant(trx, id, { ...answers, name }, today);
      return receiveRegistration(trx, deps, { id, kind: 'partner', name }, answers, submission);
    });
  } catch (error) {
    if (isDuplicate(error) && (await findPartnerByKvk(deps.db, answers.kvk))) throw already;
    throw error;
  }
}

async function refuseClosedSectors(db: Db, codes: readonly string[], today: Day): Promise<void> {
  const sectors = await allSectors(db);
  for (const code of codes) {
    const sector = sectors.find((one) => one.code === code);
    if (!sector || !sectorIsOpen(sector, today)) {
      throw new DomainError('invalid', 'sector-closed', { sector: sector?.name ?? code });
    }
  }
}

async function insertApplicant(trx: Trx, id: Id, answers: PartnerAnswers, today: Day): Promise<void> {
  await insertParty(trx, {
    id,
    kind: 'partner',
    number: null,
    naturalPerson: false,
    name: answers.name,
    sortKey: sortKey(answers.name),
    kvk: answers.kvk,
    cbsCode: null,
    seat: cleanName(answers.seat),
    provinceCode: null,
    generalMailbox: answers.generalMailbox,
    telephone: null,
    status: 'applied',
    admittedOn: null,
    validFrom: today,
    place: null,
  });
  await insertPartyNames(trx, [{ partyId: id, kind: 'legal', name: answers.name, validFrom: today, validUntil: null }]);
  await replaceServiceArea(trx, id, answers.area, today);
}
