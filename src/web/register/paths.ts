/** Addresses of the register's pages, from the codes that stand in them. */
export const municipalityPath = (code: string): string => `/register/gemeenten/${code}`;
export const partnerPath = (number: string): string => `/register/signaalpartners/${number}`;
export const pairPath = (code: string, number: string): string =>
  `/register/gemeenten/${code}/signaalpartners/${number}`;
