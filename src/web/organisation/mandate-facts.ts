import type { Mandate } from '../../domain/mandates';
import type { Sector } from '../../domain/sectors';
import { groundLine, holderNames, periodWords, scopeWords } from '../nl/organisation';
import { fact, type Fact } from '../parts';

/** A mandate as everybody who must confirm or end it reads it. */
export function mandateFacts(mandate: Mandate, sectors: readonly Sector[], party: string): readonly Fact[] {
  return [
    fact('Wie', holderNames(mandate)),
    fact('Functie', mandate.office),
    fact('Namens', party),
    ...mandate.grounds.map((ground, at) => fact(at === 0 ? 'Grond' : 'Tweede grond', groundLine(ground))),
    fact('Waarvoor', scopeWords(mandate.scope, sectors)),
    fact('Hoelang', periodWords(mandate.validFrom, mandate.validUntil)),
  ];
}
