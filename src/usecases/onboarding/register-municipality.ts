import { DomainError, notFound } from '../../domain/errors';
import type { MunicipalityAnswers } from '../../domain/registration';
import { findMunicipality, updateParty } from '../../persistence/party';
import { receiveRegistration, type OnboardingDeps, type ReceivedRegistration } from './receive-registration';

/**
 * A municipality applies. Throws municipality-already-registered when it applied or takes part already; of two at the same
 * moment the conditional update lets one through.
 */
export async function registerMunicipality(
  deps: OnboardingDeps,
  answers: MunicipalityAnswers,
  submission: string | null = null,
): Promise<ReceivedRegistration> {
  const party = await findMunicipality(deps.db, answers.cbsCode);
  if (!party || party.status === 'ended') throw notFound();
  const already = new DomainError('conflict', 'municipality-already-registered', {
    name: party.name,
    mail: deps.config.desk.mail,
  });
  if (party.status === 'applied' || party.status === 'admitted') throw already;
  return deps.db.transaction(async (trx) => {
    if (!(await updateParty(trx, party.id, party.version, { status: 'applied' }))) throw already;
    return receiveRegistration(trx, deps, party, answers, submission);
  });
}
