import type { Instant } from './time';

/**
 * The text of a checkpoint, as it is signed: whose log, how many entries, the root as base64 (the body of a C2SP
 * tlog-checkpoint) and, as an extension line, when.
 */
export function checkpointText(of: {
  readonly origin: string;
  readonly size: number;
  /** Hex. */
  readonly root: string;
  readonly at: Instant;
}): string {
  return `${of.origin}\n${of.size}\n${Buffer.from(of.root, 'hex').toString('base64')}\n${of.at}\n`;
}

/** "ondertekenportaal.example/logboek" */
export const logOrigin = (baseUrl: string): string => `${new URL(baseUrl).host}/logboek`;

/** Size and root (hex) that such a text states; null when it is none. Whether it is signed is another question. */
export function readCheckpointText(text: string): { readonly size: number; readonly root: string } | null {
  const [, size = '', root = ''] = text.split('\n');
  if (!/^\d{1,15}$/.test(size) || !/^[A-Za-z0-9+/]{43}=$/.test(root)) return null;
  return { size: Number(size), root: Buffer.from(root, 'base64').toString('hex') };
}
