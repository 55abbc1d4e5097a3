import { hash } from 'node:crypto';
import type { Id, Instant } from './time';

/** Every kind of deed that changes something. One entry for each deed, in its transaction. */
export type AuditKind =
  | 'registration-received'
  | 'registration-asked'
  | 'registration-supplemented'
  | 'registration-noted'
  | 'registration-taken'
  | 'party-admitted'
  | 'party-refused'
  | 'steward-added'
  | 'person-invited'
  | 'invitation-accepted'
  | 'invitation-withdrawn'
  | 'roles-changed'
  | 'membership-ended'
  | 'logged-in'
  | 'login-refused'
  | 'logged-out'
  | 'password-changed'
  | 'recovery-asked'
  | 'totp-enrolled'
  | 'backup-codes-made'
  | 'backup-code-used'
  | 'account-changed'
  | 'organisation-changed'
  | 'joining-decision-recorded'
  | 'local-arrangement-recorded'
  | 'mandate-recorded'
  | 'mandate-confirmed'
  | 'mandate-revoked'
  | 'mandate-disputed'
  | 'service-area-changed'
  | 'service-area-requested'
  | 'service-area-refused'
  | 'drafts-made'
  | 'drafts-dropped'
  | 'agreements-offered'
  | 'agreement-declined'
  | 'agreement-parked'
  | 'agreement-lapsed'
  | 'draft-asked-again'
  | 'ceremony-handed-over'
  | 'ceremony-changed'
  | 'ceremony-sent-back'
  | 'ceremony-taken-back'
  | 'ceremony-consented'
  | 'consent-expired'
  | 'agreement-signed'
  | 'agreement-in-force'
  | 'archive-closed'
  | 'archive-renewed'
  | 'template-drafted'
  | 'template-draft-dropped'
  | 'template-release-asked'
  | 'template-released'
  | 'evidence-handed-out'
  | 'keys-made'
  | 'keys-rotated'
  | 'demonstration-begun'
  | 'demonstration-filled';

export interface AuditEntry {
  readonly at: Instant;
  readonly kind: AuditKind;
  /** The person; null for the portal itself. */
  readonly actorId: Id | null;
  /** The organisation on whose behalf. */
  readonly actingForId: Id | null;
  readonly subjectId: Id | null;
  /** Facts of the deed: ids, numbers and hashes; no names or addresses of persons. */
  readonly body: Readonly<Record<string, Json>>;
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Canonical JSON (RFC 8785 for the types used here): sorted keys, no white space. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonicalJson(item)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value as Record<string, Json>).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** An entry as it stands in a leaf: canonical JSON, which anyone can hash again. */
export const leafText = (seq: number, entry: AuditEntry): string => leafAround(seq, entry, canonicalJson(entry.body));

/** RFC 6962 section 2.1: the hash of a leaf is SHA-256(0x00 || entry). Hex. */
export const leafHash = (seq: number, entry: AuditEntry): string => leafHashOf(leafText(seq, entry));

/** The text of a leaf around a body that is canonical already; what is around it is canonical too. */
export function leafAround(seq: number, entry: Omit<AuditEntry, 'body'>, body: string): string {
  const { at, kind, actorId, actingForId, subjectId } = entry;
  const said = JSON.stringify;
  return `{"actingForId":${said(actingForId)},"actorId":${said(actorId)},"at":${said(at)},"body":${body},"kind":${said(kind)},"seq":${seq},"subjectId":${said(subjectId)}}`;
}

export const leafHashOf = (text: string): string => hash('sha256', `\0${text}`);
