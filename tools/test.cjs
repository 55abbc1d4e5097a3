// npm test: installs what is missing, builds, and runs every test project that this machine can run. What it leaves out it
// says, with the reason; with REQUIRE_ALL=1 nothing may be left out but `conformance`, whose validators are not part of the
// project. Arguments go to jest: npm test -- --selectProjects pure
const { spawnSync } = require('node:child_process');
const { existsSync, readdirSync } = require('node:fs');
const { join } = require('node:path');
const { root } = require('./install.cjs');
const { build } = require('./build.cjs');

const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) =>
  existsSync(file),
);

const postgres = () => {
  const base = '/usr/lib/postgresql';
  return existsSync(base) && readdirSync(base).some((version) => existsSync(join(base, version, 'bin/initdb')));
};

// EU DSS, pyHanko and veraPDF are kept beside the project, not in it; they bring what they need with these.
const conformance = () => {
  const said = (program, ...args) => {
    const { stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
    return `${stdout ?? ''}${stderr ?? ''}`;
  };
  if (Number(/version "?(\d+)/.exec(said('java', '-version'))?.[1] ?? 0) < 17)
    return 'Java 17 or later is not installed';
  if (!said('mvn', '-v').includes('Maven')) return 'Maven is not installed';
  if (Number(/Python 3\.(\d+)/.exec(said('python3', '--version'))?.[1] ?? 0) < 11)
    return 'Python 3.11 or later is not installed';
  return existsSync(join(root, '../shared/validators/validate')) ? null : 'the validators are not beside the project';
};

const projects = [
  { name: 'pure', missing: null },
  { name: 'sqlite', missing: null },
  { name: 'postgres', missing: postgres() ? null : 'PostgreSQL is not installed (Debian: apt install postgresql)' },
  { name: 'conformance', missing: conformance() },
  { name: 'browser', missing: chromium ? null : 'Chromium is not installed (Debian: apt install chromium)' },
];

const test = async () => {
  await build();
  const left = projects.filter(({ missing }) => missing !== null);
  for (const { name, missing } of left) console.log(`Left out: test project "${name}": ${missing}`);
  if (left.some(({ name }) => name !== 'conformance') && process.env.REQUIRE_ALL === '1') {
    console.error('REQUIRE_ALL=1: nothing may be left out');
    process.exit(1);
  }
  const given = process.argv.slice(2);
  const chosen = given.includes('--selectProjects')
    ? []
    : ['--selectProjects', ...projects.filter(({ missing }) => missing === null).map(({ name }) => name)];
  const jest = spawnSync(process.execPath, [join(root, 'node_modules/jest/bin/jest.js'), ...given, ...chosen], {
    cwd: root,
    stdio: 'inherit',
  });
  for (const { name, missing } of left) console.log(`Left out: test project "${name}": ${missing}`);
  process.exitCode = jest.status ?? 1;
};

test().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
