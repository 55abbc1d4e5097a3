// Installs what is missing, with nothing but Node itself: a fresh clone has no packages yet.
const { spawnSync } = require('node:child_process');
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');

const fail = (message) => {
  console.error(message);
  process.exit(1);
};

const run = (command, args) => {
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (done.error) fail(`${command} could not be started: ${done.error.message}`);
  if (done.status !== 0) fail(`${command} ${args.join(' ')} failed`);
};

/** Node's own version is looked at first: an old one fails later with riddles. */
const checkNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) fail(`Node 20.19 or later is needed; this is ${process.version}`);
};

/** The lock file as it was when the packages were installed, held against the one of today. */
const isInstalled = () => {
  const installed = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const there = JSON.parse(readFileSync(installed, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || there[path]?.version === version,
  );
};

const install = () => {
  checkNode();
  if (isInstalled()) return;
  console.log('Installing packages (once; the SQLite module may be compiled, which takes a minute or two) ...');
  // Not `npm ci`: it refuses a lock file in which a registry left out binaries for other platforms than this one.
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
};

module.exports = { install, run, root };
