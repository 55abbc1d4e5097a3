// Public pages that are the same for everyone and ask the database nothing.
import { page, type PublicHandler } from '../http';
import { registrationDoors } from '../nl/public';
import { deskOf } from './desk';

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
