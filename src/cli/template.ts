import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { composeAgreement, renderAgreementPdf, type Template, type TemplateError } from '../documents';
import { DomainError } from '../domain/errors';
import { amsterdamDay, type Day } from '../domain/time';
import { systemClock } from '../outside/clock';
import { agreementTexts } from '../outside/template-files';
import { checkText } from '../usecases/templates/check-text';
import { plainCase, previewCases } from '../usecases/templates/preview-cases';
import { saveDraft } from '../usecases/templates/save-draft';
import { sentenceOf } from '../web/nl/errors';
import { mistakeSentence } from '../web/nl/templates';
import { projectRoot } from '../web/project-root';
import { UsageError } from './failure';
import { withDeps } from './with-deps';

const USAGE = 'usage: portal template check FILE | preview [FILE] [--matrix DIR] [--out FILE.pdf] | import FILE';

/**
 * `portal template check FILE` says every mistake with its line and column; `preview` makes the document, or with --matrix one
 * for every case, of FILE or else of the text that comes with the program; `import` keeps the text as a draft, which two
 * stewards release. Exit 1: the text is faulty or refused.
 */
export async function templateCommand(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { matrix: { type: 'string' }, out: { type: 'string' } },
  });
  const [deed, given, ...others] = positionals;
  const text = given === undefined ? shipped(deed) : { file: given, source: read(given) };
  if (!text || others.length > 0) throw new UsageError(USAGE);
  const { file, source } = text;
  const checked = checkText(source, today());
  if (!checked.ok) return tell(file, checked.mistakes);
  switch (deed) {
    case 'check':
      return say(
        `${file}: ${checked.template.label} is in order, ${previewCases(checked.template, today(), true).length} cases`,
      );
    case 'preview':
      return values.matrix === undefined
        ? previewOne(checked.template, values.out ?? `${checked.template.label}.pdf`)
        : previewMatrix(checked.template, values.matrix);
    case 'import':
      return importText(file, source);
    default:
      throw new UsageError(USAGE);
  }
}

function previewOne(template: Template, out: string): number {
  writeFileSync(out, renderAgreementPdf(composeAgreement(template, plainCase(template, today(), true))));
  return say(`made ${out}`);
}

function previewMatrix(template: Template, folder: string): number {
  mkdirSync(folder, { recursive: true });
  const cases = previewCases(template, today(), true);
  for (const { name, facts } of cases) {
    writeFileSync(join(folder, `${name}.pdf`), renderAgreementPdf(composeAgreement(template, facts)));
  }
  return say(`made ${cases.length} documents in ${folder}`);
}

async function importText(file: string, source: string): Promise<number> {
  try {
    const saved = await withDeps((deps) => saveDraft(deps, { personId: null, partyId: null }, source, { kind: 'any' }));
    return say(`${file}: ${saved.label} ${saved.state.replaceAll('-', ' ')}`);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    process.stderr.write(`${file}: ${sentenceOf(error)}\n`);
    return 1;
  }
}

/** In Dutch: who mends a text is a lawyer. */
function tell(file: string, mistakes: readonly TemplateError[]): number {
  for (const mistake of mistakes) {
    process.stderr.write(`${file}:${mistake.line}:${mistake.column}: ${mistakeSentence(mistake)}\n`);
  }
  return 1;
}

function say(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

const today = (): Day => amsterdamDay(systemClock.now());

/** What a preview is of when no file is named. */
const shipped = (deed: string | undefined): ReturnType<typeof agreementTexts>[number] | undefined =>
  deed === 'preview' ? agreementTexts(projectRoot).at(-1) : undefined;

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`${file} cannot be read`);
  }
}
