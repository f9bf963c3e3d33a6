import { join } from 'node:path';
import { type LintRuleId, lintRules } from '../../src/diagnostics/lint-rules';
import { RULES } from '../../src/lint/registry';
import { expectFile } from '../support/expect-file';
import { FIXTURES, fixtureNames, lintFixture, shownText } from '../support/fixtures';

const TODAY = '2026-11-24';

/** About waivers, not about bindings; see waivers.test.ts. */
const OF_WAIVERS: readonly LintRuleId[] = ['unused-waiver', 'invalid-waiver', 'expired-waiver'];
/** Only policies that this program did not write can have these; see foreign.test.ts. */
const OF_FOREIGN_POLICIES: readonly LintRuleId[] = [
  'subject-without-repository',
  'missing-subject-condition',
  'dead-statement',
  'missing-audience-condition',
  'set-operator',
  'negated-operator',
  'never-minted-subject',
  'malformed-condition-key',
];
const elsewhere = [...OF_WAIVERS, ...OF_FOREIGN_POLICIES];
const ids = (Object.keys(lintRules) as LintRuleId[]).filter((id) => !elsewhere.includes(id));

it('has every rule once, in the order of their ids', () => {
  expect(RULES.map(({ id }) => id)).toEqual([...ids].sort());
});

it('has a fixture that shows each rule, one in which it is silent, and no others', () => {
  expect(fixtureNames('lint/err')).toEqual([...ids].sort());
  expect(fixtureNames('lint/ok')).toEqual([...ids].sort());
});

it.each(fixtureNames('lint/err'))('says what is risky in err/%s.yaml', (name) => {
  const linted = lintFixture('lint/err', name, TODAY);

  expectFile(join(FIXTURES, 'lint/err', `${name}.out`), shownText(linted));
  expect(linted.diagnostics.map(({ rule }) => rule)).toContain(name);
});

it.each(fixtureNames('lint/ok'))('says nothing of ok/%s.yaml', (name) => {
  expect(shownText(lintFixture('lint/ok', name, TODAY))).toBe('');
});
