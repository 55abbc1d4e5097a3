import { provinceName } from '../../domain/provinces';
import { notFound } from '../../domain/errors';
import { addDays, amsterdamDay } from '../../domain/time';
import { namesOf } from '../../persistence/party-name';
import { rightsOfPartner } from '../../persistence/read/register-lists';
import { findPublicPartner } from '../../persistence/read/search-parties';
import { allSectors } from '../../persistence/sector';
import { serviceAreaOf } from '../../persistence/service-area';
import { csvFile } from '../csv';
import { cacheable, formAgain, page, type PublicHandler } from '../http';
import { dutchDay, dutchList } from '../nl/format';
import { fact } from '../parts';
import { askedDay, dayForm } from './asked-day';
import { notInRegister } from './not-here';
import { municipalitiesByProvince } from './party-page';
import { inCapitals, partnerPath } from './paths';

/** Where this partner may send signals, today or on another day. */
export const getRegisterPartner: PublicHandler = async (deps, request) => {
  const proper = inCapitals(request);
  if (proper) return proper;
  const number = request.params['number'] ?? '';
  const party = await findPublicPartner(deps.db, number);
  if (!party) return notInRegister(number);

  const today = amsterdamDay(deps.clock.now());
  const asked = askedDay(request.query, today);
  const day = asked.ok ? asked.day : today;
  const [names, area, rights, sectors] = await Promise.all([
    namesOf(deps.db, party.id),
    serviceAreaOf(deps.db, party.id),
    rightsOfPartner(deps.db, party.id, day),
    allSectors(deps.db),
  ]);
  const former = names.filter((name) => name.kind === 'former').map((name) => name.name);
  const active = new Set([...area.map((part) => part.sectorCode), ...rights.map((right) => right.sectorCode)]);
  const form = dayForm(partnerPath(number), 'Waar op een andere dag?', asked);
  const model = {
    title: party.name,
    errors: form.error === null ? [] : [{ field: 'dag', message: form.error }],
    ended: party.status === 'ended',
    facts: [
      fact('Nummer', number),
      ...(former.length > 0 ? [fact('Vroeger', dutchList(former))] : []),
      fact('Sector', dutchList(sectors.filter(({ code }) => active.has(code)).map(({ name }) => name))),
      ...(party.kvk ? [fact('KvK-nummer', party.kvk)] : []),
      ...(party.seat ? [fact('Vestigingsplaats', party.seat)] : []),
      ...(party.admittedOn ? [fact('Doet mee', `Sinds ${dutchDay(party.admittedOn)}`)] : []),
    ],
    dayForm: form,
    groupsTitle: `Gemeenten op ${dutchDay(day)}`,
    groups: municipalitiesByProvince(number, rights, sectors, day),
    empty: 'Nog geen overeenkomst van kracht.',
    download: rights.length === 0 ? null : `${partnerPath(number)}/gemeenten.csv?dag=${day}`,
  };
  const options = {
    current: '/register',
    breadcrumbs: [
      { label: 'Register', href: '/register' },
      { label: party.name, href: null },
    ],
  };
  return asked.ok
    ? cacheable(page('register/signaalpartner', party.name, model, options))
    : formAgain('register/signaalpartner', party.name, model, options);
};

/** Exactly what the page shows, as a file. */
export const getRegisterPartnerFile: PublicHandler = async (deps, request) => {
  const party = await findPublicPartner(deps.db, request.params['number'] ?? '');
  const asked = askedDay(request.query, amsterdamDay(deps.clock.now()));
  if (!party?.number || !asked.ok) throw notFound();
  const [rights, sectors] = await Promise.all([rightsOfPartner(deps.db, party.id, asked.day), allSectors(deps.db)]);
  const rows = rights.map((right) => [
    right.name,
    right.code,
    provinceName(right.provinceCode),
    sectors.find((sector) => sector.code === right.sectorCode)?.name ?? right.sectorCode,
    right.validFrom,
    right.validUntil ? addDays(right.validUntil, -1) : '',
    right.agreementNumber ?? '',
  ]);
  const header = ['gemeente', 'CBS-code', 'provincie', 'sector', 'vanaf', 'tot en met', 'overeenkomst'];
  return csvFile(deps.config, `gemeenten-${party.number}-${asked.day}`, header, rows);
};
