// What a half-done registration has so far. Kept in the session of this browser for a day; null means not answered yet.
import { z } from 'zod';
import type { SessionDoor } from '../http';

const contact = z.object({
  name: z.string(),
  functionTitle: z.string(),
  email: z.string(),
  telephone: z.string(),
  generalMailbox: z.string(),
});
export type ContactDraft = z.infer<typeof contact>;

const decision = z.object({
  decidedOn: z.string(),
  reference: z.string(),
  futurePartners: z.boolean(),
  laterVersions: z.boolean(),
});

const municipality = z.object({
  cbsCode: z.string().nullable(),
  contact: contact.nullable(),
  decision: z.object({ taken: decision.nullable() }).nullable(),
});
export type MunicipalityDraft = z.infer<typeof municipality>;

const area = z.object({
  reach: z.enum(['land', 'provincies', 'gemeenten']),
  provinces: z.array(z.string()),
  /** The list as it was typed, and the municipalities that it stands for. */
  list: z.string(),
  codes: z.array(z.string()),
});
export type AreaDraft = z.infer<typeof area>;

const partner = z.object({
  sectors: z.array(z.string()),
  organisation: z.object({ kvk: z.string(), name: z.string(), seat: z.string() }).nullable(),
  /** By sector code. */
  areas: z.record(z.string(), area),
  contact: contact.nullable(),
});
export type PartnerDraft = z.infer<typeof partner>;

const MUNICIPALITY = 'aanmelding-gemeente';
const PARTNER = 'aanmelding-signaalpartner';

export function municipalityDraft(session: SessionDoor): MunicipalityDraft {
  const kept = municipality.safeParse(session.read(MUNICIPALITY));
  return kept.success ? kept.data : { cbsCode: null, contact: null, decision: null };
}

export function partnerDraft(session: SessionDoor): PartnerDraft {
  const kept = partner.safeParse(session.read(PARTNER));
  return kept.success ? kept.data : { sectors: [], organisation: null, areas: {}, contact: null };
}

export const keepMunicipality = (session: SessionDoor, draft: MunicipalityDraft): void =>
  session.write(MUNICIPALITY, draft);
export const keepPartner = (session: SessionDoor, draft: PartnerDraft): void => session.write(PARTNER, draft);
export const forgetMunicipality = (session: SessionDoor): void => session.forget(MUNICIPALITY);
export const forgetPartner = (session: SessionDoor): void => session.forget(PARTNER);
