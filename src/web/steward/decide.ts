// What an employee does with a registration: take it, admit, ask, refuse, note.
import type { MemberHandler, MemberRequest } from '../http';
import { redirect } from '../http';
import { chosen, typed, type FieldError } from '../form';
import { standardQuestions } from '../nl/steward';
import { admitRegistration } from '../../usecases/onboarding/admit-registration';
import { askSupplement } from '../../usecases/onboarding/ask-supplement';
import { noteRegistration } from '../../usecases/onboarding/note-registration';
import { refuseRegistration } from '../../usecases/onboarding/refuse-registration';
import { takeRegistration } from '../../usecases/onboarding/take-registration';
import type { StewardDecision } from '../../usecases/onboarding/open-registration';
import { deskRegistration } from './registration-page';

const LONGEST = 2000;

const decisionOf = ({ params, form }: MemberRequest): StewardDecision => ({
  number: params['number'] ?? '',
  version: Number(typed(form, 'versie')),
});

const back = (request: MemberRequest): ReturnType<typeof redirect> =>
  redirect(`/beheer/aanmeldingen/${request.params['number'] ?? ''}`);

export const postTaken: MemberHandler = async (deps, request) => {
  await takeRegistration(deps, request.viewer, decisionOf(request));
  return back(request);
};

export const postAdmission: MemberHandler = async (deps, request) => {
  await admitRegistration(deps, request.viewer, decisionOf(request));
  return back(request);
};

export const postQuestion: MemberHandler = async (deps, request) => {
  const ticked = chosen(request.form, 'standaard');
  const own = typed(request.form, 'vraag').trim();
  const texts = standardQuestions.filter(({ code }) => ticked.includes(code)).map(({ text }) => text);
  const question = [...texts, ...(own === '' ? [] : [own])].join('\n');
  if (question === '')
    return again(deps, request, { field: 'standaard', message: 'Kies wat u mist, of schrijf het zelf.' });
  if (own.length > LONGEST) return again(deps, request, { field: 'vraag', message: tooLong });
  await askSupplement(deps, request.viewer, { ...decisionOf(request), question });
  return back(request);
};

export const postRefusal: MemberHandler = async (deps, request) => {
  const reason = typed(request.form, 'reden').trim();
  if (reason === '') return again(deps, request, { field: 'reden', message: 'Vul de reden in.' });
  if (reason.length > LONGEST) return again(deps, request, { field: 'reden', message: tooLong });
  await refuseRegistration(deps, request.viewer, { ...decisionOf(request), reason });
  return back(request);
};

export const postNote: MemberHandler = async (deps, request) => {
  const body = typed(request.form, 'tekst').trim();
  if (body === '') return again(deps, request, { field: 'tekst', message: 'Vul de tekst in.' });
  if (body.length > LONGEST) return again(deps, request, { field: 'tekst', message: tooLong });
  const kind = typed(request.form, 'soort') === 'telefoon' ? 'call' : 'note';
  await noteRegistration(deps, request.viewer, { number: request.params['number'] ?? '', kind, body });
  return back(request);
};

const tooLong = 'Gebruik ten hoogste 2.000 tekens.';

const again = (
  deps: Parameters<MemberHandler>[0],
  request: MemberRequest,
  error: FieldError,
): ReturnType<MemberHandler> =>
  deskRegistration(deps, request.viewer, request.params['number'] ?? '', request.form, [error]);
