import { nameText } from '../certificates/name';
import type { Certificate } from '../certificates/read-certificate';
import { OID } from '../oids';
import type { TimestampReport } from '../verify/report';
import { checkForeignToken, type ForeignToken, type TokenTrust } from './cms/token';
import { SigningError } from '../errors';
import { digester, gapElement } from './signature';
import type { JudgedStamp, Placed } from './placed';

/** A document time-stamp (ETSI EN 319 142-1 5.4.3): a token over the file up to the end of its revision. */
export function judgeStamp(bytes: Buffer, placed: Placed, trust: TokenTrust): JudgedStamp {
  const element = gapElement(placed.range.contents) ?? Buffer.alloc(0);
  const token = checkForeignToken(element, digester(bytes, placed.range), trust);
  return { placed, token, report: reportToken(placed, token) };
}

export function reportToken({ found, covers, changes }: Placed, token: ForeignToken): TimestampReport {
  return {
    field: found.field,
    time: token.time,
    authority: token.certificate && commonName(token.certificate),
    intact: token.intact,
    trusted: token.trusted,
    covers,
    changesAfter: changes,
    problems: token.problems,
  };
}

/** The name by which a certificate is known; some have only an organisation. */
export function commonName({ subject }: Certificate): string | null {
  return textIn(subject, OID.commonName) ?? textIn(subject, OID.organization);
}

/** A part of a name, null also when a stranger wrote it unreadably. */
export function textIn(name: Buffer, type: Buffer): string | null {
  try {
    return nameText(name, type);
  } catch (error) {
    if (error instanceof SigningError) return null;
    throw error;
  }
}
