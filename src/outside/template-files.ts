import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The agreement texts that come with the program, as their authors wrote them. */
export function agreementTexts(root: string): readonly { readonly file: string; readonly source: string }[] {
  const folder = join(root, 'templates/agreement');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => ({ file, source: readFileSync(join(folder, file), 'utf8') }));
}

/** The texts of the mails, by template name. */
export function mailTexts(root: string): ReadonlyMap<string, string> {
  const folder = join(root, 'templates/mails');
  const files = readdirSync(folder).filter((file) => file.endsWith('.md'));
  return new Map(files.map((file) => [file.replace(/\.md$/, ''), readFileSync(join(folder, file), 'utf8')]));
}

/** The texts of the evidence package: what a reader gets, and the script that checks it. */
export function evidenceTexts(root: string): {
  readonly readme: string;
  readonly summary: string;
  readonly script: string;
} {
  const read = (name: string): string => readFileSync(join(root, 'templates/evidence', name), 'utf8');
  return { readme: read('README.txt'), summary: read('pakket.txt'), script: read('check.sh') };
}
