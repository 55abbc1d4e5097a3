import type { Deps } from '../../deps';

/** How people reach the NVVK; `call` is the address behind the number, which may hold no spaces (RFC 3966). */
interface Desk {
  readonly telephone: string;
  readonly call: string;
  readonly mail: string;
  readonly hours: string;
}

export const deskOf = ({ config: { desk } }: Deps): Desk => ({
  telephone: desk.telephone,
  call: `tel:${desk.telephone.replace(/[^\d+]/g, '')}`,
  mail: desk.mail,
  hours: desk.hours,
});
