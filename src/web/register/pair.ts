import { amsterdamDay } from '../../domain/time';
import { successorsOf } from '../../domain/former-municipalities';
import { askRegister } from '../../usecases/register/ask-register';
import { cacheable, formAgain, page, type PublicHandler } from '../http';
import { askedDay, dayForm } from './asked-day';
import { formerMunicipalityPage, notInRegister } from './not-here';
import { pairPage } from './pair-page';
import { inCapitals, municipalityPath, pairPath } from './paths';

/** "Mag A signalen sturen aan B?" on a day. */
export const getPair: PublicHandler = async (deps, request) => {
  const proper = inCapitals(request);
  if (proper) return proper;
  const code = request.params['code'] ?? '';
  const number = request.params['number'] ?? '';
  const now = deps.clock.now();
  const today = amsterdamDay(now);
  const gone = successorsOf(code, today);
  if (gone.length > 0) return formerMunicipalityPage(gone, (successor) => pairPath(successor, number));

  const asked = askedDay(request.query, today);
  const day = asked.ok ? asked.day : today;
  const found = await askRegister(deps, { municipality: code, partner: number, day });
  if (found.kind === 'unknown-code') return notInRegister(found.municipality ? code : number);

  const { pair } = found;
  const days = { day, today, registerBeginsOn: deps.config.registerBeginsOn };
  const form = dayForm(pairPath(code, number), 'Op welke dag?', asked);
  const model = pairPage(pair, asked.ok ? found.answers : [], days, form, now);
  const options = {
    current: '/register',
    breadcrumbs: [
      { label: 'Register', href: '/register' },
      { label: pair.municipality.name, href: municipalityPath(code) },
      { label: pair.partner.name, href: null },
    ],
  };
  return asked.ok
    ? cacheable(page('register/koppel', model.question, model, options))
    : formAgain('register/koppel', model.question, model, options);
};
