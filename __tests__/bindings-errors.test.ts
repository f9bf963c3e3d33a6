import { join } from 'node:path';
import { type RuleId, catalogue } from '../src/diagnostics/catalogue';
import { expectFile } from './support/expect-file';
import { FIXTURES, fixtureNames, loadFixture, shownText } from './support/fixtures';

const names = fixtureNames('bindings/err');

it.each(names)('says what is wrong in err/%s.yaml', (name) => {
  const loaded = loadFixture('bindings/err', name);

  expectFile(join(FIXTURES, 'bindings/err', `${name}.out`), shownText(loaded));
  expect(loaded.plan).toBeUndefined();
});

/** Only a folder that was rendered before can show these; see cli/render-basics.test.ts. */
const OF_RENDER: readonly string[] = ['stack-vanished', 'account-renamed'];

/** Only GitHub's answers can show these; see lock/. */
const OF_LOCK: readonly string[] = [
  'lock-out-of-date',
  'repository-not-found',
  'repository-renamed',
  'name-reused',
  'fact-refused',
];

it.each(Object.keys(catalogue).filter((rule) => ![...OF_RENDER, ...OF_LOCK].includes(rule)) as RuleId[])(
  'has a fixture that shows %s',
  (rule) => {
    const { diagnostics } = loadFixture('bindings/err', rule);

    expect(new Set(diagnostics.map((diagnostic) => diagnostic.rule))).toEqual(new Set([rule]));
  },
);

it('reports ten different mistakes in one run, each once', () => {
  const { diagnostics } = loadFixture('bindings/err', 'ten-mistakes');

  expect(diagnostics.map(({ rule }) => rule).sort()).toEqual([
    'contradictory-claims',
    'invalid-value',
    'invalid-value',
    'invalid-value',
    'invalid-variable-name',
    'unknown-account',
    'unknown-key',
    'unknown-template',
    'unsupported-claim',
    'wildcard-in-exact-value',
    'wrong-case',
  ]);
});
