import type { Deps } from '../../deps';
import type { Template } from '../../documents';
import type { Id, Instant } from '../../domain/time';
import { DomainError } from '../../domain/errors';
import { isDuplicate } from '../../persistence/duplicate';
import type { Trx } from '../../persistence/db';
import { insertTemplateVersion } from '../../persistence/template-version';

interface Release {
  readonly template: Template;
  readonly source: string;
  readonly sourceSha256: string;
  readonly releasedBy: string;
  readonly approvedBy: string;
  readonly releasedAt: Instant;
}

/** The rows of a released text. Returns its id. */
export async function insertRelease(trx: Trx, deps: Pick<Deps, 'newId'>, release: Release): Promise<Id> {
  const { template, ...rest } = release;
  const id = deps.newId();
  const row = {
    ...rest,
    id,
    label: template.label,
    signingOrder: template.signingOrder,
    noticeDays: template.noticeMonths * 30,
    effectiveFrom: template.effectiveFrom,
  };
  try {
    await insertTemplateVersion(trx, row);
  } catch (error) {
    // Two texts released at one moment from one day, or under one label.
    if (isDuplicate(error)) throw new DomainError('conflict', 'changed-meanwhile');
    throw error;
  }
  return id;
}
