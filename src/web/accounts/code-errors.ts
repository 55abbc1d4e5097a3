import { DomainError } from '../../domain/errors';
import { sentenceOf } from '../nl/errors';

/** What stands beside the field of a code that was refused. Any other error, and too many wrong codes, go on their way. */
export function codeSentence(error: unknown): string {
  if (!(error instanceof DomainError)) throw error;
  if (error.code === 'wrong-code' || error.code === 'used-code') return sentenceOf(error);
  // The sentence of a locked code speaks of a list to sign; here there is none.
  if (error.code === 'code-locked') throw new DomainError('too-many', 'too-many-attempts');
  throw error;
}
