import type { PartyKind, Role } from '../../domain/parties';
import { listInWords } from '../../documents/dutch';

// Dutch for roles and organisations, in mails and on pages. The mails themselves stand in templates/mails.

export const roleWords: Readonly<Record<Role, string>> = {
  contact: 'contactpersoon',
  signatory: 'tekenbevoegde',
  admin: 'organisatiebeheerder',
  viewer: 'meelezer',
  steward: 'NVVK-medewerker',
};

/** 'contactpersoon en tekenbevoegde' */
export const rolesInWords = (roles: readonly Role[]): string => listInWords(roles.map((role) => roleWords[role]));

export type SignInChange = 'password' | 'totp' | 'backup-codes' | 'backup-code-used';

export const changeInWords: Readonly<Record<SignInChange, string>> = {
  password: 'uw wachtwoord is gewijzigd',
  totp: 'uw app met codes is gewijzigd',
  'backup-codes': 'uw herstelcodes zijn opnieuw gemaakt',
  'backup-code-used': 'er is ingelogd met een van uw herstelcodes',
};

/** "Gemeente Zutphen" for a municipality, the name itself for others. */
export const organisationInWords = (party: { readonly kind: PartyKind; readonly name: string }): string =>
  party.kind === 'municipality' ? `Gemeente ${party.name}` : party.name;
