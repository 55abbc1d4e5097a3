// Words of the state of a registration, for the one who sent it.
import type { Registration, RegistrationStatus } from '../../domain/registration';
import type { Day, Instant } from '../../domain/time';
import type { Badge, ProgressItem } from '../parts';
import { dutchDay, dutchMoment } from './format';

const badges: Readonly<Record<RegistrationStatus, Badge>> = {
  received: { tone: 'elsewhere', label: 'Wacht op de NVVK' },
  asked: { tone: 'wait', label: 'Wacht op u' },
  admitted: { tone: 'yes', label: 'Toegelaten' },
  refused: { tone: 'no', label: 'Niet toegelaten' },
};

export const registrationBadge = (status: RegistrationStatus): Badge => badges[status];

/** Ontvangen, Gecontroleerd, Toegelaten; `lastHeard` is the moment of the registration or its last supplement. */
export function registrationSteps(
  registration: Registration,
  lastHeard: Instant,
  expected: Day,
): readonly ProgressItem[] {
  const { status, decidedAt } = registration;
  const received: ProgressItem = {
    state: 'done',
    title: 'Ontvangen',
    quiet: dutchMoment(registration.receivedAt),
    text: lastHeard === registration.receivedAt ? null : `Uw aanvulling kwam op ${dutchMoment(lastHeard)}.`,
  };
  const decided = decidedAt === null ? null : dutchMoment(decidedAt);
  switch (status) {
    case 'received':
      return [
        received,
        { state: 'current', title: 'Gecontroleerd', quiet: `Verwacht op ${dutchDay(expected)}`, text: checking },
        admittedLater,
      ];
    case 'asked':
      return [
        received,
        { state: 'current', title: 'Gecontroleerd', quiet: null, text: 'Wij missen nog iets. Vul het aan.' },
        admittedLater,
      ];
    case 'admitted':
      return [
        received,
        { state: 'done', title: 'Gecontroleerd', quiet: decided, text: null },
        { state: 'done', title: 'Toegelaten', quiet: decided, text: invited },
      ];
    case 'refused':
      return [
        received,
        { state: 'done', title: 'Gecontroleerd', quiet: decided, text: null },
        { state: 'stopped', title: 'Niet toegelaten', quiet: decided, text: null },
      ];
  }
}

const checking =
  'Een medewerker van de NVVK controleert het nummer, de naam en de e-mailadressen, en of uw organisatie al meedoet.';
const invited = 'De contactpersoon kreeg een e-mail met een uitnodiging om een account te maken.';
const admittedLater: ProgressItem = {
  state: 'todo',
  title: 'Toegelaten',
  quiet: null,
  text: 'Daarna krijgt de contactpersoon een uitnodiging.',
};
