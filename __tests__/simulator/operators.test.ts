import { nullCheck } from '../../src/simulator/operators/null';
import { OPERATORS, isEvaluated } from '../../src/simulator/operators/registry';
import { stringEquals } from '../../src/simulator/operators/string-equals';
import { stringEqualsIgnoreCase } from '../../src/simulator/operators/string-equals-ignore-case';
import { stringLike } from '../../src/simulator/operators/string-like';
import { stringNotEquals } from '../../src/simulator/operators/string-not-equals';
import { stringNotEqualsIgnoreCase } from '../../src/simulator/operators/string-not-equals-ignore-case';
import { stringNotLike } from '../../src/simulator/operators/string-not-like';
import { policyValue } from '../../src/simulator/policy-value';
import { type OperatorRow, testOperator } from '../support/operator-table';

const EXACT: readonly OperatorRow[] = [
  ['main', 'main', true],
  ['main', 'mai', false],
  ['main', 'main ', false],
  ['', '', true],
  ['', 'main', false],
  ['ma*', 'main', false],
  ['ma*', 'ma*', true],
  ['ma${*}', 'ma*', true],
  ['ma${*}', 'ma${*}', false],
  ['${?}${$}{x}', '?${x}', true],
  ['a$b', 'a$b', true],
  ['a${b', 'a${b', true],
  ['${aws:username}', 'main', 'unknown'],
  ["${aws:username, 'main'}", 'main', 'unknown'],
];
const PATTERNS: readonly OperatorRow[] = [
  ['main', 'main', true],
  ['main', 'Main', false],
  ['*', '', true],
  ['*', 'a:b/c', true],
  ['?', '', false],
  ['?', 'a', true],
  ['?', '\u{1F600}', true],
  ['repo:octo-org/*', 'repo:octo-org/web:ref:refs/heads/main', true],
  ['repo:octo-org*', 'repo:octo-org-evil/web:pull_request', true],
  ['repo:octo-org/*', 'repo:octo-org@1/web@2:pull_request', false],
  ['*:pull_request', 'repo:octo-org/web:pull_request', true],
  ['*:pull_request', 'repo:octo-org/web:pull_request:x', false],
  ['a*b*c', 'a-b-b-c', true],
  ['a*b*c', 'a-c-b', false],
  ['v?.?', 'v1.2', true],
  ['v?.?', 'v1.22', false],
  ['a${*}*', 'a*b', true],
  ['a${*}*', 'abb', false],
  ['v${?}', 'v1', false],
  ['v${?}', 'v?', true],
  ['a.c', 'abc', false],
  ['(a|b)+[c]^\\', '(a|b)+[c]^\\', true],
  ['line*', 'line\none', true],
  ['*${aws:PrincipalTag/team}', 'web', 'unknown'],
];
const ANY_CASE: readonly OperatorRow[] = [
  ['Main', 'mAIN', true],
  ['main', 'mains', false],
  ['ma*', 'MAIN', false],
  ['${saml:sub}', 'main', 'unknown'],
];

testOperator(stringEquals, [...EXACT, ['main', 'Main', false]]);
testOperator(stringNotEquals, [...EXACT, ['main', 'Main', false]]);
testOperator(stringEqualsIgnoreCase, ANY_CASE);
testOperator(stringNotEqualsIgnoreCase, ANY_CASE);
testOperator(stringLike, PATTERNS);
testOperator(stringNotLike, PATTERNS);
testOperator(nullCheck, [
  ['true', 'true', true],
  ['true', 'false', false],
  ['false', 'false', true],
  ['False', 'false', true],
  ['nothing', 'false', false],
]);

it('negates what says so', () => {
  const negated = OPERATORS.filter((operator) => operator.negated && isEvaluated(operator));

  expect(negated).toEqual([stringNotEquals, stringNotEqualsIgnoreCase, stringNotLike]);
});

it('takes no longer than the pattern times the text', () => {
  const begin = performance.now();

  expect(stringLike.matches(policyValue(`${'*a'.repeat(1000)}b`, true), 'a'.repeat(20_000))).toBe(false);
  expect(performance.now() - begin).toBeLessThan(5_000);
});
