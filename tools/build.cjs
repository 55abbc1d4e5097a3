// Compiles src and migrations to dist, and the style sheets to dist/assets.
const { chmodSync } = require('node:fs');
const { join } = require('node:path');
const { install, run, root } = require('./install.cjs');

const build = async () => {
  install();
  run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json']);
  // tsc gives its output no x bit, and the command line needs one.
  chmodSync(join(root, 'dist/src/cli/portal.js'), 0o755);
  const { buildAssets } = require('./assets.cjs');
  await buildAssets();
};

module.exports = { build };

if (require.main === module) {
  build().catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
}
