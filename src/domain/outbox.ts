import type { Id, Instant } from './time';

/** A mail to send. The texts stand in templates/mails; the values are plain strings and numbers. */
export interface MailOrder {
  readonly template: MailTemplate;
  /** The address, and the name for the salutation (null for a role mailbox). */
  readonly to: { readonly email: string; readonly name: string | null };
  readonly values: Readonly<Record<string, string | number>>;
}

export type MailTemplate =
  | 'aanmelding-ontvangen'
  | 'aanmelding-aanvullen'
  | 'aanmelding-toegelaten'
  | 'aanmelding-afgewezen'
  | 'uitnodiging'
  | 'nieuwe-overeenkomsten'
  | 'wacht-op-handtekening'
  | 'wacht-op-medeondertekening'
  | 'van-kracht'
  | 'toestemming-vervallen'
  | 'geweigerd'
  | 'teruggestuurd'
  | 'inlogmanier-gewijzigd'
  | 'wachtwoord-vergeten'
  | 'vrijgave-gevraagd';

/** One mail about many agreements; the count is taken when it goes out. */
export type DigestTopic = 'nieuwe-overeenkomsten' | 'wacht-op-medeondertekening' | 'van-kracht';

export interface DigestOrder {
  readonly topic: DigestTopic;
  readonly partyId: Id;
  readonly since: Instant;
}

/** One thing to do outside, once. A second order of the same kind and key is dropped by the database. */
export type OutboxOrder = { readonly dedupeKey: string; readonly dueAt: Instant } & OutboxTask;

export type OutboxTask =
  | { readonly kind: 'mail'; readonly payload: MailOrder }
  | { readonly kind: 'digest'; readonly payload: DigestOrder }
  /** Closes a document of which the last place was signed for the archive: B-LTA. */
  | { readonly kind: 'complete-archive'; readonly payload: { readonly agreementId: Id } };
