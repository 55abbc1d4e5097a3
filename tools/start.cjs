// npm start: installs what is missing, builds, and becomes the portal: the server runs in this very process.
const { build } = require('./build.cjs');

build().then(
  () => require('../dist/src/main.js'),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
