#!/usr/bin/env node
import { migrateCommand } from './migrate';
import { archiveCommand } from './archive';
import { checkCommand } from './check';
import { evidenceCommand } from './evidence';
import { keysCommand } from './keys';
import { registerCommand } from './register';
import { sampleCommand } from './sample';
import { stewardCommand } from './steward';
import { templateCommand } from './template';
import { verifyCommand } from './verify';
import { complain } from './failure';

const USAGE = `portal, what an operator types

  portal migrate                              bring the database up to date
  portal check [--checkpoint FILE]...         show what is not in order in the database; FILE: a checkpoint of the log
                                              that was kept elsewhere, such as the one in an evidence package
  portal evidence KENMERK --out FILE.zip      all that proves an agreement, to be checked with public tools only
  portal keys init --root-key FILE            make the keys of a new portal; FILE receives the root's private key
  portal keys list                            every version of every key
  portal keys rotate --root-key FILE [--time-stamp] | --new-passphrase-file FILE
                                              a new issuing CA, a new certificate of the built-in time-stamper, or another
                                              passphrase; old signatures stay valid
  portal archive renew --before DAY           a new time-stamp over every archive that was last stamped before DAY
  portal steward add MAIL [--name NAME]       invite a first NVVK-medewerker
  portal register lookup --municipality GM0344 --partner SP-00042 [--on DAY] [--json]
  portal sample DIR                           one signed agreement made with throw-away keys
  portal template check FILE                  every mistake in an agreement's text, with line and column
  portal template preview [FILE] [--out FILE.pdf | --matrix DIR]
                                              its document for invented parties; with --matrix one for every case
  portal template import FILE                 keep it as a draft, which two NVVK-medewerkers release
  portal verify FILE [--trust CERT.pem]... [--json]
                                              check the signatures of an agreement; exit 0 only when all is well

Settings come from the environment; see .env.example.
`;

type Command = (args: readonly string[]) => Promise<number>;

const commands: Readonly<Record<string, Command>> = {
  archive: archiveCommand,
  migrate: migrateCommand,
  check: checkCommand,
  evidence: evidenceCommand,
  keys: keysCommand,
  steward: stewardCommand,
  register: registerCommand,
  sample: sampleCommand,
  template: templateCommand,
  verify: verifyCommand,
};

/** 0: done; 1: not in order; 2: called wrongly. */
async function main(): Promise<number> {
  const [name = '', ...args] = process.argv.slice(2);
  const command = commands[name];
  if (command) return command(args);
  process.stdout.write(USAGE);
  return ['', 'help', '--help', '-h'].includes(name) ? 0 : 2;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = complain(error);
  },
);
