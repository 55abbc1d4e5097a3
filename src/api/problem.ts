import { z } from 'zod';
import { json, type Reply } from '../web/http';

const invalidParameter = z.object({ name: z.string(), detail: z.string() });

/** RFC 9457, with every invalid parameter at once (API Design Rules NL). */
export const problemSchema = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  invalidParams: z.array(invalidParameter).optional(),
});
type Problem = z.infer<typeof problemSchema>;
export type InvalidParameter = z.infer<typeof invalidParameter>;

export const badRequest = (invalidParams: InvalidParameter[]): Reply =>
  problem({
    type: 'about:blank',
    title: 'Bad Request',
    status: 400,
    detail: 'The query cannot be answered.',
    invalidParams,
  });

export const unknownResource = (detail: string): Reply =>
  problem({ type: 'about:blank', title: 'Not Found', status: 404, detail });

const problem = (body: Problem): Reply => ({
  ...json(body, body.status, 'application/problem+json'),
  headers: { 'Cache-Control': 'no-store' },
});
