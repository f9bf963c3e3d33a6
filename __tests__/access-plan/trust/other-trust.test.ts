import { trustOf } from '../../support/trust';

const ADMINS = 'arn:aws:iam::111111111111:role/admins';

/** What is wrong with a statement of `other_trust`, beside one that is fine. */
function problemsOf(...statements: readonly object[]) {
  const { problems, policies } = trustOf({
    trust: '[{ repository: web, branch: main }]',
    binding: 'role: { other_trust: trust.json }',
    file: {
      Version: '2012-10-17',
      Statement: statements.map((statement) => ({
        Effect: 'Allow',
        Principal: { AWS: ADMINS },
        Action: 'sts:AssumeRole',
        ...statement,
      })),
    },
  });
  expect(policies.length).toBe(problems.length === 0 ? 1 : 0);
  return problems.map(({ rule, message }) => `${rule}: ${message}`);
}

it.each([
  'arn:aws:iam::111111111111:oidc-provider/Token.Actions.GitHubUserContent.com',
  'arn:aws-us-gov:iam::222222222222:oidc-provider/token.actions.githubusercontent.com',
  'arn:aws:iam::222222222222:oidc-provider/TOKEN.ACTIONS.GITHUBUSERCONTENT.COM/octo',
  'https://token.actions.githubusercontent.com',
  'token.actions.githubusercontent.com',
])("knows GitHub's provider as %s, whatever the effect and the list", (identifier) => {
  const expected = [expect.stringContaining("is GitHub's OIDC provider") as string];

  expect(problemsOf({ Principal: { Federated: identifier } })).toEqual(expected);
  expect(problemsOf({ Principal: { Federated: ['accounts.google.com', identifier] } })).toEqual(expected);
  expect(problemsOf({ Effect: 'Deny', Principal: { AWS: ADMINS, Federated: identifier } })).toEqual(expected);
});

it('knows the provider of a server in any letter case', () => {
  const { problems } = trustOf({
    github: '{ owner: octo-org, host: github.octo-org.example }',
    trust: '[{ repository: web, branch: main }]',
    binding: 'role: { other_trust: trust.json }',
    file: {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { Federated: 'arn:aws:iam::111111111111:oidc-provider/GitHub.octo-org.example/_services/token' },
        Action: 'sts:AssumeRoleWithWebIdentity',
      },
    },
  });

  expect(problems.map(({ rule }) => rule)).toEqual(['policy-file']);
});

it.each<[statement: object, problem: string]>([
  [{ Principal: '*' }, 'policy-file: '],
  [{ Principal: { Federated: '*' } }, 'policy-file: `*` would let everybody'],
  [{ Principal: { Service: ['ec2.amazonaws.com', '*'] } }, 'policy-file: `*` would let everybody'],
  [{ Principal: { AWS: '**' } }, 'policy-file: `**` would let everybody'],
  [{ Principal: { AWS: 'arn:aws:iam::*:root' } }, 'policy-file: IAM would refuse'],
  [{ Principal: { AWS: 'arn:aws:iam::111111111111:role/*' } }, 'policy-file: IAM would refuse'],
  [{ Principal: { Service: '*.amazonaws.com' } }, 'policy-file: IAM would refuse'],
  [{ Principal: { AWS: 'admins' } }, 'policy-file: IAM would refuse'],
  [{ Principal: { AWS: 'arn:aws:iam::11111111111:root' } }, 'policy-file: IAM would refuse'],
  [{ Principal: { AWS: [] } }, 'policy-file: '],
  [{ Principal: {} }, 'policy-file: '],
  [{ Principal: { AWS: '${aws:PrincipalArn}' } }, 'unknown-template: '],
  [{ Principal: { Federated: 'arn:aws:iam::111111111111:saml-provider/&{x}' } }, 'reserved-text: '],
  [{ Condition: { StringLike: { 'aws:PrincipalArn': 'a&{b' } } }, 'reserved-text: '],
  [{ Condition: { StringEqual: { 'aws:PrincipalArn': ADMINS } } }, 'invalid-value: `StringEqual` is not'],
  [{ Condition: { stringequals: { 'aws:PrincipalArn': ADMINS } } }, 'invalid-value: `stringequals` is not'],
  [{ Condition: { StringEquals: { 'aws:PrincipalTag/team': 'Größe €' } } }, 'rejected-by-iam: '],
  [{ Action: 's3:GetObject' }, 'policy-file: `s3:GetObject` has no place'],
  [{ Action: 'AssumeRole' }, 'invalid-value: '],
])('refuses %j', (statement, problem) => {
  const found = problemsOf(statement);

  expect(found.filter((text) => text.startsWith(problem))).toHaveLength(1);
  expect(problemsOf({}, { Sid: 'Other' })).toEqual([]);
});

it('refuses `NotPrincipal`, which lets in everybody else', () => {
  const statement = { Principal: undefined, NotPrincipal: { AWS: ADMINS } };

  expect(problemsOf(statement)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^policy-file: unknown key `NotPrincipal`/)]),
  );
});

it('refuses a statement id that stands twice, and none that is empty', () => {
  expect(problemsOf({ Sid: 'Admins' }, { Sid: 'Others' }, { Sid: 'Admins' })).toEqual([
    'duplicate-sid: the statement id `Admins` is used twice in one policy: Terraform refuses such a policy in every plan',
  ]);
  expect(problemsOf({ Sid: '' }, { Sid: '' })).toEqual([]);
});

it.each([
  { AWS: '111111111111' },
  { AWS: ['arn:aws-cn:iam::111111111111:root', 'arn:aws:iam::111111111111:user/ops/mona'] },
  { AWS: 'arn:aws:sts::111111111111:assumed-role/admins/mona' },
  { AWS: 'AROADBQP57FF2AEXAMPLE' },
  { Service: 'ec2.amazonaws.com' },
  { Federated: ['arn:aws:iam::111111111111:saml-provider/octo', 'cognito-identity.amazonaws.com'] },
])('keeps %j', (principal) => {
  expect(problemsOf({ Principal: principal })).toEqual([]);
});
