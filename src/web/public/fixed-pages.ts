// Public pages that are the same for everyone and ask the database nothing.
import type { Deps } from '../../deps';
import { page, type PublicHandler } from '../http';
import { registrationDoors } from '../nl/public';

/** How people reach the NVVK; `call` is the address behind the number, which may hold no spaces (RFC 3966). */
interface Desk {
  readonly telephone: string;
  readonly call: string;
  readonly mail: string;
  readonly hours: string;
}

export const deskOf = ({ config: { desk } }: Deps): Desk => ({
  telephone: desk.telephone,
  call: `tel:${desk.telephone.replace(/[^\d+]/g, '')}`,
  mail: desk.mail,
  hours: desk.hours,
});

export const getEarlySignals: PublicHandler = async () =>
  page('public/vroegsignalering', 'Wat is vroegsignalering?', {}, { current: '/' });

export const getHelp: PublicHandler = async (deps) =>
  page('public/hulp', 'Hulp en contact', { desk: deskOf(deps) }, { current: '/hulp' });

export const getPrivacy: PublicHandler = async (deps) => page('public/privacy', 'Privacy', { desk: deskOf(deps) });

export const getAccessibility: PublicHandler = async (deps) =>
  page('public/toegankelijkheid', 'Toegankelijkheid', { desk: deskOf(deps) });

export const getReportLeak: PublicHandler = async (deps) =>
  page('public/beveiligingslek-melden', 'Beveiligingslek melden', { desk: deskOf(deps) });

/** Stands inside the session, unlike the others: registration begins here. */
export const getRegistrationChoice: PublicHandler = async (deps) =>
  page('public/aanmelden', 'Aanmelden', { doors: registrationDoors, desk: deskOf(deps) });
