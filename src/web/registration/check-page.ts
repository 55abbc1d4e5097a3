// The last screen of a registration: everything that was filled in, each group with its own *Wijzig*.
import type { ContactAnswer, MunicipalityAnswers } from '../../domain/registration';
import type { FieldError } from '../form';
import { formAgain, page, type Reply } from '../http';
import { decisionLine, decisionReach } from '../nl/registration';
import { fact, submitButton, type Card, type Fact } from '../parts';
import { crumbs, type Wizard } from './step-page';

export function checkPage(screen: {
  readonly wizard: Wizard;
  readonly action: string;
  readonly previous: string;
  readonly cards: readonly Card[];
  readonly errors: readonly FieldError[];
}): Reply {
  const title = 'Kloppen uw antwoorden?';
  const model = {
    over: screen.wizard.name,
    title,
    steps: { current: screen.wizard.steps.length, steps: screen.wizard.steps },
    action: screen.action,
    cards: screen.cards,
    errors: screen.errors,
    buttons: { buttons: [submitButton('Verstuur aanmelding')], links: [{ label: 'Vorige', href: screen.previous }] },
  };
  const give = screen.errors.length > 0 ? formAgain : page;
  const documentTitle = `${title} - ${screen.wizard.name}`;
  return give('registration/check', documentTitle, model, { breadcrumbs: crumbs(screen.wizard) });
}

export function municipalityCards(
  name: string,
  answers: MunicipalityAnswers,
  steps: { readonly first: string; readonly contact: string; readonly decision: string },
): readonly Card[] {
  return [
    answerCard('Gemeente', steps.first, [fact('Gemeente', name), fact('CBS-code', answers.cbsCode)]),
    contactCard(answers.contact, answers.generalMailbox, steps.contact),
    answerCard('Besluit', steps.decision, decisionFacts(answers)),
  ];
}

export function decisionFacts({ decision }: MunicipalityAnswers): readonly Fact[] {
  if (!decision) return [fact('Besluit', 'Nog geen besluit')];
  return [
    fact('Besluit', decisionLine(decision.decidedOn, decision.reference)),
    fact('Geldt', decisionReach(decision)),
  ];
}

export const contactCard = (contact: ContactAnswer, generalMailbox: string, step: string): Card =>
  answerCard('Contactpersoon', step, contactFacts(contact, generalMailbox));

export const contactFacts = (contact: ContactAnswer, generalMailbox: string): readonly Fact[] => [
  fact('Naam', contact.name),
  fact('Functie', contact.functionTitle),
  fact('E-mailadres', contact.email),
  fact('Telefoonnummer', contact.telephone),
  fact('Algemeen e-mailadres', generalMailbox),
];

export const answerCard = (title: string, step: string, facts: readonly Fact[]): Card => ({
  title,
  badge: null,
  text: null,
  facts,
  change: { label: 'Wijzig', href: `${step}?terug=controleren` },
});
