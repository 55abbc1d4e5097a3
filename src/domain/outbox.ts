import type { Instant } from './time';

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
  | 'wachtwoord-vergeten';

/** One thing to do outside, once. */
export interface OutboxOrder {
  readonly kind: 'mail';
  /** The event and the receiver: a second order with the same key is dropped by the database. */
  readonly dedupeKey: string;
  readonly payload: MailOrder;
  readonly dueAt: Instant;
}
