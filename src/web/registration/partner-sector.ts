import type { Deps } from '../../deps';
import { sectorIsOpen, type Sector } from '../../domain/sectors';
import { amsterdamDay, type Day } from '../../domain/time';
import { allSectors } from '../../persistence/sector';
import { checkboxField } from '../fields';
import { chosen, errorOf, type FieldError } from '../form';
import type { Reply, VisitorHandler, VisitorRequest } from '../http';
import { closedSector } from '../nl/registration';
import type { Link } from '../parts';
import { keepPartner, partnerDraft } from './answers';
import { BASE, firstOpen, next, wizard } from './partner-flow';
import { group, stepPage, wantsCheck } from './step-page';

export const getSectors: VisitorHandler = async (deps, request) => {
  const draft = partnerDraft(request.session);
  const open = firstOpen(draft);
  const waiting = open === BASE ? null : { label: 'Ga verder waar u was', href: open };
  return sectorsPage(deps, request, draft.sectors, [], waiting);
};

export const postSectors: VisitorHandler = async (deps, request) => {
  const ticked = chosen(request.form, 'sector');
  const today = amsterdamDay(deps.clock.now());
  const open = (await allSectors(deps.db)).filter((sector) => sectorIsOpen(sector, today)).map((sector) => sector.code);
  const sectors = open.filter((code) => ticked.includes(code));
  if (sectors.length === 0) {
    return sectorsPage(deps, request, [], [{ field: 'sector', message: 'Kies ten minste één sector.' }], null);
  }
  const draft = { ...partnerDraft(request.session), sectors };
  keepPartner(request.session, draft);
  return next(request, draft, BASE);
};

async function sectorsPage(
  deps: Deps,
  request: VisitorRequest,
  values: readonly string[],
  errors: readonly FieldError[],
  waiting: Link | null,
): Promise<Reply> {
  const today = amsterdamDay(deps.clock.now());
  const field = checkboxField({
    id: 'sector',
    label: 'U kunt meer dan één sector kiezen',
    values,
    error: errorOf(errors, 'sector'),
    options: byOpenness(await allSectors(deps.db), today).map((sector) => ({
      value: sector.code,
      label: sector.name,
      hint: sectorIsOpen(sector, today) ? null : closedSector(sector, today),
      disabled: !sectorIsOpen(sector, today),
    })),
  });
  return stepPage({
    wizard,
    at: 1,
    title: 'In welke sector stuurt u signalen?',
    action: BASE,
    groups: [group([field])],
    previous: '/aanmelden',
    errors,
    waiting,
    toCheck: wantsCheck(request),
  });
}

/** Open sectors first: the first box carries the field's id, and an error links there. */
function byOpenness(sectors: readonly Sector[], today: Day): readonly Sector[] {
  const open = sectors.filter((sector) => sectorIsOpen(sector, today));
  return [...open, ...sectors.filter((sector) => !open.includes(sector))];
}
