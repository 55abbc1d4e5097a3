// /beheer/modelteksten: every text of the agreement, released or not, and a place for a new one.
import { parseTemplate } from '../../documents';
import { amsterdamDay } from '../../domain/time';
import { allDrafts } from '../../persistence/template-draft';
import { releasedTexts, versionInUse } from '../../persistence/template-version';
import { checkText } from '../../usecases/templates/check-text';
import { saveDraft } from '../../usecases/templates/save-draft';
import { DomainError } from '../../domain/errors';
import { textareaField } from '../fields';
import { typed, type FieldError } from '../form';
import { formAgain, page, redirect, type MemberHandler, type MemberRequest, type Reply, type Upload } from '../http';
import { sentenceOf } from '../nl/errors';
import { dutchDay, dutchNumber } from '../nl/format';
import { draftBadge, RELEASED, summaryOf } from '../nl/templates';
import { cell, type DataTable } from '../parts';

const PATH = '/beheer/modelteksten';

export const showTexts: MemberHandler = (deps) => listPage(deps, '', []);

/** Keeps a new text, from a file or pasted, as a draft; what is wrong in it comes back by line. */
export const saveNewText: MemberHandler = async (deps, request) => {
  const source = request.upload === null ? typed(request.form, 'tekst') : textOf(request.upload);
  if (source === null || (source === '' && typed(request.form, 'manier') === 'bestand'))
    return listPage(deps, '', [{ field: 'bestand', message: 'Kies een tekstbestand (.md) van hooguit 1 MB.' }]);
  const outcome = await keep(deps, request, source, { kind: 'nothing' });
  return Array.isArray(outcome) ? listPage(deps, source, outcome) : redirect(`${PATH}/${outcome}`);
};

const LARGEST_TEXT = 1024 * 1024;

/** Null: too large, or no text in UTF-8. */
function textOf(upload: Upload): string | null {
  if (upload.kind === 'too-large' || upload.bytes.length > LARGEST_TEXT) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(upload.bytes);
  } catch {
    return null;
  }
}

/** Saves a draft. The label under which it is kept, or what must be mended in the field "tekst". */
export async function keep(
  deps: Parameters<MemberHandler>[0],
  { viewer }: MemberRequest,
  source: string,
  replaces: Parameters<typeof saveDraft>[3],
): Promise<string | FieldError[]> {
  if (source.trim() === '') return [{ field: 'tekst', message: 'Vul de tekst in.' }];
  const checked = checkText(source, amsterdamDay(deps.clock.now()));
  if (!checked.ok) return summaryOf(checked.mistakes).map((message) => ({ field: 'tekst', message }));
  try {
    const saved = await saveDraft(deps, { personId: viewer.personId, partyId: viewer.party.id }, source, replaces);
    return saved.label;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return [{ field: 'tekst', message: sentenceOf(error) }];
  }
}

async function listPage(
  deps: Parameters<MemberHandler>[0],
  value: string,
  errors: readonly FieldError[],
): Promise<Reply> {
  const [drafts, released, inUse] = await Promise.all([
    allDrafts(deps.db),
    releasedTexts(deps.db),
    versionInUse(deps.db, amsterdamDay(deps.clock.now())),
  ]);
  const rows = [
    ...drafts.map((draft) => [
      cell(draft.label, { href: `${PATH}/${draft.label}` }),
      cell(null, { badge: draftBadge(draft.askedBy !== null) }),
      cell(`${dutchDay(parseTemplate(draft.source).effectiveFrom)}, na vrijgave`),
      cell('0'),
    ]),
    ...released.map((text) => [
      cell(text.label, {
        href: `${PATH}/${text.label}`,
        quiet: text.id === inUse?.id ? 'voor nieuwe overeenkomsten' : null,
      }),
      cell(null, { badge: RELEASED }),
      cell(dutchDay(text.effectiveFrom)),
      cell(dutchNumber(text.agreements)),
    ]),
  ];
  const table: DataTable = {
    caption: 'Modelteksten',
    captionShown: false,
    columns: [
      { label: 'Label', align: 'start' },
      { label: 'Status', align: 'start' },
      { label: 'Gaat in op', align: 'start' },
      { label: 'Overeenkomsten', align: 'end' },
    ],
    rows,
  };
  const field = textareaField({
    id: 'tekst',
    label: 'Of plak de tekst',
    hint: 'De hele tekst, met bovenaan een nieuw label en de dag waarop de tekst ingaat.',
    value,
    rows: 16,
    error: errors.find(({ field: id }) => id === 'tekst')?.message ?? null,
  });
  const fileError = errors.find(({ field: id }) => id === 'bestand')?.message ?? null;
  const give = errors.length > 0 ? formAgain : page;
  return give(
    'templates/list',
    'Modelteksten',
    { errors, table: rows.length === 0 ? null : table, field, fileError, action: PATH },
    { current: PATH },
  );
}
