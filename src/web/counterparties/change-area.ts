import { areaFingerprint, sameArea } from '../../domain/area-change';
import type { Viewer } from '../../domain/parties';
import type { Sector } from '../../domain/sectors';
import { amsterdamDay, type Id } from '../../domain/time';
import type { Db } from '../../persistence/db';
import { allPlaces } from '../../persistence/read/places';
import { allSectors } from '../../persistence/sector';
import { sectorsOfPartner, serviceAreaOf } from '../../persistence/service-area';
import { changeServiceArea } from '../../usecases/organisation/change-service-area';
import { previewServiceArea } from '../../usecases/organisation/preview-service-area';
import { typed, type FieldError } from '../form';
import { formAgain, page, redirect, type FormBody, type MemberHandler } from '../http';
import { areaLines } from '../nl/counterparties';
import { previewLines } from '../nl/organisation';
import { organisationInWords } from '../../usecases/accounts/mail-words';
import { submitButton } from '../parts';
import { asHidden, type FormPage } from '../organisation/form-page';
import { areaAsForm, areaGroups, readArea } from './area-fields';

const PATH = '/gemeenten/wijzigen';
const TITLE = 'Werkgebied wijzigen';
const PLACE = {
  current: '/gemeenten',
  breadcrumbs: [
    { label: 'Werkgebied', href: '/gemeenten' },
    { label: TITLE, href: null },
  ],
};

export const askArea: MemberHandler = async (deps, { viewer }) => {
  const area = await serviceAreaOf(deps.db, viewer.party.id);
  const sectors = await ownSectors(deps.db, viewer.party.id);
  const form = areaAsForm(area, sectors, await allPlaces(deps.db));
  return page('organisation/form', TITLE, formPage(viewer, sectors, form, areaFingerprint(area), []), PLACE);
};

/** First the preview, then the deed: `stap` says which button was pressed. */
export const changeArea: MemberHandler = async (deps, { viewer, form }) => {
  const sectors = await ownSectors(deps.db, viewer.party.id);
  const seen = typed(form, 'gezien');
  const step = typed(form, 'stap');
  const read = readArea(sectors, form, await allPlaces(deps.db), amsterdamDay(deps.clock.now()));
  const current = await serviceAreaOf(deps.db, viewer.party.id);
  if (read.ok && step === 'terug')
    return page('organisation/form', TITLE, formPage(viewer, sectors, form, seen, []), PLACE);
  const unchanged = read.ok && sameArea(current, read.value);
  if (!read.ok || unchanged) {
    const same = { field: `bereik-${sectors[0]?.code ?? ''}`, message: 'U hebt nog niets gewijzigd.' };
    const errors = read.ok ? [same] : read.errors;
    return formAgain('organisation/form', TITLE, formPage(viewer, sectors, form, seen, errors), PLACE);
  }
  if (step === 'pas-aan') {
    const outcome = await changeServiceArea(deps, viewer, seen, read.value);
    return redirect(`/gemeenten?bewaard=${outcome.kind === 'applied' ? 'werkgebied' : 'gevraagd'}`);
  }
  const preview = await previewServiceArea(deps, viewer.party.id, read.value);
  const model = {
    overTitle: organisationInWords(viewer.party),
    lines: previewLines(preview),
    area: areaLines(read.value, sectors),
    waits: preview.waitsForSteward,
    action: PATH,
    hidden: asHidden(form, 'stap'),
    buttons: [
      submitButton(preview.waitsForSteward ? 'Vraag aan' : 'Pas aan', 'primary', { name: 'stap', value: 'pas-aan' }),
      submitButton('Terug', 'secondary', { name: 'stap', value: 'terug' }),
    ],
  };
  return page('counterparties/area-preview', 'Wat verandert er?', model, PLACE);
};

/** The sectors in which this partner takes part, or did: a new sector is a matter for the NVVK. */
async function ownSectors(db: Db, partnerId: Id): Promise<readonly Sector[]> {
  const own = await sectorsOfPartner(db, partnerId);
  return (await allSectors(db)).filter((sector) => own.includes(sector.code));
}

function formPage(
  viewer: Viewer,
  sectors: readonly Sector[],
  form: FormBody,
  seen: string,
  errors: readonly FieldError[],
): FormPage {
  return {
    overTitle: organisationInWords(viewer.party),
    heading: TITLE,
    lead: 'U ziet eerst wat er verandert. Daarna past u het aan.',
    warning: null,
    errors,
    action: PATH,
    hidden: [{ name: 'gezien', value: seen }],
    groups: areaGroups(sectors, form, errors),
    buttons: [submitButton('Bekijk wat er verandert')],
    links: [{ label: 'Annuleer', href: '/gemeenten' }],
  };
}
