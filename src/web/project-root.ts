import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from '../config';

/** The folder with package.json, seen from src (development, tests) and from dist/src (production) alike. */
export const projectRoot = findRoot(__dirname);

/** Where demonstration mode keeps what it makes: beside the embedded database. */
export function varDirectory(config: Pick<Config, 'databaseUrl'>): string {
  return config.databaseUrl.startsWith('sqlite:')
    ? dirname(config.databaseUrl.slice('sqlite:'.length))
    : join(projectRoot, 'var');
}

/** Where mails go without SMTP. */
export const mailDirectory = (config: Pick<Config, 'databaseUrl'>): string => join(varDirectory(config), 'mail');

function findRoot(from: string): string {
  return existsSync(join(from, 'package.json')) ? from : findRoot(dirname(from));
}
