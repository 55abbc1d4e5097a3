import type { Deps } from '../../deps';
import { formerMunicipalities } from '../../domain/former-municipalities';
import { nearNames } from '../../domain/near-names';
import { provinces } from '../../domain/provinces';
import { amsterdamDay, type Day } from '../../domain/time';
import { partiesOfKind } from '../../persistence/party';
import { publicNames, rightsPerSector, searchParties, type FoundParty } from '../../persistence/read/search-parties';
import { allSectors } from '../../persistence/sector';
import type { FieldError } from '../form';
import { cacheable, formAgain, page, redirect, type PublicHandler, type PublicRequest } from '../http';
import { counted } from '../nl/format';
import { severalNamed, unknownName, wentUpIn } from '../nl/register';
import type { DetailsGroup } from '../parts';
import { askedDay, dayForm } from './asked-day';
import { municipalityPath, pairPath } from './paths';
import { searchPage } from './search-page';

const TITLE = 'Register';
const OPTIONS = { current: '/register' };

/** Find a municipality or a partner, or ask about one pair. */
export const getRegister: PublicHandler = async (deps, request) =>
  cacheable(page('register/zoeken', TITLE, await modelFor(deps, request, []), OPTIONS));

/** The question about one pair: names become codes, and the answer has an address of its own. */
export const getPairQuestion: PublicHandler = async (deps, request) => {
  const today = amsterdamDay(deps.clock.now());
  const asked = askedDay(request.query, today);
  const municipality = await oneParty(deps, request.query['gemeente'] ?? '', 'municipality', today);
  const partner = await oneParty(deps, request.query['partner'] ?? '', 'partner', today);
  const errors: FieldError[] = [
    ...(municipality.ok ? [] : [{ field: 'gemeente', message: municipality.error }]),
    ...(partner.ok ? [] : [{ field: 'partner', message: partner.error }]),
    ...(asked.ok ? [] : [{ field: 'dag', message: asked.error }]),
  ];
  if (!municipality.ok || !partner.ok || !asked.ok)
    return formAgain('register/zoeken', TITLE, await modelFor(deps, request, errors), OPTIONS);
  const day = asked.day === today ? '' : `?dag=${asked.day}`;
  return redirect(`${pairPath(municipality.code, partner.code)}${day}`);
};

type OneParty = { readonly ok: true; readonly code: string } | { readonly ok: false; readonly error: string };

async function oneParty(deps: Deps, typed: string, kind: 'municipality' | 'partner', today: Day): Promise<OneParty> {
  if (typed.trim() === '')
    return { ok: false, error: kind === 'municipality' ? 'Vul een gemeente in.' : 'Vul een signaalpartner in.' };
  const found = (await searchParties(deps.db, typed)).filter(({ party }) => party.kind === kind);
  const exact = found.filter(
    ({ party, otherName }) => sameName(typed, party.name) || (otherName !== null && sameName(typed, otherName)),
  );
  const hits = exact.length > 0 ? exact : found;
  const [only] = hits;
  if (only && hits.length === 1) return { ok: true, code: only.party.cbsCode ?? only.party.number ?? '' };
  if (only)
    return {
      ok: false,
      error: severalNamed(hits.slice(0, 5).map(({ party }) => `${party.name} (${party.cbsCode ?? party.number})`)),
    };
  const [former] = kind === 'municipality' ? formerMunicipalities(typed, today) : [];
  if (former) return { ok: true, code: former.oldCode };
  const names = (await publicNames(deps.db)).filter((one) => one.kind === kind);
  return { ok: false, error: unknownName(kind, nearNames(typed, names, 1)[0]?.name ?? null) };
}

const sameName = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

async function modelFor(deps: Deps, request: PublicRequest, errors: readonly FieldError[]): Promise<object> {
  const today = amsterdamDay(deps.clock.now());
  const typed = (request.query['zoek'] ?? '').trim().slice(0, 100);
  const found = typed === '' ? [] : await searchParties(deps.db, typed);
  const former = typed === '' ? [] : groupByOldCode(formerMunicipalities(typed, today));
  const [sectors, names, rights] = await Promise.all([
    allSectors(deps.db),
    publicNames(deps.db),
    rightsOf(deps, found, today),
  ]);
  return searchPage({
    typed,
    found,
    rights,
    sectors,
    former: former.map((successions) => ({
      text: wentUpIn(successions),
      link: { label: 'Bekijk', href: municipalityPath(successions[0]?.oldCode ?? '') },
    })),
    suggestions: typed === '' || found.length > 0 ? [] : nearNames(typed, names, 3),
    names,
    asked: {
      municipality: request.query['gemeente'] ?? '',
      partner: request.query['partner'] ?? '',
      day: dayForm('/register/koppel', 'Op welke dag?', askedDay(request.query, today)),
    },
    errors,
  });
}

async function rightsOf(
  deps: Deps,
  found: readonly FoundParty[],
  today: Day,
): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const ids = (kind: string): string[] => found.filter(({ party }) => party.kind === kind).map(({ party }) => party.id);
  const [ofMunicipalities, ofPartners] = await Promise.all([
    rightsPerSector(deps.db, 'municipality', ids('municipality'), today),
    rightsPerSector(deps.db, 'partner', ids('partner'), today),
  ]);
  return new Map([...ofMunicipalities, ...ofPartners]);
}

function groupByOldCode<T extends { readonly oldCode: string }>(rows: readonly T[]): readonly (readonly T[])[] {
  const codes = [...new Set(rows.map((row) => row.oldCode))];
  return codes.map((code) => rows.filter((row) => row.oldCode === code));
}

/** Not every municipality takes part: which do not yet. */
export const getNotTakingPart: PublicHandler = async (deps) => {
  const parties = await partiesOfKind(deps.db, 'municipality', ['listed', 'applied', 'refused']);
  const groups: readonly DetailsGroup[] = provinces.flatMap(({ code, name }) => {
    const here = parties.filter((party) => party.provinceCode === code);
    if (here.length === 0) return [];
    const items = here.map((party) => ({
      title: party.name,
      quiet: party.cbsCode,
      link: { label: 'Bekijk', href: municipalityPath(party.cbsCode ?? '') },
      check: null,
    }));
    return [{ title: name, aside: counted(here.length, 'gemeente', 'gemeenten'), open: false, items, more: null }];
  });
  const title = 'Gemeenten die nog niet meedoen';
  const breadcrumbs = [
    { label: 'Register', href: '/register' },
    { label: title, href: null },
  ];
  return cacheable(page('register/niet-mee', title, { title, groups }, { ...OPTIONS, breadcrumbs }));
};
