import { notFound } from '../../domain/errors';
import { searchKey } from '../../domain/names';
import { addDays, amsterdamDay, type Day } from '../../domain/time';
import { findParty } from '../../persistence/party';
import { partnersHere, type PartnerHere } from '../../persistence/read/counterparties';
import { allSectors } from '../../persistence/sector';
import { selectField, textField } from '../fields';
import { page, type MemberHandler } from '../http';
import { NO_AGREEMENT, WORKS_HERE_NO_MORE } from '../nl/counterparties';
import { counted } from '../nl/format';
import { exchangeWords } from '../nl/organisation';
import { organisationInWords } from '../../usecases/accounts/mail-words';
import { statusWords } from '../nl/status';
import { cell, type Cell, type Pagination } from '../parts';

const PER_PAGE = 50;
/** So long a partner is called new. */
const NEW_DAYS = 14;

/** Who works in this municipality, per sector, and how it stands. */
export const showPartners: MemberHandler = async (deps, { viewer, query }) => {
  const today = amsterdamDay(deps.clock.now());
  const municipality = await findParty(deps.db, viewer.party.id);
  if (!municipality) throw notFound();
  const all = await partnersHere(deps.db, municipality, today);
  const sectors = await allSectors(deps.db);
  const names = new Map(sectors.map((sector) => [sector.code, sector.name]));
  const filter = {
    search: (query['zoek'] ?? '').trim(),
    sector: names.has(query['sector'] ?? '') ? (query['sector'] ?? '') : '',
  };
  const shown = all.filter(
    (one) =>
      (filter.sector === '' || one.sectorCode === filter.sector) &&
      searchKey(one.partner.name).includes(searchKey(filter.search)),
  );
  const pages = Math.max(1, Math.ceil(shown.length / PER_PAGE));
  const at = Math.min(pages, Math.max(1, Number.parseInt(query['bladzijde'] ?? '1', 10) || 1));
  const rows = shown.slice((at - 1) * PER_PAGE, at * PER_PAGE);
  const model = {
    overTitle: organisationInWords(viewer.party),
    none: all.length === 0,
    noHit: shown.length === 0,
    summary: summary(all),
    filter: {
      action: '/signaalpartners',
      fields: [
        textField({ id: 'zoek', label: 'Naam', type: 'search', value: filter.search }),
        selectField({
          id: 'sector',
          label: 'Sector',
          value: filter.sector,
          options: [
            { value: '', label: 'Alle sectoren' },
            ...sectors.map((sector) => ({ value: sector.code, label: sector.name })),
          ],
        }),
      ],
      active: [filter.search, filter.sector].filter((value) => value !== '').length,
      clear: filter.search === '' && filter.sector === '' ? null : '/signaalpartners',
    },
    table: {
      caption: 'Signaalpartners in uw gemeente',
      captionShown: false,
      columns: ['Signaalpartner', 'Sector', 'Status', 'Contact'].map((label) => ({ label, align: 'start' as const })),
      rows: rows.map((one) => partnerRow(one, names.get(one.sectorCode) ?? one.sectorCode, viewer.personId, today)),
    },
    pagination: pages === 1 ? null : pagination(at, pages, filter),
  };
  return page('counterparties/partners', 'Signaalpartners', model, { current: '/signaalpartners' });
};

function summary(all: readonly PartnerHere[]): string {
  const partners = new Set(all.map((one) => one.partner.id));
  const inForce = new Set(all.filter((one) => one.agreement?.stage.at === 'in-force').map((one) => one.partner.id));
  const work = counted(partners.size, 'signaalpartner werkt', 'signaalpartners werken');
  return `${work} in uw gemeente. ${exchangeWords(inForce.size, 'signaalpartner', 'signaalpartners')}`;
}

function partnerRow(one: PartnerHere, sector: string, personId: string, today: Day): readonly Cell[] {
  const { partner, agreement } = one;
  const fresh = partner.admittedOn !== null && addDays(partner.admittedOn, NEW_DAYS) > today;
  const words = agreement ? statusWords(agreement.stage, 'municipality', personId) : null;
  return [
    cell(partner.name, {
      href: `/signaalpartners/${partner.number ?? ''}`,
      quiet: fresh ? `${partner.number ?? ''}, nieuw` : partner.number,
    }),
    cell(sector),
    cell(null, {
      badge: words ? { tone: words.tone, label: words.text } : { tone: 'neutral', label: NO_AGREEMENT },
      quiet: one.worksHere ? null : WORKS_HERE_NO_MORE,
    }),
    cell(partner.generalMailbox ?? 'Niet bekend'),
  ];
}

function pagination(
  at: number,
  pages: number,
  filter: { readonly search: string; readonly sector: string },
): Pagination {
  const href = (to: number): string =>
    `/signaalpartners?${new URLSearchParams({ zoek: filter.search, sector: filter.sector, bladzijde: String(to) }).toString()}`;
  return {
    position: `Bladzijde ${at} van ${pages}`,
    previous: at > 1 ? href(at - 1) : null,
    next: at < pages ? href(at + 1) : null,
  };
}
