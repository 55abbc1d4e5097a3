// npm test: installs what is missing, builds, and runs every test project that this machine can run. What it leaves out it
// says, with the reason; with REQUIRE_ALL=1 nothing may be left out. Arguments go to jest: npm test -- --selectProjects pure
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

const projects = [
  { name: 'pure', missing: null },
  { name: 'sqlite', missing: null },
  { name: 'postgres', missing: postgres() ? null : 'PostgreSQL is not installed (Debian: apt install postgresql)' },
  { name: 'browser', missing: chromium ? null : 'Chromium is not installed (Debian: apt install chromium)' },
];

const test = async () => {
  await build();
  const left = projects.filter(({ missing }) => missing !== null);
  for (const { name, missing } of left) console.log(`Left out: test project "${name}": ${missing}`);
  if (left.length > 0 && process.env.REQUIRE_ALL === '1') {
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
