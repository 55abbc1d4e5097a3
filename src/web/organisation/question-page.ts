// views/organisation/question.ejs: facts, and one question about them that is answered with a button or a reason.
import type { TextareaField } from '../fields';
import type { FieldError } from '../form';
import type { Button, Fact, Link } from '../parts';

export interface QuestionPage {
  readonly overTitle: string;
  readonly heading: string;
  readonly lead: string;
  readonly errors: readonly FieldError[];
  readonly facts: readonly Fact[];
  readonly lists: readonly { readonly title: string; readonly lines: readonly string[] }[];
  readonly action: string;
  readonly version: string;
  /** Each its own form: the first is the answer that is expected. Empty: nothing is asked any more. */
  readonly answers: readonly {
    readonly title: string | null;
    readonly text: string | null;
    readonly reason: TextareaField | null;
    readonly button: Button;
    readonly links: readonly Link[];
  }[];
}
