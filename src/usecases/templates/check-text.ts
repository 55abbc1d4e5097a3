import { composeAgreement, mistakesIn, parseTemplate, TemplateError, type Template } from '../../documents';
import type { Day } from '../../domain/time';
import { previewCases } from './preview-cases';

export type CheckedText =
  | { readonly ok: true; readonly template: Template }
  | { readonly ok: false; readonly mistakes: readonly TemplateError[] };

/** Reads a text and composes every case of it, so that no agreement can meet a mistake later. The mistakes stand in order of line. */
export function checkText(source: string, day: Day): CheckedText {
  const mistakes = mistakesIn(source);
  if (mistakes.length > 0) return { ok: false, mistakes: inOrder(mistakes) };
  const template = parseTemplate(source);
  const found = new Map<string, TemplateError>();
  for (const { facts } of previewCases(template, day, true)) {
    try {
      composeAgreement(template, facts);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      found.set(error.message, error);
    }
  }
  return found.size === 0 ? { ok: true, template } : { ok: false, mistakes: inOrder([...found.values()]) };
}

const inOrder = (mistakes: readonly TemplateError[]): readonly TemplateError[] =>
  [...mistakes].sort((one, other) => one.line - other.line || one.column - other.column);
