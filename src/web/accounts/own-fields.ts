import { textField, type TextField } from '../fields';
import { errorOf, type FieldError } from '../form';
import { fields } from '../nl/accounts';

/** Six digits from an authenticator, or a backup code as well; never filled in again, since a code counts once. */
export function codeField(
  id: string,
  errors: readonly FieldError[],
  words: { readonly label: string; readonly hint: string } = fields.code,
): TextField {
  const common = { id, label: words.label, hint: words.hint, value: '', error: errorOf(errors, id) };
  // A backup code has letters too: no keyboard of digits.
  return words === fields.anyCode
    ? textField({ ...common, autocomplete: 'one-time-code', width: 'half' })
    : textField({ ...common, autocomplete: 'one-time-code', inputmode: 'numeric', width: 'code' });
}

export const newPasswordField = (label: string, errors: readonly FieldError[]): TextField =>
  textField({
    id: 'nieuw-wachtwoord',
    label,
    hint: fields.newPassword.hint,
    type: 'password',
    autocomplete: 'new-password',
    value: '',
    error: errorOf(errors, 'nieuw-wachtwoord'),
  });
