// /beheer/modelteksten/{label}: one text; a draft is changed here, and released by two people.
import { createHash } from 'node:crypto';
import { parseTemplate, type Template } from '../../documents';
import { DomainError } from '../../domain/errors';
import type { Id } from '../../domain/time';
import { findPerson } from '../../persistence/person';
import { askRelease, type DraftSeen } from '../../usecases/templates/ask-release';
import { dropDraft } from '../../usecases/templates/drop-draft';
import { releaseText } from '../../usecases/templates/release-text';
import { textareaField } from '../fields';
import { typed, type FieldError } from '../form';
import { file, formAgain, page, redirect, type MemberHandler, type MemberRequest, type Reply } from '../http';
import { sentenceOf } from '../nl/errors';
import { dutchDay, dutchMoment, dutchNumber } from '../nl/format';
import { changesInWords, draftBadge, RELEASED, releaseFollows } from '../nl/templates';
import { fact, type Fact } from '../parts';
import { choiceFields } from './cases';
import { changesOf } from './changes';
import { heldText, sourceOf, type Held } from './held';
import { keep } from './list';

const PATH = '/beheer/modelteksten';
type Deps = Parameters<MemberHandler>[0];

export const showText: MemberHandler = async (deps, request) =>
  textPage(deps, request, await heldText(deps, labelOf(request)), []);

export const getSource: MemberHandler = async (deps, request) => {
  const held = await heldText(deps, labelOf(request));
  const source = sourceOf(held);
  return file(`modeltekst-${labelOf(request)}.md`, 'text/markdown; charset=utf-8', source);
};

export const saveText: MemberHandler = async (deps, request) => {
  const seen = seenBy(request);
  const source = typed(request.form, 'tekst');
  const held = await heldText(deps, seen.label);
  if (held.kind !== 'draft') throw new DomainError('conflict', 'changed-meanwhile');
  const outcome = await keepUnder(deps, request, source, seen);
  if (!Array.isArray(outcome)) return back(seen);
  return textPage(deps, request, held, outcome);
};

/** A text on the page of one label keeps that label: another would silently make a second draft. */
async function keepUnder(
  deps: Deps,
  request: MemberRequest,
  source: string,
  { label, version }: DraftSeen,
): Promise<string | FieldError[]> {
  const written = /^label:\s*(\S+)/m.exec(source)?.[1];
  if (written !== undefined && written !== label) {
    const message = `In de tekst staat label ${written}. Op deze bladzijde blijft dat ${label}.`;
    return [{ field: 'tekst', message }];
  }
  return keep(deps, request, source, { kind: 'draft', version });
}

export const askForRelease: MemberHandler = (deps, request) => decide(deps, request, askRelease);
export const giveRelease: MemberHandler = (deps, request) => decide(deps, request, releaseText);

export const throwAway: MemberHandler = async (deps, request) => {
  await dropDraft(deps, request.viewer, seenBy(request));
  return redirect(PATH);
};

/** A refusal that a steward can mend in the text comes back on the page. */
async function decide(deps: Deps, request: MemberRequest, act: typeof askRelease | typeof releaseText): Promise<Reply> {
  const seen = seenBy(request);
  try {
    await act(deps, request.viewer, seen);
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
    const held = await heldText(deps, seen.label);
    return textPage(deps, request, held, [{ field: 'vrijgave', message: sentenceOf(error) }]);
  }
  return back(seen);
}

const labelOf = ({ params }: MemberRequest): string => params['label'] ?? '';
const seenBy = (request: MemberRequest): DraftSeen => ({
  label: labelOf(request),
  version: Number(typed(request.form, 'versie')),
});
const back = ({ label }: DraftSeen): Reply => redirect(`${PATH}/${label}`);

async function textPage(
  deps: Deps,
  request: MemberRequest,
  held: Held,
  errors: readonly FieldError[],
): Promise<Reply> {
  const source = sourceOf(held);
  const template = parseTemplate(source);
  const action = `${PATH}/${template.label}`;
  const draft = held.kind === 'draft' ? held.draft : null;
  const changes = await changesOf(deps, held);
  const fault = errors.find(({ field }) => field === 'tekst')?.message ?? null;
  const model = {
    label: template.label,
    badge: held.kind === 'draft' ? draftBadge(held.draft.askedBy !== null) : RELEASED,
    facts: await factsOf(deps, held, template),
    proof: createHash('sha256').update(source).digest('hex'),
    action,
    errors,
    release: draft && {
      version: draft.version,
      asked: draft.askedBy !== null,
      mine: draft.askedBy === request.viewer.personId,
      follows: releaseFollows(template.effectiveFrom),
    },
    edit: draft && {
      openNow: fault !== null,
      field: textareaField({
        id: 'tekst',
        label: 'Tekst',
        hint: draft.askedBy === null ? null : 'Na een wijziging vraagt u de vrijgave opnieuw aan.',
        value: fault === null ? draft.source : typed(request.form, 'tekst'),
        rows: 24,
        error: fault,
      }),
    },
    changes: changes && {
      text: changesInWords(changes.parts.length, changes.former.label),
      headings: changes.parts.map(({ heading }) => heading),
    },
    choices: choiceFields(template, {}),
  };
  const title = `Modeltekst ${template.label}`;
  const breadcrumbs = [
    { label: 'Modelteksten', href: PATH },
    { label: template.label, href: null },
  ];
  const give = errors.length > 0 ? formAgain : page;
  return give('templates/text', title, model, { current: PATH, breadcrumbs });
}

async function factsOf(deps: Deps, held: Held, template: Template): Promise<readonly Fact[]> {
  const nameOf = async (id: Id | null): Promise<string> =>
    (id === null ? null : await findPerson(deps.db, id))?.name ?? 'de beheerder van het portaal';
  const begins = fact('Gaat in op', dutchDay(template.effectiveFrom));
  const sample = fact('Soort', template.sample ? 'voorbeeldtekst' : 'modeltekst');
  if (held.kind === 'draft') {
    const { uploadedBy, uploadedAt, askedBy, askedAt } = held.draft;
    return [
      begins,
      sample,
      fact('Bewaard', `${dutchMoment(uploadedAt)}, door ${await nameOf(uploadedBy)}`),
      ...(askedAt === null
        ? []
        : [fact('Vrijgave gevraagd', `${dutchMoment(askedAt)}, door ${await nameOf(askedBy)}`)]),
    ];
  }
  const { releasedBy, approvedBy, releasedAt, agreements } = held.text;
  const by =
    releasedBy === 'templates'
      ? 'bij de installatie van het portaal'
      : `gevraagd door ${await nameOf(releasedBy)}, gegeven door ${await nameOf(approvedBy)}`;
  return [
    begins,
    sample,
    fact('Vrijgegeven', `${dutchMoment(releasedAt)}, ${by}`),
    fact('Overeenkomsten', dutchNumber(agreements)),
  ];
}
