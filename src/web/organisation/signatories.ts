import { confirmedBySteward, mandateState, type Mandate, type MandateState } from '../../domain/mandates';
import type { Viewer } from '../../domain/parties';
import type { Sector } from '../../domain/sectors';
import { amsterdamDay, type Day } from '../../domain/time';
import { mandatesOf } from '../../persistence/mandate';
import { allSectors } from '../../persistence/sector';
import { page, type MemberHandler } from '../http';
import { groundLine, holderNames, mandateBadge, periodWords, savedWords, scopeWords } from '../nl/organisation';
import { organisationInWords } from '../../usecases/accounts/mail-words';
import { cell, type Cell, type DataTable } from '../parts';
import { UNDER_ORGANISATION } from './place';

const TITLE = 'Tekenbevoegden';

/** Who may sign, on which ground, for what, until when; ended and revoked mandates below. */
export const showSignatories: MemberHandler = async (deps, { viewer, query }) => {
  const today = amsterdamDay(deps.clock.now());
  const mandates = await mandatesOf(deps.db, viewer.party.id);
  const sectors = await allSectors(deps.db);
  const over = (mandate: Mandate): boolean => OVER.includes(mandateState(mandate, today));
  const manages = viewer.roles.includes('admin');
  const current = mandates.filter((mandate) => !over(mandate));
  const ended = mandates.filter(over);
  const model = {
    overTitle: organisationInWords(viewer.party),
    saved: savedWords(query['bewaard'] ?? ''),
    manages,
    current: current.length === 0 ? null : table('Wie mag tekenen', current, sectors, today, viewer, manages),
    ended: ended.length === 0 ? null : table('Afgelopen en ingetrokken', ended, sectors, today, viewer, false),
    endedCount: ended.length,
  };
  return page('organisation/signatories', TITLE, model, UNDER_ORGANISATION(TITLE));
};

const OVER: readonly MandateState[] = ['ended', 'revoked'];

function table(
  caption: string,
  mandates: readonly Mandate[],
  sectors: readonly Sector[],
  today: Day,
  viewer: Viewer,
  manages: boolean,
): DataTable {
  const labels = ['Wie', 'Stand', 'Grond', 'Waarvoor en hoelang', ...(manages ? ['Wijzigen'] : [])];
  return {
    caption,
    captionShown: false,
    columns: labels.map((label) => ({ label, align: 'start' })),
    rows: mandates.map((mandate) => {
      const state = mandateState(mandate, today);
      const own = state === 'unconfirmed' && mandate.holders.some((holder) => holder.personId === viewer.personId);
      const byHolder = !confirmedBySteward(mandate);
      const base: readonly Cell[] = [
        cell(holderNames(mandate), { quiet: mandate.office }),
        own && byHolder
          ? cell('Bevestig uw mandaat', { href: `/tekenbevoegdheid/${mandate.id}/bevestiging` })
          : cell(null, { badge: mandateBadge(state, byHolder), quiet: mandate.revokedReason }),
        cell(mandate.grounds.map(groundLine).join('; ')),
        cell(scopeWords(mandate.scope, sectors), { quiet: periodWords(mandate.validFrom, mandate.validUntil) }),
      ];
      const revoke = cell('Trek in', { href: `/organisatie/tekenbevoegden/${mandate.id}/intrekking` });
      return manages ? [...base, revoke] : base;
    }),
  };
}
