import { bool } from '../../src/simulator/operators/bool';
import { date } from '../../src/simulator/operators/date';
import { ipAddress } from '../../src/simulator/operators/ip-address';
import { nullCheck } from '../../src/simulator/operators/null';
import { numeric } from '../../src/simulator/operators/numeric';
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
  ['', '', true],
  ['', 'a', false],
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
  ['${aws:username}', 'true', false],
]);

testOperator(bool, [
  ['true', 'True', true],
  ['TRUE', 'true', true],
  ['true', 'false', false],
  ['${aws:username}', 'true', 'unknown'],
]);
testOperator(ipAddress, [
  ['192.0.2.0/24', '192.0.2.255', true],
  ['192.0.2.0/24', '192.0.3.0', false],
  ['192.0.2.7', '192.0.2.7', true],
  ['192.0.2.7', '192.0.2.8', false],
  ['0.0.0.0/0', '255.255.255.255', true],
  ['10.0.0.0/8', '10.255.0.1', true],
  ['10.0.0.0/8', '11.0.0.1', false],
  ['10.0.0.0/9', '10.128.0.0', false],
  ['10.0.0.0/15', '10.1.255.255', true],
  ['192.0.2.0/25', '192.0.2.128', false],
  ['192.0.2.0/30', '192.0.2.3', true],
  ['192.0.2.0/32', '192.0.2.1', false],
  ['1.2.3.4', '4.3.2.1', false],
  ['255.255.255.255', '255.255.255.255', true],
  ['192.0.2.0/33', '192.0.2.0', 'unknown'],
  ['192.0.2.0/40', '192.0.2.0', 'unknown'],
  ['192.0.2.0/', '192.0.2.0', 'unknown'],
  ['192.0.2.0/x', '192.0.2.0', 'unknown'],
  ['192.0.2.0/x8', '192.0.2.0', 'unknown'],
  ['192.0.2.0/8x', '192.0.2.0', 'unknown'],
  ['192.0.2.0/030', '192.0.2.0', 'unknown'],
  ['192.0.2', '192.0.2.0', 'unknown'],
  ['192.0.2.0.0', '192.0.2.0', 'unknown'],
  ['192.0.2.0', '1192.0.2.0', 'unknown'],
  ['192.0.2.0', '192.0.2.0000', 'unknown'],
  ['192.0.2.0', '192.0.2.0 ', 'unknown'],
  ['192.0.2.0', '192.0.2.', 'unknown'],
  ['192.0.2.0', '192a0b2c0', 'unknown'],
  ['192.0.2.0', '256.0.2.0', 'unknown'],
  ['192.0.2.0', 'home', 'unknown'],
  ['${aws:VpcSourceIp}', '192.0.2.0', 'unknown'],
  ['2001:db8::/32', '2001:db8::1', 'unknown'],
  ['192.0.2.256', '192.0.2.0', 'unknown'],
]);

/** For each suffix, what it makes of the second value being smaller, equal and larger. */
const SIZES: readonly (readonly [suffix: string, ...matches: readonly boolean[]])[] = [
  ['Equals', false, true, false],
  ['NotEquals', false, true, false],
  ['LessThan', true, false, false],
  ['LessThanEquals', true, true, false],
  ['GreaterThan', false, false, true],
  ['GreaterThanEquals', false, true, true],
];
for (const [suffix, smaller = false, same = false, larger = false] of SIZES) {
  for (const operator of [...numeric, ...date].filter(({ name }) => name.replace(/^Numeric|^Date/, '') === suffix)) {
    const isDate = operator.name.startsWith('Date');
    const [low, middle, high] = isDate
      ? ['2026-01-01', '2026-01-01T02:00:00+01:00', '1800000000']
      : ['-1', '9.5', '10'];
    testOperator(operator, [
      [middle, low, smaller],
      [middle, isDate ? '2026-01-01T01:00:00Z' : '9.50', same],
      [middle, high, larger],
      [middle, 'soon', 'unknown'],
      ['${aws:CurrentTime}', low, 'unknown'],
    ]);
  }
}

/** What is no number, and what is no moment, is unknown on either side. */
const NO_NUMBERS = ['', '-', '1.', '.5', '1.5.2', '--1', '1a', 'a1', '1 ', '1e3', '-1.x'];
const NO_MOMENTS = [
  '',
  '-1',
  '12a',
  'a12',
  '1.5',
  '2026-1-01',
  '2026-01-1',
  '26-01-01',
  '2026-01-01T',
  '2026-01-01T00:00',
  '2026-01-01T00:00:00',
  '2026-01-01T0:00Z',
  '2026-01-01T00:0Z',
  '2026-01-01T00:00:0Z',
  '2026-01-01T00:00:00.Z',
  '2026-01-01T00:00:00.xZ',
  '2026-01-01T00:00+1:00',
  '2026-01-01T00:00+01:0',
  '2026-01-01T00:00x01:00',
  '2026-01-01T00:00ZZ',
  'x2026-01-01',
  '+002026-01-01',
  '2026-01-01x',
  '2026-13-01',
];
for (const [operators, known, texts] of [
  [numeric, '1', NO_NUMBERS],
  [date, '2026-01-01', NO_MOMENTS],
] as const) {
  const [operator] = operators;
  if (operator)
    testOperator(operator, [
      ...texts.map((text) => [text, known, 'unknown'] as const),
      ...texts.map((text) => [known, text, 'unknown'] as const),
    ]);
}
for (const operator of date.filter(({ name }) => name === 'DateEquals'))
  testOperator(operator, [
    ['2026-01-01', '1767225600', true],
    ['2026-01-01', '1767225601', false],
    ['2026-01-01T00:00Z', '2026-01-01', true],
    ['2026-01-01T00:00:00.000Z', '2026-01-01', true],
    ['2026-01-01T00:00:00.25Z', '2026-01-01', false],
    ['2025-12-31T22:30-01:30', '2026-01-01', true],
  ]);
for (const operator of numeric.filter(({ name }) => name === 'NumericEquals'))
  testOperator(operator, [
    ['10', '10.0', true],
    ['-10', '10', false],
    ['10.25', '10.25', true],
  ]);

it('knows nothing of values for operators that are not evaluated', () => {
  for (const operator of OPERATORS.filter((each) => !isEvaluated(each)))
    expect(operator.matches(policyValue('a', true), 'a')).toBe('unknown');
});

it('takes a value apart', () => {
  const literal = (text: string) => ({ kind: 'literal', text });

  expect(policyValue('web$*a?${*}${$}{${aws:username}', true)).toEqual([
    literal('web'),
    literal('$'),
    { kind: 'wildcard', text: '*' },
    literal('a'),
    { kind: 'wildcard', text: '?' },
    literal('*'),
    literal('$'),
    literal('{'),
    { kind: 'variable', text: '${aws:username}' },
  ]);
  expect(policyValue('web${?}', false)).toEqual([literal('web${'), { kind: 'wildcard', text: '?' }, literal('}')]);
});

it('negates what says so, and all of it', () => {
  const negated = OPERATORS.filter((operator) => operator.negated);

  expect(negated).toEqual(OPERATORS.filter(({ name }) => name.includes('Not')));
  expect(negated).toEqual(expect.arrayContaining([stringNotEquals, stringNotEqualsIgnoreCase, stringNotLike]));
});

it('knows all operators of IAM', () => {
  const families = ['Numeric', 'Date'].flatMap((family) => SIZES.map(([suffix]) => `${family}${suffix}`));

  expect(OPERATORS.map(({ name }) => name).sort()).toEqual(
    [
      ...['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
      ...['StringLike', 'StringNotLike', 'Null', 'Bool', 'IpAddress', 'NotIpAddress', 'BinaryEquals'],
      ...['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike', ...families],
    ].sort(),
  );
  expect(OPERATORS.filter((operator) => !isEvaluated(operator)).map(({ name }) => name)).toEqual([
    'BinaryEquals',
    'ArnEquals',
    'ArnLike',
    'ArnNotEquals',
    'ArnNotLike',
  ]);
});

// Were each star tried with each rest, this would never end.
it('takes no longer than the pattern times the text', () => {
  expect(stringLike.matches(policyValue(`${'*a'.repeat(1000)}b`, true), 'a'.repeat(20_000))).toBe(false);
});
