import { generate, generateSecret, generateURI, verify } from 'otplib';
import type { Instant } from '../domain/time';

/** Seconds of one code (RFC 6238 section 4.1). */
export const STEP_SECONDS = 30;

/** A new key, 160 bits in base32 (RFC 4226 section 4 R6). */
export const newTotpSecret = (): string => generateSecret();

/** What an authenticator app reads from a QR code or a link. */
export function totpUri(secret: string, email: string): string {
  return generateURI({ issuer: 'Ondertekenportaal', label: email, secret });
}

/** The code of this moment. */
export function totpCode(secret: string, at: Instant): Promise<string> {
  return generate({ secret, epoch: seconds(at) });
}

/** The time step that the code belongs to, now or one step beside it (RFC 6238 section 5.2); null for a wrong code. */
export async function totpStep(secret: string, code: string, at: Instant): Promise<number | null> {
  if (!/^\d{6}$/.test(code)) return null;
  const found = await verify({ secret, token: code, epoch: seconds(at), epochTolerance: STEP_SECONDS });
  return found.valid && 'timeStep' in found ? found.timeStep : null;
}

const seconds = (at: Instant): number => Math.floor(Date.parse(at) / 1000);
