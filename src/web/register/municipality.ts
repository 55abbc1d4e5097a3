import { predecessorsOf, successorsOf } from '../../domain/former-municipalities';
import { provinceName } from '../../domain/provinces';
import { amsterdamDay } from '../../domain/time';
import { findMunicipality } from '../../persistence/party';
import { namesOf } from '../../persistence/party-name';
import { rightsOfMunicipality } from '../../persistence/read/register-lists';
import { allSectors } from '../../persistence/sector';
import { cacheable, formAgain, page, type PublicHandler } from '../http';
import { dutchDay, dutchList } from '../nl/format';
import { wentUpIn } from '../nl/register';
import { fact } from '../parts';
import { askedDay, dayForm } from './asked-day';
import { formerMunicipalityPage, notInRegister } from './not-here';
import { partnersBySector } from './party-page';
import { inCapitals, municipalityPath } from './paths';

/** Who may send signals to this municipality, today or on another day. */
export const getRegisterMunicipality: PublicHandler = async (deps, request) => {
  const proper = inCapitals(request);
  if (proper) return proper;
  const code = request.params['code'] ?? '';
  const today = amsterdamDay(deps.clock.now());
  const gone = successorsOf(code, today);
  if (gone.length > 0) return formerMunicipalityPage(gone, municipalityPath);
  const party = await findMunicipality(deps.db, code);
  if (!party) return notInRegister(code);

  const asked = askedDay(request.query, today);
  const day = asked.ok ? asked.day : today;
  const [names, rights, sectors] = await Promise.all([
    namesOf(deps.db, party.id),
    rightsOfMunicipality(deps.db, party.id, day),
    allSectors(deps.db),
  ]);
  const aliases = names.filter((name) => name.kind === 'alias').map((name) => name.name);
  const admitted = party.status === 'admitted';
  const title = `Gemeente ${party.name}`;
  const form = dayForm(municipalityPath(code), 'Met wie op een andere dag?', asked);
  const model = {
    title,
    errors: form.error === null ? [] : [{ field: 'dag', message: form.error }],
    facts: [
      fact('CBS-code', code),
      ...(aliases.length > 0 ? [fact('Ook bekend als', dutchList(aliases))] : []),
      fact('Provincie', provinceName(party.provinceCode)),
      fact('Doet mee', admitted && party.admittedOn ? `Sinds ${dutchDay(party.admittedOn)}` : 'Nog niet'),
    ],
    former: predecessorsOf(code, today).map((one) => wentUpIn([one])),
    dayForm: form,
    groupsTitle: `Signaalpartners op ${dutchDay(day)}`,
    groups: partnersBySector(code, rights, sectors, day),
    empty: admitted
      ? `${day === today ? 'Vandaag is' : day > today ? 'Op deze dag is, zoals nu bekend,' : 'Op deze dag was'} er met geen enkele signaalpartner een overeenkomst van kracht.`
      : 'Deze gemeente doet nog niet mee aan het convenant. Verhuurders kunnen wel rechtstreeks met de gemeente contact opnemen.',
  };
  const options = {
    current: '/register',
    breadcrumbs: [
      { label: 'Register', href: '/register' },
      { label: party.name, href: null },
    ],
  };
  return asked.ok
    ? cacheable(page('register/gemeente', title, model, options))
    : formAgain('register/gemeente', title, model, options);
};
