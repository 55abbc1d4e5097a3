// npm run bench -- NAME [--full]: compiles src, test and bench to var/bench as the product is compiled, and runs bench/run.ts there.
const { cpSync, rmSync } = require('node:fs');
const { join } = require('node:path');
const { install, run, root } = require('./install.cjs');

const out = join(root, 'var/bench');
install();
rmSync(out, { recursive: true, force: true });
run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '--noCheck', '--outDir', out]);
// What the compiled files read from beside them.
cpSync(join(root, 'templates'), join(out, 'templates'), { recursive: true });
process.chdir(root);
run(process.execPath, [join(out, 'bench/run.js'), ...process.argv.slice(2)]);
