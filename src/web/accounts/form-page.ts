import type { ChoiceField, TextField } from '../fields';
import type { FieldError } from '../form';
import type { Button, Fact, Link } from '../parts';
import type { CodePicture } from './code-picture';

type Field = TextField | ChoiceField;

/** Model of views/accounts/form.ejs: a heading, what to know, one form with one primary button. */
interface FormPage {
  readonly errors: readonly FieldError[];
  readonly steps: { readonly current: number; readonly steps: readonly string[] } | null;
  readonly overTitle: string | null;
  readonly heading: string;
  readonly lead: string | null;
  readonly facts: readonly Fact[];
  readonly note: string | null;
  readonly picture: CodePicture | null;
  readonly action: string;
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  /** Whose password it is, for a password manager; nobody sees it. */
  readonly username: string | null;
  readonly fields: readonly Field[];
  readonly buttons: { readonly buttons: readonly Button[]; readonly links: readonly Link[] };
  readonly after: readonly string[];
  readonly links: readonly Link[];
  /** A second, heavier deed below the form, with a form of its own. */
  readonly ending: {
    readonly title: string;
    readonly text: string;
    readonly action: string;
    readonly button: Button;
  } | null;
}

interface FormInput {
  readonly heading: string;
  readonly action: string;
  readonly fields: readonly Field[];
  readonly button: Button;
  readonly errors?: readonly FieldError[];
  readonly steps?: FormPage['steps'];
  readonly overTitle?: string;
  readonly lead?: string;
  readonly facts?: readonly Fact[];
  readonly note?: string | null;
  readonly picture?: CodePicture;
  readonly hidden?: FormPage['hidden'];
  readonly username?: string;
  /** Beside the button: the way back. */
  readonly cancel?: Link;
  readonly after?: readonly string[];
  readonly links?: readonly Link[];
  readonly ending?: FormPage['ending'];
}

/** Field names are their ids as well, so that the summary of errors links to them. */
export function formPage(input: FormInput): FormPage {
  return {
    errors: input.errors ?? [],
    steps: input.steps ?? null,
    overTitle: input.overTitle ?? null,
    heading: input.heading,
    lead: input.lead ?? null,
    facts: input.facts ?? [],
    note: input.note ?? null,
    picture: input.picture ?? null,
    action: input.action,
    hidden: input.hidden ?? [],
    username: input.username ?? null,
    fields: input.fields,
    buttons: { buttons: [input.button], links: input.cancel ? [input.cancel] : [] },
    after: input.after ?? [],
    links: input.links ?? [],
    ending: input.ending ?? null,
  };
}

/** Model of views/accounts/message.ejs: something to read, and where to go from here. */
interface MessagePage {
  readonly steps: FormPage['steps'];
  readonly heading: string;
  readonly lead: string;
  readonly text: string | null;
  readonly codes: readonly string[];
  readonly form: { readonly action: string; readonly button: Button } | null;
  readonly button: Button | null;
  readonly links: readonly Link[];
}

export function messagePage(
  heading: string,
  lead: string,
  more: Partial<Omit<MessagePage, 'heading' | 'lead'>> = {},
): MessagePage {
  return {
    steps: more.steps ?? null,
    heading,
    lead,
    text: more.text ?? null,
    codes: more.codes ?? [],
    form: more.form ?? null,
    button: more.button ?? null,
    links: more.links ?? [],
  };
}
