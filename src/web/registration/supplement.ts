// /aanmeldingen/{code}/aanvulling: the sender answers what the desk asked, and mends what was filled in.
import type { Deps } from '../../deps';
import { DomainError } from '../../domain/errors';
import type { DecisionAnswer, Registration } from '../../domain/registration';
import { amsterdamDay } from '../../domain/time';
import { supplementRegistration } from '../../usecases/onboarding/supplement-registration';
import { textareaField } from '../fields';
import { errorOf, typed, type FieldError, type FormResult } from '../form';
import { formAgain, page, redirect, type FormBody, type Reply, type VisitorHandler } from '../http';
import { submitButton } from '../parts';
import { contactGroups, readContact, typedContact } from './contact-fields';
import { decisionFieldsOf, decisionGroups, readDecision, typedDecision } from './decision-fields';
import { registrationOf, unknownLink } from './state-page';
import { group, type FieldGroup } from './step-page';

export const getSupplement: VisitorHandler = async (deps, request) => {
  const registration = await registrationOf(deps, request);
  if (!registration) return unknownLink(deps);
  const code = request.params['code'] ?? '';
  if (registration.status !== 'asked') return redirect(`/aanmeldingen/${code}`);
  const { answers } = registration;
  const decision = answers.kind === 'municipality' ? decisionGroups(decisionFieldsOf(answers.decision), []) : [];
  const contact = contactGroups({ ...answers.contact, generalMailbox: answers.generalMailbox }, []);
  return supplementPage(registration, code, [answerGroup('', []), ...contact, ...decision], []);
};

export const postSupplement: VisitorHandler = async (deps, request) => {
  const registration = await registrationOf(deps, request);
  if (!registration) return unknownLink(deps);
  if (registration.status !== 'asked') throw new DomainError('conflict', 'changed-meanwhile');
  const { form } = request;
  const code = request.params['code'] ?? '';
  const answer = readAnswer(form);
  const contact = readContact(form);
  const decision = readOwnDecision(deps, registration, form);
  if (answer.ok && contact.ok && decision.ok) {
    const { generalMailbox, ...person } = contact.value;
    const supplement = { answer: answer.value, contact: person, generalMailbox, decision: decision.value };
    await supplementRegistration(deps, code, supplement);
    return redirect(`/aanmeldingen/${code}`);
  }
  const errors = [answer, contact, decision].flatMap((read) => (read.ok ? [] : read.errors));
  const groups = [
    answerGroup(typed(form, 'antwoord'), errors),
    ...contactGroups(typedContact(form), errors),
    ...(registration.answers.kind === 'municipality' ? decisionGroups(typedDecision(form), errors) : []),
  ];
  return supplementPage(registration, code, groups, errors);
};

function readAnswer(form: FormBody): FormResult<string> {
  const value = typed(form, 'antwoord').trim();
  const refuse = (message: string): FormResult<string> => ({ ok: false, errors: [{ field: 'antwoord', message }] });
  if (value === '') return refuse('Vul uw antwoord in.');
  return value.length > 4000 ? refuse('Gebruik ten hoogste 4.000 tekens.') : { ok: true, value };
}

function readOwnDecision(deps: Deps, { answers }: Registration, form: FormBody): FormResult<DecisionAnswer | null> {
  return answers.kind === 'municipality'
    ? readDecision(form, amsterdamDay(deps.clock.now()))
    : { ok: true, value: null };
}

const answerGroup = (value: string, errors: readonly FieldError[]): FieldGroup =>
  group([textareaField({ id: 'antwoord', label: 'Uw antwoord', value, rows: 5, error: errorOf(errors, 'antwoord') })]);

function supplementPage(
  { number, question }: Registration,
  code: string,
  groups: readonly FieldGroup[],
  errors: readonly FieldError[],
): Reply {
  const give = errors.length > 0 ? formAgain : page;
  return give('registration/supplement', `Uw aanmelding ${number} aanvullen`, {
    number,
    question: question ?? '',
    action: `/aanmeldingen/${code}/aanvulling`,
    groups,
    errors,
    buttons: {
      buttons: [submitButton('Verstuur aanvulling')],
      links: [{ label: 'Terug naar uw aanmelding', href: `/aanmeldingen/${code}` }],
    },
  });
}
