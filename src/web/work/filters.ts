// The filters of the list of agreements, as they stand in its address. What is unknown is dropped.
import { provinces } from '../../domain/provinces';
import { sortKey } from '../../domain/names';
import type { Sector } from '../../domain/sectors';
import { daysBetween, type Day } from '../../domain/time';
import type { ListedAgreement } from '../../persistence/read/agreements';
import { selectField, textField, type SelectField, type TextField } from '../fields';
import { statusFilters } from '../nl/work';
import { waitingFor } from './waiting';

export interface Filters {
  readonly sector: string;
  readonly status: string;
  readonly province: string;
  readonly name: string;
  /** Waits longer than so many days; '' for any. */
  readonly days: string;
}

const DAYS = ['7', '14', '30', '90'];

export function readFilters(query: Readonly<Record<string, string>>, sectors: readonly Sector[]): Filters {
  const known = (value: string | undefined, values: readonly string[]): string =>
    value !== undefined && values.includes(value) ? value : '';
  return {
    sector: known(
      query['sector'],
      sectors.map(({ code }) => code),
    ),
    status: known(
      query['status'],
      statusFilters.map(({ value }) => value),
    ),
    province: known(
      query['provincie'],
      provinces.map(({ code }) => code),
    ),
    name: (query['naam'] ?? '').trim().slice(0, 100),
    days: known(query['dagen'], DAYS),
  };
}

export const activeFilters = (filters: Filters): number =>
  Object.values(filters).filter((value) => value !== '').length;

export function filtered(
  agreements: readonly ListedAgreement[],
  filters: Filters,
  of: { readonly viewerKind: string; readonly today: Day },
): readonly ListedAgreement[] {
  const waiting = statusFilters.find(({ value }) => value === filters.status)?.waiting;
  const name = sortKey(filters.name);
  return agreements.filter(
    (one) =>
      (filters.sector === '' || one.sectorCode === filters.sector) &&
      (waiting === undefined || waiting.includes(waitingFor(one.stage, of.viewerKind))) &&
      (filters.province === '' || one.counterpart.provinceCode === filters.province) &&
      (filters.name === '' ||
        one.counterpart.sortKey.includes(name) ||
        one.counterpart.name.toLowerCase().includes(filters.name.toLowerCase()) ||
        [one.number, one.counterpart.code].some((code) => code.toLowerCase() === filters.name.toLowerCase())) &&
      (filters.days === '' ||
        (!['in-force', 'ended'].includes(waitingFor(one.stage, of.viewerKind)) &&
          daysBetween(one.since, of.today) > Number(filters.days))),
  );
}

/** The filters as a query string, to carry them to another page; the empty string when there are none. */
export function asQuery(filters: Filters, more: Readonly<Record<string, string>> = {}): string {
  const values = {
    sector: filters.sector,
    status: filters.status,
    provincie: filters.province,
    naam: filters.name,
    dagen: filters.days,
    ...more,
  };
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== '')).toString();
  return query === '' ? '' : `?${query}`;
}

export function filterFields(
  filters: Filters,
  sectors: readonly Sector[],
  viewerKind: string,
): readonly (SelectField | TextField)[] {
  const any = { value: '', label: 'Alle' };
  const select = (
    id: string,
    label: string,
    value: string,
    options: readonly { value: string; label: string }[],
  ): SelectField => selectField({ id, label, value, options: [any, ...options] });
  const municipality = viewerKind === 'municipality';
  return [
    textField({ id: 'naam', label: municipality ? 'Signaalpartner' : 'Gemeente', value: filters.name, type: 'search' }),
    select(
      'sector',
      'Sector',
      filters.sector,
      sectors.map(({ code, name }) => ({ value: code, label: name })),
    ),
    select('status', 'Status', filters.status, statusFilters),
    ...(municipality
      ? []
      : [
          select(
            'provincie',
            'Provincie',
            filters.province,
            provinces.map(({ code, name }) => ({ value: code, label: name })),
          ),
        ]),
    select(
      'dagen',
      'Wacht langer dan',
      filters.days,
      DAYS.map((days) => ({ value: days, label: `${days} dagen` })),
    ),
  ];
}
