import { conditionValue, operatorOf, rejection } from '../../src/iam/condition-value';
import { policyLength } from '../../src/iam/policy-document';
import { partitionOf, stsAudience } from '../../src/iam/partition';
import { concat, exact, pattern } from '../../src/oidc/claim-text';
import { EMPTY_STATEMENT } from '../../src/iam/policy-document';

it.each([
  [exact('feat/${x}'), 'feat/${$}{x}'],
  [exact('cost-$5'), 'cost-$5'],
  [pattern('cost-$5*'), 'cost-${$}5*'],
  [concat('a*b?c$d', pattern('*')), 'a${*}b${?}c${$}d*'],
  [concat('feat/${x}', pattern('?')), 'feat/${$}{x}?'],
  [concat('ref:', 'refs/heads/', 'ma*n'), 'ref:refs/heads/ma*n'],
  [concat(pattern('*${x}?'), ':', pattern('**')), '*${$}{x}?:**'],
])('escapes %j', (text, expected) => {
  expect(conditionValue(text)).toBe(expected);
});

it('compares as a pattern what holds one', () => {
  expect([exact('a*'), pattern('a'), concat('a', pattern('*'))].map(operatorOf)).toEqual([
    'StringEquals',
    'StringLike',
    'StringLike',
  ]);
});

it.each([
  ['', 'it is empty'],
  ['*', 'it consists of wildcards only'],
  ['?*', 'it consists of wildcards only'],
  ['føre-主*', 'policies hold Latin-1 characters only, and `主` is none'],
  ['a\u0007', 'policies hold Latin-1 characters only, and `\u0007` is none'],
  ['\u{1F600}', 'policies hold Latin-1 characters only, and `\u{1F600}` is none'],
])('knows that IAM refuses %j', (value, reason) => {
  expect(rejection(value)).toBe(reason);
});

it.each(['repo:octo-org/web:environment:überall', 'a*', '*a', 'a\t\n\r ~ÿ'])('takes %j', (value) => {
  expect(rejection(value)).toBeUndefined();
});

it('counts characters as Go writes them', () => {
  const statement = (resource: string) => [{ ...EMPTY_STATEMENT, actions: ['s3:GetObject'], resources: [resource] }];

  expect(policyLength(statement('a&b'))).toBe(policyLength(statement('aXb')) + 5);
  expect(policyLength(statement('<>'))).toBe(policyLength(statement('XX')) + 10);
});

it.each([
  ['us-east-2', 'aws', 'sts.amazonaws.com'],
  ['mx-central-1', 'aws', 'sts.amazonaws.com'],
  ['cn-north-1', 'aws-cn', 'sts.amazonaws.com.cn'],
  ['us-gov-west-1', 'aws-us-gov', 'sts.amazonaws.com'],
  ['eusc-de-east-1', 'aws-eusc', undefined],
  ['us-iso-east-1', 'aws-iso', undefined],
  ['us-isob-east-1', 'aws-iso-b', undefined],
  ['eu-isoe-west-1', 'aws-iso-e', undefined],
  ['us-isof-south-1', 'aws-iso-f', undefined],
])('knows the partition and audience of %s', (region, partition, audience) => {
  expect(partitionOf(region)).toBe(partition);
  expect(stsAudience(partition as 'aws')).toBe(audience);
});

it('knows no partition of what is not a region', () => {
  expect(['mars-north-1', 'us-east', 'us-east-2a', ''].map(partitionOf)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
