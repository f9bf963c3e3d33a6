import { readPolicy } from '../../src/simulator/policy';
import { simulate } from '../../src/simulator/simulate';
import { providerHost } from '../../src/simulator/statement';

const HOST = 'token.actions.githubusercontent.com';
const PROVIDER = `arn:aws:iam::111111111111:oidc-provider/${HOST}`;
const SUBJECT = 'repo:octo-org@123456/web@456789:ref:refs/heads/main';
const CLAIMS = { iss: `https://${HOST}`, aud: 'sts.amazonaws.com', sub: SUBJECT, repository_id: '5', amr: ['a', 'b'] };

/** What becomes of one statement. */
function judge(more: object, version = '2012-10-17', context: Readonly<Record<string, readonly string[]>> = {}) {
  const base = { Effect: 'Allow', Principal: { Federated: PROVIDER }, Action: 'sts:AssumeRoleWithWebIdentity' };
  const policy = readPolicy({ Version: version, Statement: { ...base, ...more } });
  const [statement] = simulate(policy, CLAIMS, { context: new Map(Object.entries(context)) }).statements;
  return statement;
}

/** Why a condition on a claim failed. */
function reasonOf(operator: string, claim: string, values: string | readonly string[], version?: string) {
  return judge({ Condition: { [operator]: { [`${HOST}:${claim}`]: values } } }, version)?.conditions[0]?.reason;
}

it('shows each condition with what the policy and the token say', () => {
  const condition = {
    StringEquals: { [`${HOST}:sub`]: ['x', SUBJECT] },
    'ForAnyValue:StringEquals': { [`${HOST}:amr`]: 'a' },
    Null: { [`${HOST}:ref`]: 'true' },
  };

  expect(judge({ Sid: 'Web', Condition: condition })).toEqual({
    index: 0,
    sid: 'Web',
    effect: 'Allow',
    matched: true,
    conditions: [
      {
        operator: 'StringEquals',
        key: `${HOST}:sub`,
        policy_values: ['x', SUBJECT],
        claim: SUBJECT,
        matched: true,
        reason: null,
      },
      {
        operator: 'ForAnyValue:StringEquals',
        key: `${HOST}:amr`,
        policy_values: ['a'],
        claim: ['a', 'b'],
        matched: true,
        reason: null,
      },
      { operator: 'Null', key: `${HOST}:ref`, policy_values: ['true'], claim: null, matched: true, reason: null },
    ],
  });
});

it.each<[what: object, operator: string, key: string, policyValues: readonly string[]]>([
  [{ Principal: { AWS: ['1', '2'], Service: 'x' } }, 'Principal', 'AWS, Service', ['1', '2', 'x']],
  [{ Principal: { AWS: PROVIDER } }, 'Principal', 'AWS', [PROVIDER]],
  [{ Principal: { Federated: `x${PROVIDER}` } }, 'Principal', 'Federated', [`x${PROVIDER}`]],
  [{ Principal: undefined, NotPrincipal: { Federated: PROVIDER } }, 'NotPrincipal', 'Federated', [PROVIDER]],
])('shows that %j is another principal', (more, operator, key, policyValues) => {
  expect(judge(more)).toEqual({
    index: 0,
    sid: null,
    effect: 'Allow',
    matched: false,
    conditions: [
      {
        operator,
        key,
        policy_values: policyValues,
        claim: `oidc-provider/${HOST}`,
        matched: false,
        reason: 'other-principal',
      },
    ],
  });
});

it.each<[what: object, operator: string, policyValues: readonly string[]]>([
  [{ Action: ['sts:AssumeRole', 'sts:TagSession'] }, 'Action', ['sts:AssumeRole', 'sts:TagSession']],
  [{ Action: undefined, NotAction: 'STS:*' }, 'NotAction', ['STS:*']],
])('shows that %j is another action', (more, operator, policyValues) => {
  expect(judge(more)?.conditions).toEqual([
    {
      operator,
      key: '',
      policy_values: policyValues,
      claim: 'sts:AssumeRoleWithWebIdentity',
      matched: false,
      reason: 'other-action',
    },
  ]);
});

it.each([
  [PROVIDER, HOST],
  [`arn:aws-cn:iam::222222222222:oidc-provider/${HOST}/octo`, `${HOST}/octo`],
  [`x${PROVIDER}`, undefined],
  [`${PROVIDER}\n`, undefined],
  ['arn:aws:iam::111111111111:oidc-provider/', undefined],
  ['arn:aws:sts::111111111111:oidc-provider/x', undefined],
  ['arn:aws:iam::111111111111:saml-provider/x', undefined],
  ['111111111111', undefined],
])('reads the issuer of %j', (arn, host) => {
  expect(providerHost(arn)).toBe(host);
});

describe('why a condition fails', () => {
  const LEGACY = 'repo:octo-org/web:ref:refs/heads/main';

  it.each<[operator: string, value: string | readonly string[], reason: string]>([
    ['StringEquals', 'repo:*', 'wildcard-is-literal'],
    ['StringEquals', ['x', 'repo:*'], 'wildcard-is-literal'],
    ['StringEqualsIgnoreCase', 'repo:*', 'wildcard-is-literal'],
    ['StringLike', 'REPO:*', 'case-differs'],
    ['StringEquals', ['x', SUBJECT.toUpperCase()], 'case-differs'],
    ['StringEquals', LEGACY, 'subject-form-differs'],
    ['StringEquals', ['x', LEGACY], 'subject-form-differs'],
    ['StringLike', 'repo:octo-org/web:*', 'subject-form-differs'],
    ['StringEquals', 'repo:octo-org/web', 'value-differs'],
    ['StringEquals', `x${LEGACY}`, 'value-differs'],
    ['StringEquals', SUBJECT.replace('456789', '1'), 'value-differs'],
    ['StringEquals', 'repo:octo-org@123456/web:ref:refs/heads/main', 'value-differs'],
    ['StringEquals', 'x', 'value-differs'],
  ])('%s %j: %s', (operator, value, reason) => {
    expect(reasonOf(operator, 'sub', value)).toBe(reason);
  });

  it.each([
    ['workflow', 'straße', 'STRASSE', 'value-differs'],
    ['sub', 'repo:octo-org@123456/web@456789', 'repo:octo-org/web', 'subject-form-differs'],
    ['sub', 'repo:octo-org/web', 'repo:octo-org@123456/web@456789', 'subject-form-differs'],
    ['sub', 'repo:octo-org@123456/web@456789x', 'repo:octo-org/webx', 'value-differs'],
    ['sub', 'pull_request:repo:octo-org@123456/web@456789', 'pull_request:repo:octo-org/web', 'value-differs'],
  ])('%s is %s and not %s: %s', (claim, presented, trusted, reason) => {
    const condition = { StringEquals: { [`${HOST}:${claim}`]: trusted } };
    const policy = readPolicy({ Statement: { Effect: 'Allow', Principal: '*', Action: '*', Condition: condition } });

    expect(simulate(policy, { ...CLAIMS, [claim]: presented }).statements[0]?.conditions[0]?.reason).toBe(reason);
  });

  it('is a value for numbers, which have no wildcards', () => {
    expect(reasonOf('NumericLessThan', 'repository_id', '5')).toBe('value-differs');
  });

  it('is an escape in the versions without', () => {
    expect(reasonOf('StringLike', 'repository_id', ['x', '${$}'], '2008-10-17')).toBe('value-differs');
    expect(reasonOf('StringLike', 'repository_id', 'x', '2008-10-17')).toBe('value-differs');
    expect(
      judge({ Condition: { StringEquals: { 'aws:x': ['x', '${*}'] } } }, '2008-10-17', { 'aws:x': ['*'] })
        ?.conditions[0]?.reason,
    ).toBe('escape-is-literal');
    expect(
      judge({ Condition: { StringEquals: { 'aws:x': 'y' } } }, '2012-10-17', { 'aws:x': ['*'] })?.conditions[0]?.reason,
    ).toBe('value-differs');
  });

  it('is unknown to operators that are not evaluated, for whatever values', () => {
    expect(reasonOf('ArnEquals', 'amr', 'a')).toBe('operator-not-evaluated');
    expect(reasonOf('StringEquals', 'amr', 'a')).toBe('several-values');
  });
});
