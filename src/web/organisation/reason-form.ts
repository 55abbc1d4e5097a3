import { z } from 'zod';

/** A version and a reason. */
export const reasonForm = (missing: string): z.ZodType<{ versie: number; reden: string }> =>
  z.object({
    versie: z.coerce.number().int(),
    reden: z.string(missing).trim().min(1, missing).max(500, 'Gebruik ten hoogste 500 tekens.'),
  });
