import type { Succession } from '../../domain/reorganisations';
import { page, type Reply } from '../http';
import { wentUpIn } from '../nl/register';

/** A code or number that the register does not know: 404, with the way to search. */
export const notInRegister = (code: string): Reply =>
  page('register/onbekend', 'Niet gevonden', { code }, { status: 404, current: '/register' });

/** A municipality that no longer exists, with the way to its successors. */
export function formerMunicipalityPage(successions: readonly Succession[], pathOf: (code: string) => string): Reply {
  const name = successions[0]?.oldName ?? '';
  const model = {
    name,
    sentence: wentUpIn(successions),
    successors: successions.map((one) => ({
      label: `${one.successorName} (${one.successorCode})`,
      href: pathOf(one.successorCode),
    })),
  };
  return page('register/voormalig', name, model, {
    current: '/register',
    breadcrumbs: [
      { label: 'Register', href: '/register' },
      { label: name, href: null },
    ],
  });
}
