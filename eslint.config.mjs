import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const barrels = ['@cdktf/provider-aws', '@cdktf/provider-github'].map((name) => ({
  name,
  message: `Import from the file that has it (${name}/lib/...): loading the whole provider takes seconds.`,
}));

export default defineConfig(
  globalIgnores(['**/cdktf.out/', '**/node_modules/', '**/coverage/']),
  {
    linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      // Names are checked for control characters on purpose.
      'no-control-regex': 'off',
      'no-restricted-imports': ['error', { paths: barrels }],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportDefaultDeclaration',
          message: 'Export by name: one thing, one name wherever it is imported.',
        },
      ],
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      // `typeof import('…')` gives its type to a module that is required late.
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // `const { dropped: _, ...rest } = …` copies without a key.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `return refuse(…)` reports and ends the function: one statement for one decision.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // Keys are deleted from copies only, and those are small.
      '@typescript-eslint/no-dynamic-delete': 'off',
    },
  },
  {
    // Whatever a user, GitHub or the system wrote, a terminal and a runner are to see only text.
    files: ['src/**/*.ts', 'main.ts'],
    ignores: ['src/cli/streams.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...['stdout', 'stderr'].map((property) => ({
          object: 'process',
          property,
          message: 'Write by `tell`, `give` or `giveJson` of src/cli/streams.ts.',
        })),
      ],
    },
  },
  {
    // The constructs load CDKTF, which takes longest, and a diff takes 5 ms to load: only when they are needed.
    files: ['src/cli/commands/*.ts', 'src/cli/before/{emission,stacks}.ts'],
    rules: { '@typescript-eslint/no-require-imports': ['error', { allow: ['/constructs/', '/render/diff$'] }] },
  },
  {
    // Needed for `include` only, and takes 6 ms to load.
    files: ['src/cli/files.ts', 'src/cli/before/tree.ts'],
    rules: { '@typescript-eslint/no-require-imports': ['error', { allow: ['^tinyglobby$'] }] },
  },
  {
    // GitHub's client takes 16 ms to load, and only one command asks it.
    files: ['src/cli/ask-github.ts'],
    rules: { '@typescript-eslint/no-require-imports': ['error', { allow: ['/lock/client$'] }] },
  },
  {
    // Only where there is a proxy.
    files: ['src/lock/proxy.ts'],
    rules: { '@typescript-eslint/no-require-imports': ['error', { allow: ['^undici$'] }] },
  },
  {
    // GitHub's parser takes 30 ms to load, and few workflows are worth it.
    files: ['src/workflows/check/refused-workflows.ts'],
    rules: { '@typescript-eslint/no-require-imports': ['error', { allow: ['/read/refusals$'] }] },
  },
  {
    // Automata take 40 ms to load, and exact subjects are decided without them.
    files: ['src/analysis/language.ts'],
    rules: { '@typescript-eslint/no-require-imports': ['error', { allow: ['^refa$'] }] },
  },
  {
    files: ['**/*.cjs'],
    extends: [tseslint.configs.recommended],
    languageOptions: { sourceType: 'commonjs' },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['*.config.mjs'],
    extends: [tseslint.configs.recommended],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
