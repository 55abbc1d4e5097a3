import { existsSync, readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { isDay } from './domain/time';

/** Several values in one setting, with commas between. */
const list = z.string().transform((text) => text.split(',').map((part) => part.trim()));

/** Every setting of the portal, from the environment; the only file that reads it. See .env.example. */
const settings = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  BASE_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/$/, ''))
    .optional(),
  DATABASE_URL: z
    .string()
    .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, 'must be sqlite:FILE or postgres://...')
    .optional(),
  SESSION_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  KEY_PASSPHRASE: z.string().min(16, 'must have at least 16 characters').optional(),
  KEY_PASSPHRASE_FILE: z.string().optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().default('Ondertekenportaal <bericht@ondertekenportaal.example>'),
  TSA_URL: list.pipe(z.array(z.url({ protocol: /^https?$/ })).max(5)).optional(),
  TSA_ANCHORS_FILE: list.optional(),
  TSA_POLICY: list
    .pipe(z.array(z.string().regex(/^(|[012](\.(0|[1-9]\d*))+)$/, 'must be object identifiers such as 1.2.3.4')))
    .optional(),
  DESK_TELEPHONE: z.string().default('030 000 00 00'),
  DESK_MAIL: z.string().default('ondertekenportaal@nvvk.example'),
  DESK_HOURS: z.string().default('op werkdagen van 9.00 tot 17.00 uur'),
  REGISTER_BEGINS_ON: z.string().refine(isDay, 'must be a day such as 2021-01-01').default('2021-01-01'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
});

export interface Config {
  readonly production: boolean;
  /** Invented data, codes and mail at /dev, keys made by itself. Never in production. */
  readonly demonstration: boolean;
  readonly port: number;
  /** Without a slash at the end. Links and redirects come from here, never from a Host header. */
  readonly baseUrl: string;
  readonly databaseUrl: string;
  /** null in demonstration mode: made and kept under var/. */
  readonly sessionSecret: string | null;
  readonly keyPassphrase: string | null;
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  /** Time-stamp authorities outside, in the order in which they are asked; none: the portal stamps itself. */
  readonly timestamps: readonly TimestampSetting[];
  /** PEM, the root certificates of authorities of the past, whose stamps stay valid. */
  readonly formerTsaAnchors: readonly string[];
  readonly desk: { readonly telephone: string; readonly mail: string; readonly hours: string };
  readonly registerBeginsOn: string;
  readonly logLevel: string;
  readonly trustProxy: number;
}

export interface TimestampSetting {
  readonly url: string;
  /** PEM, the root certificates of this authority. */
  readonly anchorsFile: string;
  /** The policy to ask for, in dots; null for the authority's own. */
  readonly policy: string | null;
}

/** Names of all settings, for the test that holds .env.example against them. */
export const settingNames: readonly string[] = Object.keys(settings.shape);

export class ConfigurationError extends Error {
  readonly complaints: readonly string[];

  constructor(complaints: readonly string[]) {
    super(`the configuration is not in order:\n${complaints.map((line) => `  - ${line}`).join('\n')}`);
    this.name = 'ConfigurationError';
    this.complaints = complaints;
  }
}

/** Reads the settings; throws a ConfigurationError with every complaint at once. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = settings.safeParse(present);
  const complaints = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const production = present['NODE_ENV'] === 'production';
  if (production) complaints.push(...productionComplaints(present));
  const passphrase = passphraseOf(present, complaints);
  const timestamps = parsed.success ? timestampsOf(parsed.data, complaints) : [];
  if (!parsed.success || complaints.length > 0) throw new ConfigurationError(complaints);
  const s = parsed.data;
  return {
    production,
    demonstration: !production,
    port: s.PORT,
    baseUrl: s.BASE_URL ?? `http://localhost:${s.PORT}`,
    databaseUrl: s.DATABASE_URL ?? 'sqlite:var/portal.sqlite',
    sessionSecret: s.SESSION_SECRET ?? null,
    keyPassphrase: passphrase,
    smtpUrl: s.SMTP_URL ?? null,
    mailFrom: s.MAIL_FROM,
    timestamps,
    formerTsaAnchors: (s.TSA_ANCHORS_FILE ?? []).slice(timestamps.length),
    desk: { telephone: s.DESK_TELEPHONE, mail: s.DESK_MAIL, hours: s.DESK_HOURS },
    registerBeginsOn: s.REGISTER_BEGINS_ON,
    logLevel: s.LOG_LEVEL,
    trustProxy: s.TRUST_PROXY,
  };
}

function productionComplaints(present: Readonly<Record<string, string | undefined>>): string[] {
  const complaints: string[] = [];
  for (const name of [
    'BASE_URL',
    'DATABASE_URL',
    'SESSION_SECRET',
    'SMTP_URL',
    'TSA_URL',
    'DESK_TELEPHONE',
    'DESK_MAIL',
    'MAIL_FROM',
  ]) {
    if (!present[name]) complaints.push(`${name}: is needed in production`);
  }
  if (!present['KEY_PASSPHRASE'] && !present['KEY_PASSPHRASE_FILE']) {
    complaints.push('KEY_PASSPHRASE_FILE: is needed in production (or KEY_PASSPHRASE)');
  }
  if (present['BASE_URL']?.startsWith('http:')) complaints.push('BASE_URL: must be https in production');
  return complaints;
}

function timestampsOf(
  s: Pick<z.infer<typeof settings>, 'TSA_URL' | 'TSA_ANCHORS_FILE' | 'TSA_POLICY'>,
  complaints: string[],
): readonly TimestampSetting[] {
  const { TSA_URL: urls = [], TSA_ANCHORS_FILE: files = [], TSA_POLICY: policies = [] } = s;
  if (files.length < urls.length) {
    complaints.push(
      `TSA_ANCHORS_FILE: has ${files.length} files beside ${urls.length} addresses in TSA_URL: each authority needs its own root certificates (PEM)`,
    );
  }
  if (policies.length > urls.length) complaints.push('TSA_POLICY: has more policies than TSA_URL has addresses');
  for (const file of files) if (!existsSync(file)) complaints.push(`TSA_ANCHORS_FILE: ${file} does not exist`);
  return urls.map((url, i) => ({ url, anchorsFile: files[i] ?? '', policy: policies[i] || null }));
}

function passphraseOf(present: Readonly<Record<string, string | undefined>>, complaints: string[]): string | null {
  const file = present['KEY_PASSPHRASE_FILE'];
  if (!file) return present['KEY_PASSPHRASE'] ?? null;
  if (!existsSync(file)) {
    complaints.push(`KEY_PASSPHRASE_FILE: ${file} does not exist`);
    return null;
  }
  if ((statSync(file).mode & 0o007) !== 0)
    complaints.push(`KEY_PASSPHRASE_FILE: ${file} may be read by everybody; chmod o= it`);
  const passphrase = readFileSync(file, 'utf8').trim();
  if (passphrase.length < 16) complaints.push(`KEY_PASSPHRASE_FILE: ${file} must hold at least 16 characters`);
  return passphrase;
}
