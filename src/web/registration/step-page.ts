// One screen of a registration: one group of questions, *Vorige* and the next step.
import type { ChoiceField, DateField, SelectField, TextareaField, TextField } from '../fields';
import { typed, type FieldError } from '../form';
import { formAgain, page, type Reply, type VisitorRequest } from '../http';
import type { Crumb } from '../page';
import { submitButton, type Button, type Link } from '../parts';

export type Field = TextField | TextareaField | SelectField | ChoiceField | DateField;

export interface FieldGroup {
  /** null: the fields stand under the h1 itself. */
  readonly legend: string | null;
  readonly hint: string | null;
  /** Shown only while this option is chosen, where the browser can do that without a script. */
  readonly when: string | null;
  readonly fields: readonly Field[];
}

export interface Wizard {
  /** "Gemeente aanmelden" */
  readonly name: string;
  readonly steps: readonly string[];
}

interface Step {
  readonly wizard: Wizard;
  /** Counted from 1. */
  readonly at: number;
  /** The question of this screen. */
  readonly title: string;
  readonly lead?: string;
  readonly action: string;
  readonly groups: readonly FieldGroup[];
  /** Where *Vorige* leads. */
  readonly previous: string;
  readonly errors?: readonly FieldError[];
  /** Answers of an earlier visit: where to go on. */
  readonly waiting?: Link | null;
  readonly said?: string | null;
  readonly options?: readonly string[];
  /** Came from the last screen to change one thing, and goes back there. */
  readonly toCheck?: boolean;
  readonly extra?: Button;
}

/** The page of a step; with errors it is the form that comes back. */
export function stepPage(step: Step): Reply {
  const errors = step.errors ?? [];
  const model = {
    over: step.wizard.name,
    title: step.title,
    lead: step.lead ?? null,
    steps: { current: step.at, steps: step.wizard.steps },
    action: step.action,
    groups: step.groups,
    errors,
    waiting: step.waiting ?? null,
    said: step.said ?? null,
    options: step.options ?? [],
    toCheck: step.toCheck ?? false,
    buttons: {
      buttons: [submitButton(step.toCheck ? 'Bewaar' : 'Volgende'), ...(step.extra ? [step.extra] : [])],
      links: [{ label: 'Vorige', href: step.previous }],
    },
  };
  const give = errors.length > 0 ? formAgain : page;
  return give('registration/step', `${step.title} - ${step.wizard.name}`, model, { breadcrumbs: crumbs(step.wizard) });
}

export function crumbs(wizard: Wizard): readonly Crumb[] {
  return [
    { label: 'Aanmelden', href: '/aanmelden' },
    { label: wizard.name, href: null },
  ];
}

export const group = (fields: readonly Field[], more: Partial<Omit<FieldGroup, 'fields'>> = {}): FieldGroup => ({
  legend: more.legend ?? null,
  hint: more.hint ?? null,
  when: more.when ?? null,
  fields,
});

/** `?terug=controleren` on a link of the last screen, and the same as a hidden field of the form. */
export const wantsCheck = (request: VisitorRequest): boolean =>
  request.query['terug'] === 'controleren' || typed(request.form, 'terug') === 'controleren';
