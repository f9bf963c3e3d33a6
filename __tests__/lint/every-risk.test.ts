import { join } from 'node:path';
import { lintRules } from '../../src/diagnostics/lint-rules';
import { FOREIGN_RULES } from '../../src/lint/foreign/registry';
import { RULES } from '../../src/lint/registry';
import { expectFile } from '../support/expect-file';
import { FIXTURES, lintFixture, shownText } from '../support/fixtures';

it('reports every kind of risk in one file, and nothing else', () => {
  const linted = lintFixture('lint/every-risk', 'bindings', '2026-11-24');

  expectFile(join(FIXTURES, 'lint/every-risk/bindings.out'), shownText(linted));
  const ofPoliciesOfOthers = FOREIGN_RULES.map(({ id }) => id as string).filter(
    (id) => !RULES.some((rule) => rule.id === id),
  );
  const expected = Object.keys(lintRules).filter((id) => !ofPoliciesOfOthers.includes(id));
  expect([...new Set(linted.diagnostics.map(({ rule }) => rule))].sort()).toEqual(expected.sort());
});
