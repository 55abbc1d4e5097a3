import type { Day } from '../../domain/time';
import { dutchDay, dutchNumber } from '../nl/format';
import type { Figure } from '../parts';

interface HomeData {
  readonly today: Day;
  readonly municipalitiesTakingPart: number;
  readonly municipalitiesTotal: number;
  readonly partners: number;
  readonly agreementsInForce: number;
}

interface HomePage {
  readonly standing: { readonly title: string; readonly figures: readonly Figure[] } | null;
}

/** An empty register has no standing to show: the figures are left out. */
export const homePage = (data: HomeData): HomePage => ({
  standing:
    data.municipalitiesTakingPart === 0 && data.partners === 0
      ? null
      : {
          title: `Stand op ${dutchDay(data.today)}`,
          figures: [
            {
              figure: dutchNumber(data.municipalitiesTakingPart),
              of: `van ${dutchNumber(data.municipalitiesTotal)}`,
              label: data.municipalitiesTakingPart === 1 ? 'gemeente doet mee' : 'gemeenten doen mee',
            },
            {
              figure: dutchNumber(data.partners),
              of: null,
              label: data.partners === 1 ? 'signaalpartner' : 'signaalpartners',
            },
            {
              figure: dutchNumber(data.agreementsInForce),
              of: null,
              label: data.agreementsInForce === 1 ? 'overeenkomst van kracht' : 'overeenkomsten van kracht',
            },
          ],
        },
});
