import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, type ConfigurationError, settingNames } from '../../src/config';

const complaintsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    return (error as ConfigurationError).complaints;
  }
};

const production = {
  NODE_ENV: 'production',
  BASE_URL: 'https://ondertekenportaal.example',
  DATABASE_URL: 'postgres://portal@db/portal',
  SESSION_SECRET: 'x'.repeat(40),
  KEY_PASSPHRASE: 'a passphrase of some length',
  SMTP_URL: 'smtp://mail.example',
  MAIL_FROM: 'bericht@ondertekenportaal.example',
  TSA_URL: 'http://tsa.example',
  TSA_ANCHORS_FILE: __filename,
  DESK_TELEPHONE: '030 000 00 00',
  DESK_MAIL: 'desk@nvvk.example',
};

describe('the configuration', () => {
  it('needs nothing for a demonstration', () => {
    expect(readConfig({})).toMatchObject({ demonstration: true, port: 3000, databaseUrl: 'sqlite:var/portal.sqlite' });
  });

  it('makes every complaint at once', () => {
    const complaints = complaintsOf({
      PORT: 'x',
      BASE_URL: 'ftp://a',
      DATABASE_URL: 'mysql://a',
      SESSION_SECRET: 'short',
      SMTP_URL: 'x',
    });
    for (const name of ['PORT', 'BASE_URL', 'DATABASE_URL', 'SESSION_SECRET', 'SMTP_URL']) {
      expect(complaints.some((line) => line.startsWith(`${name}:`))).toBe(true);
    }
  });

  it('has no demonstration and no default secret in production', () => {
    expect(readConfig(production)).toMatchObject({ production: true, demonstration: false });
    const complaints = complaintsOf({ NODE_ENV: 'production' });
    for (const name of [
      'BASE_URL',
      'DATABASE_URL',
      'SESSION_SECRET',
      'SMTP_URL',
      'TSA_URL',
      'KEY_PASSPHRASE_FILE',
      'DESK_MAIL',
    ]) {
      expect(complaints.some((line) => line.startsWith(`${name}:`))).toBe(true);
    }
    expect(complaintsOf({ ...production, BASE_URL: 'http://ondertekenportaal.example' })).toEqual([
      'BASE_URL: must be https in production',
    ]);
  });

  it('takes several time-stamp authorities in order, each with its own anchors, and anchors of the past', () => {
    const [one, two, past] = ['README.md', 'package.json', 'LICENSE'].map((name) => join(__dirname, '../..', name));
    const given = readConfig({
      ...production,
      TSA_URL: 'https://een.example/tsa, https://twee.example',
      TSA_ANCHORS_FILE: `${one},${two},${past}`,
      TSA_POLICY: ',1.2.3.4',
    });
    expect(given.timestamps).toEqual([
      { url: 'https://een.example/tsa', anchorsFile: one, policy: null },
      { url: 'https://twee.example', anchorsFile: two, policy: '1.2.3.4' },
    ]);
    expect(given.formerTsaAnchors).toEqual([past]);
  });

  it('refuses an authority without anchors, an address or a policy that is none', () => {
    const found = (other: Record<string, string>): readonly string[] => complaintsOf({ ...production, ...other });
    expect(found({ TSA_URL: 'http://een.example,http://twee.example' })).toEqual([
      expect.stringMatching(/^TSA_ANCHORS_FILE: has 1 files beside 2 addresses/),
    ]);
    expect(found({ TSA_URL: 'http://een.example,ftp://twee.example' }).join()).toMatch(/^TSA_URL/);
    expect(found({ TSA_POLICY: '1.2.x' }).join()).toMatch(/^TSA_POLICY/);
    expect(found({ TSA_POLICY: '1.2,1.3' })).toEqual(['TSA_POLICY: has more policies than TSA_URL has addresses']);
    expect(found({ TSA_ANCHORS_FILE: '/nergens/ca.pem' })).toEqual([
      'TSA_ANCHORS_FILE: /nergens/ca.pem does not exist',
    ]);
  });

  it('refuses a passphrase file that is missing, too short or readable by everybody', () => {
    const { KEY_PASSPHRASE: _given, ...rest } = production;
    const file = join(mkdtempSync(join(tmpdir(), 'portal-config-')), 'passphrase');
    expect(complaintsOf({ ...rest, KEY_PASSPHRASE_FILE: file })).toEqual([
      `KEY_PASSPHRASE_FILE: ${file} does not exist`,
    ]);
    writeFileSync(file, 'short', { mode: 0o644 });
    expect(complaintsOf({ ...rest, KEY_PASSPHRASE_FILE: file })).toHaveLength(2);
  });

  it('is told in full by .env.example', () => {
    const example = readFileSync(join(__dirname, '../../.env.example'), 'utf8');
    const named = example.split('\n').flatMap((line) => /^([A-Z_]+)=/.exec(line)?.[1] ?? []);
    expect([...named].sort()).toEqual([...settingNames].sort());
  });
});
