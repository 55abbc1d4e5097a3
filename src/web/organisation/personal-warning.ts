import { looksPersonal, type LocalArrangement } from '../../domain/local-arrangements';
import { personalMailbox } from '../nl/organisation';
import type { Warning } from '../parts';

/** A warning for mailboxes that look like one person's; null when none does. */
export function personalWarning(arrangement: LocalArrangement): Warning | null {
  const { signalAddress, breachMailbox, privacyOfficerMailbox } = arrangement;
  const personal = [...new Set([signalAddress, breachMailbox, privacyOfficerMailbox])].filter(looksPersonal);
  if (personal.length === 0) return null;
  return { title: 'Kijk de e-mailadressen nog eens na', text: personal.map(personalMailbox).join(' '), rows: [] };
}
