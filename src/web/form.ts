import type { z } from 'zod';
import type { FormBody } from './http';

/** One thing to mend: the field's name (also its element id) and the Dutch sentence. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

export type FormResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly FieldError[] };

/** Reads a form by its schema; the schema's messages are the Dutch sentences, one for each field. */
export function readForm<T>(schema: z.ZodType<T>, body: FormBody): FormResult<T> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return { ok: true, value: parsed.data };
  const errors: FieldError[] = [];
  for (const issue of parsed.error.issues) {
    const field = String(issue.path[0] ?? 'form');
    if (!errors.some((error) => error.field === field)) errors.push({ field, message: issue.message });
  }
  return { ok: false, errors };
}

/** What was typed in one field; the empty string when it was not sent. */
export function typed(body: FormBody, field: string): string {
  const value = body[field];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

/** All values of a field of checkboxes. */
export function chosen(body: FormBody, field: string): readonly string[] {
  const value = body[field];
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

/** The message for one field, or null. */
export function errorOf(errors: readonly FieldError[], field: string): string | null {
  return errors.find((error) => error.field === field)?.message ?? null;
}
