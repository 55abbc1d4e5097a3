import { z } from 'zod';
import { askableDay, REASONS, type SectorAnswer } from '../domain/exchange-permission';
import { successorsOf } from '../domain/former-municipalities';
import { amsterdamDay, type Day } from '../domain/time';
import { askRegister } from '../usecases/register/ask-register';
import { cacheable, json, type PublicHandler } from '../web/http';
import { badRequest, unknownResource, type InvalidParameter } from './problem';

/** What may be asked, the codes in capitals or not; a parameter that is not named here is refused. `on` left out: today in Amsterdam. */
const question = (today: Day) =>
  z.strictObject({
    municipality: z
      .string('is required')
      .toUpperCase()
      .regex(/^GM\d{4}$/, 'must be a CBS code: GM and 4 digits, such as GM0344'),
    partner: z
      .string('is required')
      .toUpperCase()
      .regex(/^SP-\d{5}$/, 'must be a participant number: SP- and 5 digits, such as SP-00042'),
    on: z
      .string()
      .default(today)
      .check((context) => {
        const verdict = askableDay(context.value, today);
        if (verdict === 'fine') return;
        const message =
          verdict === 'no-such-day'
            ? 'must be a day of the calendar: YYYY-MM-DD'
            : 'must not lie more than two years ahead';
        context.issues.push({ code: 'custom', message, input: context.value });
      }),
  });

/** The answer in one sector. `validUntil` is the first day without. */
const permissionSchema = z.object({
  /** Code of the sector; null when the answer holds for the pair in every sector. */
  sector: z.string().nullable(),
  answer: z.enum(['yes', 'no', 'unknown']),
  reason: z.enum(REASONS),
  validFrom: z.iso.date().nullable(),
  validUntil: z.iso.date().nullable(),
  /** On the first day only: the moment from which it holds. */
  validFromMoment: z.iso.datetime().nullable(),
  /** Number of the agreement that grounds the answer. */
  agreement: z.string().nullable(),
});

/** A list: one answer for each sector. */
export const exchangePermissionsSchema = z.array(permissionSchema);

/** GET /api/v1/exchange-permissions: may this partner send signals to this municipality on a day, per sector, and why. */
export const getExchangePermissions: PublicHandler = async (deps, request) => {
  const today = amsterdamDay(deps.clock.now());
  const parsed = question(today).safeParse(request.query);
  if (!parsed.success) return badRequest(invalidParameters(parsed.error));
  const { municipality, partner, on } = parsed.data;

  const asked = await askRegister(deps, { municipality, partner, day: on });
  if (asked.kind === 'unknown-code') return unknownResource(unknownDetail(asked, municipality, partner, today));
  const body: z.infer<typeof exchangePermissionsSchema> = asked.answers.map(toPermission);
  return cacheable(json(body));
};

function toPermission(answer: SectorAnswer): z.infer<typeof permissionSchema> {
  return {
    sector: answer.sectorCode,
    answer: answer.answer,
    reason: answer.reason,
    validFrom: answer.validFrom,
    validUntil: answer.validUntil,
    validFromMoment: answer.beganAt,
    // A draft is nobody's agreement yet: it has no number in public.
    agreement: answer.progress === 'draft' ? null : (answer.agreement?.number ?? null),
  };
}

function invalidParameters(error: z.ZodError): InvalidParameter[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((name) => ({ name, detail: 'is not a parameter of this resource' }))
      : [{ name: String(issue.path[0] ?? ''), detail: issue.message }],
  );
}

function unknownDetail(
  unknown: { readonly municipality: boolean; readonly partner: boolean },
  municipality: string,
  partner: string,
  today: Day,
): string {
  const parts: string[] = [];
  const gone = successorsOf(municipality, today);
  const [first] = gone;
  if (first)
    parts.push(
      `${municipality} went up in ${gone.map((one) => one.successorCode).join(', ')} on ${first.effectiveOn}.`,
    );
  else if (unknown.municipality) parts.push(`There is no municipality ${municipality}.`);
  if (unknown.partner) parts.push(`There is no partner ${partner}.`);
  return parts.join(' ');
}
