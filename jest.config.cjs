// Four projects: `pure` needs nothing; `sqlite` and `postgres` run the same files on both databases; `browser` drives Chromium.
const shared = {
  testEnvironment: 'node',
  transform: {
    '\\.[tj]s$': [
      '@swc/jest',
      {
        jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  // Packages that ship ES modules only.
  transformIgnorePatterns: ['/node_modules/(?!(openid-client|oauth4webapi|jose|uuid|otplib|@otplib|@scure|@noble)/)'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/var/'],
};

module.exports = {
  maxWorkers: 2,
  // Real databases, real signatures and sometimes a busy machine.
  testTimeout: 30_000,
  projects: [
    { ...shared, displayName: 'pure', testMatch: ['<rootDir>/test/{domain,documents,signing,web,tools}/**/*.test.ts'] },
    {
      ...shared,
      displayName: 'sqlite',
      testMatch: ['<rootDir>/test/{persistence,usecases,pages,api,jobs,cli,outside}/**/*.test.ts'],
      setupFiles: ['<rootDir>/test/support/use-sqlite.ts'],
      globalSetup: '<rootDir>/test/support/sqlite-template.ts',
      globalTeardown: '<rootDir>/test/support/sqlite-stop.ts',
    },
    {
      ...shared,
      displayName: 'postgres',
      testMatch: ['<rootDir>/test/{persistence,usecases,pages,api,jobs}/**/*.test.ts'],
      setupFiles: ['<rootDir>/test/support/use-postgres.ts'],
      globalSetup: '<rootDir>/test/support/postgres-template.ts',
      globalTeardown: '<rootDir>/test/support/postgres-stop.ts',
    },
    { ...shared, displayName: 'conformance', testMatch: ['<rootDir>/test/conformance/**/*.test.ts'] },
    {
      ...shared,
      displayName: 'browser',
      testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
      setupFiles: ['<rootDir>/test/support/use-sqlite.ts'],
      globalSetup: '<rootDir>/test/support/sqlite-template.ts',
      globalTeardown: '<rootDir>/test/support/sqlite-stop.ts',
    },
  ],
};
