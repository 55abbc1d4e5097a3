import type { Deps } from '../../deps';
import { checkCode, checkUpload, type CheckedDocument } from '../../usecases/verify/check-document';
import { textField } from '../fields';
import { typed, type FieldError } from '../form';
import { formAgain, page, redirect, type Reply, type VisitorHandler, type VisitorRequest } from '../http';
import { CHECK, CHECK_ERRORS, fileErrorWords } from '../nl/check';
import { resultPage, type ResultPage } from './result-page';

const PATH = '/controleren';
/** A result of a file that the register does not know has no kenmerk to stand under. */
const UNKNOWN = 'uitslag';
const SESSION_KEY = 'controle';

interface Typed {
  readonly kenmerk: string;
  readonly code: string;
}

function askPage(asked: Typed, errors: readonly FieldError[]): object {
  const error = (field: string): string | null => errors.find((each) => each.field === field)?.message ?? null;
  return {
    errors,
    fields: [
      textField({ id: 'kenmerk', label: 'Kenmerk', value: asked.kenmerk, width: 'half', error: error('kenmerk') }),
      textField({ id: 'code', label: 'Code', value: asked.code, width: 'short', error: error('code') }),
    ],
    fileError: error('bestand'),
    words: CHECK,
  };
}

const OPTIONS = { current: PATH };

/** The QR code of a document opens this page filled in. */
export const askCheck: VisitorHandler = async (_deps, { query }) =>
  page('check/ask', CHECK.title, askPage({ kenmerk: query['kenmerk'] ?? '', code: query['code'] ?? '' }, []), OPTIONS);

export const doCheck: VisitorHandler = async (deps, request) => {
  const asked = {
    kenmerk: typed(request.form, 'kenmerk').trim().toUpperCase(),
    code: typed(request.form, 'code').trim(),
  };
  const checked =
    typed(request.form, 'manier') === 'bestand' ? await byFile(deps, request) : await byCode(deps, request, asked);
  if ('outcome' in checked) return keep(deps, request, checked);
  return formAgain('check/ask', CHECK.title, askPage(asked, checked), OPTIONS);
};

async function byFile(
  deps: Deps,
  { upload, address }: VisitorRequest,
): Promise<CheckedDocument | readonly FieldError[]> {
  if (!upload || (upload.kind === 'file' && upload.bytes.length === 0)) return wrong('bestand', CHECK_ERRORS.noFile);
  if (upload.kind === 'too-large') return wrong('bestand', CHECK_ERRORS.tooLarge);
  const checked = await checkUpload(deps, upload.bytes, address);
  const unreadable = checked.report?.error ? fileErrorWords(checked.report.error.type) : null;
  return unreadable === null ? checked : wrong('bestand', unreadable);
}

async function byCode(
  deps: Deps,
  { address }: VisitorRequest,
  asked: Typed,
): Promise<CheckedDocument | readonly FieldError[]> {
  const errors = [
    ...(/^OVK-\d{4}-\d{6}$/.test(asked.kenmerk) ? [] : wrong('kenmerk', CHECK_ERRORS.number)),
    ...(asked.code ? [] : wrong('code', CHECK_ERRORS.code)),
  ];
  if (errors.length > 0) return errors;
  return (await checkCode(deps, asked.kenmerk, asked.code, address)) ?? wrong('kenmerk', CHECK_ERRORS.unknown);
}

const wrong = (field: string, message: string): readonly FieldError[] => [{ field, message }];

/** The answer, not the file, waits in the session for the page that shows it. */
function keep(deps: Deps, { session }: VisitorRequest, checked: CheckedDocument): Reply {
  const result = resultPage(deps, checked);
  session.write(SESSION_KEY, result);
  return redirect(`${PATH}/${result.number ?? UNKNOWN}`);
}

export const showResult: VisitorHandler = async (_deps, { params, session }) => {
  const result = session.read(SESSION_KEY) as ResultPage | undefined;
  const kenmerk = params['kenmerk'] ?? '';
  if ((result?.number ?? UNKNOWN) !== kenmerk || !result)
    return redirect(/^OVK-\d{4}-\d{6}$/.test(kenmerk) ? `${PATH}?kenmerk=${kenmerk}` : PATH);
  return page(
    'check/result',
    `${result.verdict.word}: ${CHECK.question}`,
    { ...result, words: CHECK },
    {
      ...OPTIONS,
      breadcrumbs: [
        { label: CHECK.title, href: PATH },
        { label: result.number ?? 'Uitslag', href: null },
      ],
    },
  );
};
