// Mutation testing by `npm run mutate`: what it is for, and what it found, stands in docs/quality.md.
import { readdirSync } from 'node:fs';
import { env } from 'node:process';

/** What is mutated together, and the suites that have to notice: those without CDKTF, processes and generated files. */
const PARTS = {
  oidc: { mutate: ['src/oidc/**/*.ts'], suites: ['oidc'] },
  'trust-policy': {
    mutate: ['src/iam/trust-policy.ts', 'src/iam/condition-value.ts'],
    suites: ['iam/trust-policy.test.ts', 'iam/condition-value.test.ts'],
  },
  trust: {
    mutate: ['src/access-plan/trust/**/*.ts'],
    suites: ['access-plan/trust', 'access-plan/handwritten.test.ts', 'bindings-errors.test.ts'],
  },
  simulator: { mutate: ['src/simulator/**/*.ts'], suites: ['simulator'] },
};

const name = env.PART ?? 'all';
const parts = name === 'all' ? Object.values(PARTS) : [PARTS[name]];
if (parts.includes(undefined)) throw new Error(`PART is one of ${Object.keys(PARTS).join(', ')}, or not set for all`);
const suites = parts
  .flatMap((part) => part.suites)
  .flatMap((suite) =>
    suite.endsWith('.ts') ? [suite] : readdirSync(`__tests__/${suite}`).map((file) => `${suite}/${file}`),
  );

export default {
  mutate: parts.flatMap(({ mutate }) => mutate),
  testRunner: 'jest',
  jest: {
    config: {
      testMatch: ['**/__tests__/support/suites.cjs'],
      globals: { suites: suites.map((suite) => `../${suite}`) },
      setupFilesAfterEnv: [],
    },
    enableFindRelatedTests: false,
  },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 30000, // a machine with other work is slow, and that is no endless loop
  incremental: true,
  incrementalFile: `coverage/mutation/${name}.incremental.json`,
  tempDirName: 'coverage/stryker',
  // Without tsconfig.json the types are stripped all the same, and Stryker does not look for TypeScript.
  ignorePatterns: ['tsconfig.json', 'cdktf.out', 'coverage', 'docs', 'examples', 'terraform'],
  reporters: ['progress-append-only', 'clear-text', 'html', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  htmlReporter: { fileName: `coverage/mutation/${name}.html` },
  jsonReporter: { fileName: `coverage/mutation/${name}.json` },
};
