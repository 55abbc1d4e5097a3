// Builds dist/assets: one style sheet, fonts and the mark, each under a name that holds its own hash, and manifest.json
// (the Assets of src/web/page.ts: the addresses that the layout needs). The design system's packages are cut down to what the views use; our own CSS is kept whole.
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync, renameSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { PurgeCSS } = require('purgecss');
const { transform } = require('lightningcss');

const root = resolve(__dirname, '..');
const source = join(root, 'src/web/assets');

const packages = [
  '@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css',
  '@utrecht/component-library-css/dist/index.css',
];
const ownSheets = [
  'tokens.css',
  'base.css',
  'frame.css',
  'forms.css',
  'parts.css',
  'pages.css',
  'accounts.css',
  'work.css',
  'check.css',
  'onboarding.css',
  'print.css',
];

const weights = [400, 600, 700];
// The latin-ext file first: what both ranges hold is taken from the last.
const subsets = [
  [
    'latin-ext',
    'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF',
  ],
  [
    'latin',
    'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD',
  ],
];

/** Fonts that every first screen needs: text and headings. */
const preloaded = ['source-sans-3-latin-400-normal.woff2', 'source-sans-3-latin-700-normal.woff2'];

/** Keeps files under a name with their hash; `names` remembers which. */
const writerInto = (target, names) => (logical, bytes) => {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const name = logical.replace(/(\.[a-z0-9]+)$/, `.${hash}$1`);
  writeFileSync(join(target, name), bytes);
  names[logical] = name;
  return name;
};

const fontFaces = (write) => {
  const faces = [];
  for (const [subset, range] of subsets) {
    for (const weight of weights) {
      const file = `source-sans-3-${subset}-${weight}-normal.woff2`;
      const name = write(file, readFileSync(join(root, 'node_modules/@fontsource/source-sans-3/files', file)));
      faces.push(
        `@font-face{font-family:"Source Sans 3";font-style:normal;font-weight:${weight};font-display:swap;` +
          `src:url("./${name}") format("woff2");unicode-range:${range}}`,
      );
    }
  }
  return faces.join('\n');
};

const purgedPackages = async () => {
  const css = packages.map((file) => readFileSync(join(root, 'node_modules', file), 'utf8')).join('\n');
  // The packages open with a charset rule that may stand only at the very start of a sheet.
  const raw = css.replace(/@charset "[^"]*";/g, '');
  const [result] = await new PurgeCSS().purge({
    content: [join(root, 'views/**/*.ejs'), join(root, 'src/web/**/*.ts')],
    css: [{ raw }],
    keyframes: true,
    // Whole names only: "utrecht-button" in a view must not keep everything that begins with it.
    defaultExtractor: (text) => text.match(/[\w-]+/g) ?? [],
    // Elements by their bare name stand in every Dutch text ("nav", "table"): keep only what belongs to a class.
    safelist: ['html', 'body'],
    // Rich text is a wrapper we do not use; its :has() rules would survive by the second class in them.
    blocklist: [/^utrecht-rich-text/],
  });
  return result.css;
};

/** Drops every custom property that nothing reads, until nothing more falls away: most design tokens go. */
const withoutUnusedVariables = (css) => {
  const read = new Set([...css.matchAll(/var\(\s*(--[\w-]+)/g)].map(([, name]) => name));
  // A value may hold a quoted data: address with semicolons of its own.
  const declaration = /(?<=[{;])\s*(--[\w-]+)\s*:(?:"[^"]*"|'[^']*'|[^;{}"'])*(?:;|(?=\}))/g;
  const kept = css.replace(declaration, (all, name) => (read.has(name) ? all : ''));
  return kept === css ? css : withoutUnusedVariables(kept);
};

/** Resolves to the size of the style sheet in bytes. */
const buildAssets = async (destination = join(root, 'dist/assets')) => {
  // Made beside the old ones and swapped at the end: a portal or test that runs meanwhile never sees half of them.
  const target = `${destination}.new`;
  const names = {};
  const write = writerInto(target, names);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const own = ownSheets.map((file) => readFileSync(join(source, file), 'utf8')).join('\n');
  const comments = /\/\*[\s\S]*?\*\//g;
  // The packages stand in a layer, so that our own rules win without fighting over specificity; below them stands the
  // layer of our bare elements, so that a link that looks like a button keeps the button's colours.
  const whole = `${fontFaces(write)}\n@layer base, nlds;\n@layer nlds{${(await purgedPackages()).replace(comments, '')}}\n${own.replace(comments, '')}`;
  const { code } = transform({
    filename: 'portal.css',
    code: Buffer.from(withoutUnusedVariables(whole)),
    minify: true,
    targets: { chrome: 109 << 16, firefox: 115 << 16, safari: (15 << 16) | (6 << 8) },
  });
  write('portal.css', code);
  for (const file of readdirSync(source)) {
    if (/\.(svg|js)$/.test(file)) write(file, readFileSync(join(source, file)));
  }
  const address = (logical) => `/assets/${names[logical]}`;
  const manifest = { css: address('portal.css'), icon: address('mark.svg'), fonts: preloaded.map(address) };
  writeFileSync(
    join(target, 'manifest.json'),
    `${JSON.stringify(manifest, null, 2)}
`,
  );
  rmSync(destination, { recursive: true, force: true });
  renameSync(target, destination);
  return code.length;
};

module.exports = { buildAssets };

if (require.main === module) {
  // A folder may be named; the tests build into one of their own.
  buildAssets(process.argv[2]).then(
    (size) => console.log(`portal.css ${(size / 1000).toFixed(1)} kB`),
    (error) => {
      console.error(error);
      process.exitCode = 1;
    },
  );
}
