import type { Deps } from '../../deps';
import { answersOn, type Pair, type SectorAnswer } from '../../domain/exchange-permission';
import type { Day } from '../../domain/time';
import { findMunicipality } from '../../persistence/party';
import { findPair } from '../../persistence/read/register-pair';
import { findPublicPartner } from '../../persistence/read/search-parties';

interface Question {
  /** GM0344 */
  readonly municipality: string;
  /** SP-00042 */
  readonly partner: string;
  readonly day: Day;
  /** The number of a change: the answer as the register gave it then. */
  readonly knownAt?: number;
}

export type Asked =
  | { readonly kind: 'answered'; readonly pair: Pair; readonly answers: readonly SectorAnswer[] }
  | { readonly kind: 'unknown-code'; readonly municipality: boolean; readonly partner: boolean };

/** "May A send signals to B on day D?" for the page, the API and the command line alike. The day is one that may be asked. */
export async function askRegister(deps: Pick<Deps, 'db' | 'config'>, question: Question): Promise<Asked> {
  const pair = await findPair(deps.db, question.municipality, question.partner, question.knownAt ?? null);
  if (pair) return { kind: 'answered', pair, answers: answersOn(pair, question.day, deps.config.registerBeginsOn) };
  const municipality = await findMunicipality(deps.db, question.municipality);
  const partner = await findPublicPartner(deps.db, question.partner);
  return { kind: 'unknown-code', municipality: municipality === null, partner: partner === null };
}
