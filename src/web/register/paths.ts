import { redirect, type PublicRequest, type Reply } from '../http';

/** Addresses of the register's pages, from the codes that stand in them. */
export const municipalityPath = (code: string): string => `/register/gemeenten/${code}`;
export const partnerPath = (number: string): string => `/register/signaalpartners/${number}`;
export const pairPath = (code: string, number: string): string =>
  `/register/gemeenten/${code}/signaalpartners/${number}`;

/** A code typed in small letters is the same code: one address for each page of the register. Null when it is that one. */
export function inCapitals({ path, query }: PublicRequest): Reply | null {
  const proper = path.replace(/\/(gm\d{4}|sp-\d{5})(?=\/|$)/gi, (code) => code.toUpperCase());
  if (proper === path) return null;
  const search = new URLSearchParams(query).toString();
  return redirect(search === '' ? proper : `${proper}?${search}`);
}
