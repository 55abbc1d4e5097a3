// The order of the screens of /aanmelden/signaalpartner, and what is still missing.
import type { PartnerAnswers } from '../../domain/registration';
import { redirect, type Reply, type VisitorRequest } from '../http';
import { partnerSteps } from '../nl/registration';
import type { PartnerDraft } from './answers';
import { areaParts } from './area-fields';
import { wantsCheck, type Wizard } from './step-page';

export const wizard: Wizard = { name: 'Signaalpartner aanmelden', steps: partnerSteps };
export const BASE = '/aanmelden/signaalpartner';
export const ORGANISATION = `${BASE}/organisatie`;
export const CONTACT = `${BASE}/contactpersoon`;
export const CHECK = `${BASE}/controleren`;
export const areaPath = (sectorCode: string): string => `${BASE}/werkgebied/${sectorCode}`;

/** The screens in their order; the chosen sectors decide how many there are. */
const pathsOf = (draft: PartnerDraft): readonly string[] => [
  BASE,
  ORGANISATION,
  ...draft.sectors.map(areaPath),
  CONTACT,
  CHECK,
];

/** The first screen that has no answer yet. */
export function firstOpen(draft: PartnerDraft): string {
  if (draft.sectors.length === 0) return BASE;
  if (draft.organisation === null) return ORGANISATION;
  const without = draft.sectors.find((code) => !draft.areas[code]);
  if (without !== undefined) return areaPath(without);
  return draft.contact === null ? CONTACT : CHECK;
}

/** null when everything before this screen is answered; else where to go first. */
export function elsewhere(draft: PartnerDraft, path: string): Reply | null {
  const paths = pathsOf(draft);
  const open = firstOpen(draft);
  return paths.indexOf(open) < paths.indexOf(path) || !paths.includes(path) ? redirect(open) : null;
}

/** The screen after this one, or the last one when that is where the visitor came from. */
export function next(request: VisitorRequest, draft: PartnerDraft, path: string): Reply {
  if (wantsCheck(request)) return redirect(firstOpen(draft));
  const paths = pathsOf(draft);
  return redirect(paths[paths.indexOf(path) + 1] ?? CHECK);
}

export function previous(draft: PartnerDraft, path: string): string {
  const paths = pathsOf(draft);
  return paths[paths.indexOf(path) - 1] ?? '/aanmelden';
}

/** null while something is missing. */
export function answersOf(draft: PartnerDraft): PartnerAnswers | null {
  if (draft.organisation === null || draft.contact === null || firstOpen(draft) !== CHECK) return null;
  const { generalMailbox, ...contact } = draft.contact;
  const area = draft.sectors.flatMap((code) => {
    const own = draft.areas[code];
    return own ? areaParts(code, own) : [];
  });
  return { kind: 'partner', sectors: draft.sectors, ...draft.organisation, area, contact, generalMailbox };
}
