import type { AuditKind } from '../../domain/audit';

/** What happened, as the log of an organisation says it. */
export const deedWords: Readonly<Record<AuditKind, string>> = {
  'registration-received': 'Aanmelding ontvangen',
  'registration-asked': 'Aanvulling gevraagd',
  'registration-supplemented': 'Aanvulling ontvangen',
  'registration-noted': 'Aantekening gemaakt',
  'registration-taken': 'Aanmelding in behandeling genomen',
  'party-admitted': 'Organisatie toegelaten',
  'party-refused': 'Aanmelding afgewezen',
  'steward-added': 'NVVK-medewerker toegevoegd',
  'person-invited': 'Persoon uitgenodigd',
  'invitation-accepted': 'Uitnodiging aangenomen',
  'invitation-withdrawn': 'Uitnodiging ingetrokken',
  'roles-changed': 'Rollen gewijzigd',
  'membership-ended': 'Persoon hoort niet meer bij de organisatie',
  'logged-in': 'Ingelogd',
  'login-refused': 'Inloggen mislukt',
  'logged-out': 'Uitgelogd',
  'password-changed': 'Wachtwoord gewijzigd',
  'recovery-asked': 'Nieuw wachtwoord gevraagd',
  'totp-enrolled': 'App met codes gekoppeld',
  'backup-codes-made': 'Herstelcodes gemaakt',
  'backup-code-used': 'Ingelogd met een herstelcode',
  'account-changed': 'Account gewijzigd',
  'organisation-changed': 'Gegevens van de organisatie gewijzigd',
  'joining-decision-recorded': 'Aansluitbesluit vastgelegd',
  'local-arrangement-recorded': 'Lokale afspraken vastgelegd',
  'mandate-recorded': 'Mandaat vastgelegd',
  'mandate-confirmed': 'Mandaat bevestigd',
  'mandate-revoked': 'Mandaat ingetrokken',
  'mandate-disputed': 'Mandaat klopt niet volgens de houder',
  'service-area-changed': 'Werkgebied gewijzigd',
  'service-area-requested': 'Groter werkgebied gevraagd',
  'service-area-refused': 'Groter werkgebied afgewezen',
  'drafts-made': 'Overeenkomsten gemaakt',
  'drafts-dropped': 'Concepten vervallen',
  'agreements-offered': 'Overeenkomsten klaargezet',
  'agreement-declined': 'Overeenkomst geweigerd',
  'agreement-parked': 'Overeenkomst geparkeerd',
  'agreement-lapsed': 'Overeenkomst vervallen',
  'draft-asked-again': 'Nieuw concept gemaakt',
  'ceremony-handed-over': 'Lijst naar de tekenbevoegde gestuurd',
  'ceremony-changed': 'Lijst gewijzigd',
  'ceremony-sent-back': 'Lijst teruggestuurd',
  'ceremony-taken-back': 'Lijst teruggehaald',
  'ceremony-consented': 'Akkoord gegeven om te ondertekenen',
  'consent-expired': 'Akkoord vervallen',
  'agreement-signed': 'Overeenkomst ondertekend',
  'agreement-in-force': 'Overeenkomst van kracht',
  'archive-closed': 'Document gesloten voor het archief',
  'archive-renewed': 'Tijdstempel over het document vernieuwd',
  'template-drafted': 'Concept van een modeltekst bewaard',
  'template-draft-dropped': 'Concept van een modeltekst verwijderd',
  'template-release-asked': 'Vrijgave van een modeltekst gevraagd',
  'template-released': 'Modeltekst vrijgegeven',
  'evidence-handed-out': 'Bewijspakket opgehaald',
  'keys-made': 'Sleutels gemaakt',
  'keys-rotated': 'Sleutels vernieuwd',
  'demonstration-begun': 'Begonnen met voorbeeldgegevens',
  'demonstration-filled': 'Voorbeeldgegevens gevuld',
};

/** Deeds that concern many agreements at once, as the history of one of them says it. */
const ofOne: Partial<Record<AuditKind, string>> = {
  'drafts-made': 'Overeenkomst gemaakt',
  'drafts-dropped': 'Concept vervallen',
  'agreements-offered': 'Overeenkomst klaargezet',
};

/** What follows of itself: nobody's deed. */
const ofNobody: readonly AuditKind[] = ['agreement-in-force', 'archive-closed', 'archive-renewed', 'consent-expired'];

/** "Overeenkomst ondertekend door Gemeente Zutphen"; `by` null: not told who. */
export const agreementDeed = (kind: AuditKind, by: string | null): string =>
  `${ofOne[kind] ?? deedWords[kind]}${by === null || ofNobody.includes(kind) ? '' : ` door ${by}`}`;
