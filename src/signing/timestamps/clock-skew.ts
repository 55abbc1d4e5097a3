import type { Instant } from '../../domain/time';
import type { TimestampInfo } from './check-token';

/**
 * Seconds by which the authority's clock is at least ahead of ours, negative when it is behind; 0 when both may be right.
 * It wrote its time somewhere between our question and its answer, in whole seconds or finer, and it may be off by the
 * accuracy that it states (RFC 3161 2.4.2); a slow answer is no skew.
 */
export function clockSkew(
  info: Pick<TimestampInfo, 'genTime' | 'accuracy' | 'resolution'>,
  between: { readonly sentAt: Instant; readonly now: Instant },
): number {
  const written = Date.parse(info.genTime) / 1000;
  const least = written - info.accuracy - Date.parse(between.now) / 1000;
  const most = written + info.resolution + info.accuracy - Date.parse(between.sentAt) / 1000;
  return least > 0 ? least : Math.min(most, 0);
}
