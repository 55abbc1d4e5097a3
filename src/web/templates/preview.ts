// /beheer/modelteksten/{label}/voorbeeld: a text as one invented agreement, on screen and as the document itself.
import { composeAgreement, parseTemplate, readingBlocks, renderAgreementPdf, type AgreementText } from '../../documents';
import { notFound } from '../../domain/errors';
import { amsterdamDay } from '../../domain/time';
import { file, page, type MemberHandler, type MemberRequest } from '../http';
import { chosenCase, choiceFields } from './cases';
import { heldText, sourceOf } from './held';

type Deps = Parameters<MemberHandler>[0];

export const showPreview: MemberHandler = async (deps, request) => {
  const { label, text, template } = await previewOf(deps, request);
  const query = new URLSearchParams(request.query).toString();
  const model = {
    label,
    action: `/beheer/modelteksten/${label}/voorbeeld`,
    choices: choiceFields(template, request.query),
    blocks: readingBlocks(text),
    pdf: `/beheer/modelteksten/${label}/voorbeeld.pdf?${query}`,
  };
  const breadcrumbs = [
    { label: 'Modelteksten', href: '/beheer/modelteksten' },
    { label, href: `/beheer/modelteksten/${label}` },
    { label: 'Voorbeeld', href: null },
  ];
  return page('templates/preview', `Voorbeeld van modeltekst ${label}`, model, {
    current: '/beheer/modelteksten',
    breadcrumbs,
  });
};

export const getPreviewFile: MemberHandler = async (deps, request) => {
  const { label, name, text } = await previewOf(deps, request);
  return file(`voorbeeld-${label}-${name}.pdf`, 'application/pdf', renderAgreementPdf(text), true);
};

interface Preview {
  readonly label: string;
  readonly name: string;
  readonly text: AgreementText;
  readonly template: ReturnType<typeof parseTemplate>;
}

async function previewOf(deps: Deps, { params, query }: MemberRequest): Promise<Preview> {
  const held = await heldText(deps, params['label'] ?? '');
  const template = parseTemplate(sourceOf(held));
  // No agreement of these parties exists, whatever the portal is: the document must not look like one.
  const chosen = chosenCase(template, query, amsterdamDay(deps.clock.now()), true);
  if (!chosen) throw notFound();
  return { label: template.label, name: chosen.name, text: composeAgreement(template, chosen.facts), template };
}
