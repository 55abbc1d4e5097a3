import type { Deps } from '../../deps';
import { composeAgreement, parseTemplate, type AgreementText } from '../../documents';
import type { Agreement } from '../../domain/agreement';
import { notFound } from '../../domain/errors';
import { amsterdamDay } from '../../domain/time';
import { factsOf } from '../../persistence/agreement';
import { templateVersion } from '../../persistence/template-version';
import { freezeTexts } from '../../usecases/ceremony/freeze-text';

/**
 * The words of one agreement: of the frozen facts, or for a draft of today's data, recording nothing.
 * Throws local-arrangements-missing for a draft that cannot be made yet.
 */
export async function agreementText(deps: Deps, agreement: Agreement): Promise<AgreementText> {
  if (agreement.status === 'draft') return draftText(deps, agreement);
  const facts = await factsOf(deps.db, agreement.id);
  const version = agreement.templateVersionId && (await templateVersion(deps.db, agreement.templateVersionId));
  if (!facts || !version) throw notFound();
  return composeAgreement(parseTemplate(version.source), facts);
}

async function draftText(deps: Deps, draft: Agreement): Promise<AgreementText> {
  const today = amsterdamDay(deps.clock.now());
  const [frozen] = await freezeTexts(deps, draft.municipalityId, [draft], today);
  const version = frozen && (await templateVersion(deps.db, frozen.templateVersionId));
  if (!frozen || !version) throw notFound();
  return composeAgreement(parseTemplate(version.source), frozen.facts);
}
