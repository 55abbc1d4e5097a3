import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleCommand } from '../../src/cli/sample';

export interface SampleEntry {
  readonly file: string;
  readonly level: 'B-B' | 'B-T' | 'B-LT' | 'B-LTA';
  readonly slots: number;
  readonly trust: readonly string[];
  readonly expected: { readonly dss: string; readonly pyhanko: string; readonly verapdf: string };
}

/** Writes `portal sample DIR --all` into a folder, and gives what its manifest says. */
export async function makeAllSamples(folder: string): Promise<readonly SampleEntry[]> {
  const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    await sampleCommand([folder, '--all']);
  } finally {
    write.mockRestore();
  }
  return JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as readonly SampleEntry[];
}
