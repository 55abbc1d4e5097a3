// What can be prepared, what of it a form chooses, and who may sign it.
import { holdsOn, mandateState, type Mandate } from '../../domain/mandates';
import type { Viewer } from '../../domain/parties';
import { provinces } from '../../domain/provinces';
import type { SectorScope } from '../../domain/scope';
import type { Sector } from '../../domain/sectors';
import type { Day, Id } from '../../domain/time';
import type { ListedAgreement } from '../../persistence/read/agreements';
import { chosen } from '../form';
import type { FormBody } from '../http';
import { waitingFor } from './waiting';

export interface PrepareFacts {
  readonly viewer: Viewer;
  readonly today: Day;
  readonly sectors: readonly Sector[];
  readonly agreements: readonly ListedAgreement[];
  readonly mandates: readonly Mandate[];
  /** Local arrangements are filled in; true for partners. */
  readonly arrangements: boolean;
  readonly returned: ReadonlyMap<Id, string>;
  readonly declinedBefore: ReadonlySet<Id>;
}

export const PARKED = 'geparkeerd';

/** Groups in which one chooses: sectors for a municipality, provinces for a partner; parked ones last, off. */
export function choices({ viewer, agreements, sectors }: PrepareFacts): readonly {
  readonly code: string;
  readonly title: string;
  readonly list: readonly ListedAgreement[];
}[] {
  const kind = viewer.party.kind;
  const of = (waiting: string): readonly ListedAgreement[] =>
    agreements.filter(({ stage }) => waitingFor(stage, kind) === waiting);
  const open = of('prepare');
  const keyOf = (one: ListedAgreement): string =>
    kind === 'municipality' ? one.sectorCode : (one.counterpart.provinceCode ?? '');
  const known = kind === 'municipality' ? sectors : provinces;
  return [
    ...known.map(({ code, name }) => ({ code, title: name, list: open.filter((one) => keyOf(one) === code) })),
    { code: PARKED, title: 'Geparkeerd', list: of('parked') },
  ].filter(({ list }) => list.length > 0);
}

/** The agreements that a sent form means: their own box and that of their group are on. */
export function chosenAgreements(facts: PrepareFacts, form: FormBody): readonly ListedAgreement[] {
  const groups = chosen(form, 'groep');
  const numbers = new Set(chosen(form, 'kies'));
  return choices(facts)
    .filter(({ code }) => groups.includes(code))
    .flatMap(({ list }) => list.filter((one) => numbers.has(one.number)));
}

/** Who may sign something today by a confirmed mandate, each person once. */
export function signatories(
  mandates: readonly Mandate[],
  today: Day,
): readonly {
  readonly personId: Id;
  readonly name: string;
  readonly office: string;
  readonly scopes: readonly SectorScope[];
}[] {
  const found = new Map<Id, { personId: Id; name: string; office: string; scopes: SectorScope[] }>();
  for (const mandate of mandates.filter((one) => mandateState(one, today) === 'valid')) {
    for (const holder of mandate.holders.filter((one) => holdsOn(mandate, one.personId, today))) {
      const known = found.get(holder.personId);
      if (known) known.scopes.push(mandate.scope);
      else
        found.set(holder.personId, {
          personId: holder.personId,
          name: holder.name,
          office: mandate.office,
          scopes: [mandate.scope],
        });
    }
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name, 'nl'));
}
