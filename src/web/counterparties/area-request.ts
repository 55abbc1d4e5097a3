import { notFound } from '../../domain/errors';
import type { Deps } from '../../deps';
import { findAreaRequest, type AreaRequest } from '../../persistence/area-request';
import { findParty } from '../../persistence/party';
import { findPerson } from '../../persistence/person';
import { allSectors } from '../../persistence/sector';
import { serviceAreaOf } from '../../persistence/service-area';
import { decideAreaRequest } from '../../usecases/organisation/decide-area-request';
import { previewServiceArea } from '../../usecases/organisation/preview-service-area';
import { textareaField } from '../fields';
import { errorOf, readForm, typed, type FieldError } from '../form';
import { formAgain, page, redirect, type FormBody, type MemberHandler } from '../http';
import { areaLines } from '../nl/counterparties';
import { dutchMoment } from '../nl/format';
import { previewLines } from '../nl/organisation';
import { fact, submitButton } from '../parts';
import type { QuestionPage } from '../organisation/question-page';
import { reasonForm } from '../organisation/reason-form';

const VIEW = 'organisation/question';
const TITLE = 'Groot werkgebied';
const PLACE = {
  current: '/beheer',
  breadcrumbs: [
    { label: 'Werkvoorraad', href: '/beheer' },
    { label: TITLE, href: null },
  ],
};

export const askAreaRequest: MemberHandler = async (deps, { params }) => {
  const request = await existing(deps, params['id'] ?? '');
  return page(VIEW, TITLE, await questionPage(deps, request, {}, []), PLACE);
};

export const decideArea: MemberHandler = async (deps, { viewer, params, form }) => {
  const request = await existing(deps, params['id'] ?? '');
  if (typed(form, 'antwoord') === 'akkoord') {
    await decideAreaRequest(deps, viewer, request.id, { kind: 'approve' });
    return redirect('/beheer');
  }
  const read = readForm(reasonForm('Vul de reden in. De signaalpartner leest die.'), form);
  if (!read.ok) return formAgain(VIEW, TITLE, await questionPage(deps, request, form, read.errors), PLACE);
  await decideAreaRequest(deps, viewer, request.id, { kind: 'refuse', reason: read.value.reden });
  return redirect('/beheer');
};

async function existing(deps: Deps, id: string): Promise<AreaRequest> {
  const request = await findAreaRequest(deps.db, id);
  if (!request) throw notFound();
  return request;
}

const DECIDED: Readonly<Record<AreaRequest['status'], string | null>> = {
  waiting: null,
  approved: 'Dit werkgebied is al overgenomen.',
  refused: 'Deze aanvraag is al afgewezen.',
  replaced: 'De signaalpartner heeft deze aanvraag vervangen door een andere.',
};

async function questionPage(
  deps: Deps,
  request: AreaRequest,
  form: FormBody,
  errors: readonly FieldError[],
): Promise<QuestionPage> {
  const { db } = deps;
  const partner = await findParty(db, request.partnerId);
  const asker = await findPerson(db, request.requestedBy);
  const sectors = await allSectors(db);
  const preview = await previewServiceArea(deps, request.partnerId, request.parts);
  const decided = DECIDED[request.status];
  return {
    overTitle: `${partner?.name ?? ''} (${partner?.number ?? ''})`,
    heading: TITLE,
    lead:
      decided ?? 'Deze signaalpartner wil in veel meer gemeenten werken. Klopt dat met wat u van de organisatie weet?',
    errors,
    facts: [
      fact('Gevraagd door', asker?.name ?? '', { after: dutchMoment(request.requestedAt) }),
      fact('Werkgebied nu', areaLines(await serviceAreaOf(db, request.partnerId), sectors).join('. ') || 'Geen'),
      fact('Werkgebied straks', areaLines(request.parts, sectors).join('. ') || 'Geen'),
    ],
    lists: decided ? [] : [{ title: 'Wat er verandert', lines: previewLines(preview) }],
    action: `/beheer/werkgebieden/${request.id}`,
    version: '1',
    answers: decided
      ? []
      : [
          {
            title: null,
            text: null,
            reason: null,
            button: submitButton('Neem het werkgebied over', 'primary', { name: 'antwoord', value: 'akkoord' }),
            links: [],
          },
          {
            title: 'Niet akkoord?',
            text: 'Het werkgebied blijft zoals het is.',
            reason: textareaField({
              id: 'reden',
              label: 'Reden',
              value: typed(form, 'reden'),
              rows: 3,
              error: errorOf(errors, 'reden'),
            }),
            button: submitButton('Wijs af', 'secondary', { name: 'antwoord', value: 'afwijzen' }),
            links: [],
          },
        ],
  };
}
