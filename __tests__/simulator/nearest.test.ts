import type { ConditionOutcome } from '../../src/simulator/explanation';
import { nearestMiss } from '../../src/simulator/nearest';

const missed = (
  policy_values: readonly string[],
  claim: ConditionOutcome['claim'],
  more: Partial<ConditionOutcome> = {},
): ConditionOutcome => ({
  operator: 'StringLike',
  key: 'token.actions.githubusercontent.com:sub',
  policy_values,
  claim,
  matched: false,
  reason: 'value-differs',
  ...more,
});

/** The value that comes nearest, and what was presented with the segment that differs in brackets. */
function shown(outcome: ConditionOutcome): readonly string[] | undefined {
  const nearest = nearestMiss(outcome);
  if (!nearest) return undefined;
  const { trusted, presented, from, to } = nearest;
  return [trusted, `${presented.slice(0, from)}[${presented.slice(from, to)}]${presented.slice(to)}`];
}

it.each<[trusted: readonly string[], presented: string, nearest: string, marked: string]>([
  [
    ['repo:octo-org/web:environment:production', 'repo:octo-org/web:environment:staging'],
    'repo:octo-org/web:environment:test',
    'repo:octo-org/web:environment:production',
    'repo:octo-org/web:environment:[test]',
  ],
  // The first segments count most, then the characters.
  [
    ['repo:octo-org/api:ref:refs/heads/main', 'repo:octo-org/web:pull_request'],
    'repo:octo-org/web:ref:refs/heads/main',
    'repo:octo-org/web:pull_request',
    'repo:octo-org/web:[ref]:refs/heads/main',
  ],
  [['a:x', 'a:bc', 'a:bd'], 'a:bcd', 'a:bc', 'a:[bcd]'],
  [['a:bc', 'a:x'], 'a:bcd', 'a:bc', 'a:[bcd]'],
  // A segment of wildcards agrees with what it admits.
  [['b:*:c', 'a:*:c'], 'a:b:d', 'a:*:c', 'a:b:[d]'],
  [['a:b*'], 'a:c', 'a:b*', 'a:[c]'],
  [['a:b${*}:c'], 'a:b*:d', 'a:b${*}:c', 'a:b*:[d]'],
  [['a:xyzxyz', 'a:bc'], 'a:bcd', 'a:bc', 'a:[bcd]'],
  // One of the two may end first.
  [['repo:octo-org/web'], 'repo:octo-org/web:pull_request', 'repo:octo-org/web', 'repo:octo-org/web:[pull_request]'],
  [['repo:octo-org/web:pull_request'], 'repo:octo-org/web', 'repo:octo-org/web:pull_request', 'repo:octo-org/web[]'],
  [['x'], 'a:b', 'x', '[a]:b'],
  [['x'], '', 'x', '[]'],
])('of %j comes nearest to %s: %s', (trusted, presented, nearest, marked) => {
  expect(shown(missed(trusted, presented))).toEqual([nearest, marked]);
});

it('compares segments as the operator does', () => {
  const trusted = ['A:b:x', 'a:*:y'];
  const by = (operator: string) => shown(missed(trusted, 'a:b:c', { operator }));

  expect(by('StringEquals')).toEqual(['a:*:y', 'a:[b]:c']);
  expect(by('StringLikeIfExists')).toEqual(['a:*:y', 'a:b:[c]']);
  expect(by('ForAnyValue:StringEqualsIgnoreCase')).toEqual(['A:b:x', 'a:b:[c]']);
});

it.each<[what: string, outcome: ConditionOutcome]>([
  ['a condition that holds', missed(['a'], 'a', { matched: true })],
  ['one that is not known', missed(['a'], 'b', { matched: 'unknown' })],
  ['a negation', missed(['a'], 'a', { operator: 'StringNotEquals' })],
  ['numbers', missed(['1'], '2', { operator: 'NumericEquals' })],
  ['an absent claim', missed(['a'], null)],
  ['several values', missed(['a'], ['b', 'c'])],
  ['no trusted value', missed([], 'a')],
  ['a principal', missed(['*'], 'oidc-provider/octo', { operator: 'Principal' })],
])('is none for %s', (_, outcome) => {
  expect(nearestMiss(outcome)).toBeUndefined();
});
