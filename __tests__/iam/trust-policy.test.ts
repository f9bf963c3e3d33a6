import { policyJson } from '../../src/iam/policy-document';
import { type Grant, trustStatements } from '../../src/iam/trust-policy';

const issuer = {
  providerArn: 'arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com',
  host: 'token.actions.githubusercontent.com',
};

const grant = (subject: string, more: Partial<Grant> = {}): Grant => ({
  operator: 'StringEquals',
  subject,
  audiences: ['sts.amazonaws.com'],
  claims: [],
  pin: { kind: 'none' },
  selfIdentifying: true,
  ...more,
});

const pin = (repositoryId: string, ownerId = '1') => ({ kind: 'repository', ownerId, repositoryId }) as const;

/** Statements as `[operator of the subject, subjects, other conditions without audience]`. */
function shape(grants: readonly Grant[]) {
  return trustStatements(grants, issuer).map(({ conditions }) =>
    Object.fromEntries(
      conditions
        .filter(({ key }) => !key.endsWith(':aud'))
        .map(({ operator, key, values }) => [`${operator} ${key.split(':').at(-1)}`, values]),
    ),
  );
}

it('makes the whole statement for one immutable subject with its ref', () => {
  const subject = 'repo:octo-org@123456/web@456789:environment:production';
  const claims = [{ claim: 'ref', operator: 'StringEquals', values: ['refs/heads/main'] }] as const;

  expect(policyJson(trustStatements([grant(subject, { claims })], issuer))).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRoleWithWebIdentity',
        Principal: { Federated: issuer.providerArn },
        Condition: {
          StringEquals: {
            'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
            'token.actions.githubusercontent.com:ref': 'refs/heads/main',
            'token.actions.githubusercontent.com:sub': subject,
          },
        },
      },
    ],
  });
});

it('keeps exact subjects and patterns apart', () => {
  expect(shape([grant('b'), grant('a*', { operator: 'StringLike' }), grant('a')])).toEqual([
    { 'StringEquals sub': ['a', 'b'] },
    { 'StringLike sub': ['a*'] },
  ]);
});

it('merges the pins of one owner for subjects that name their repository', () => {
  expect(
    shape([grant('b', { pin: pin('20') }), grant('a', { pin: pin('10') }), grant('c', { pin: pin('30', '2') })]),
  ).toEqual([
    {
      'StringEquals sub': ['a', 'b'],
      'StringEquals repository_owner_id': ['1'],
      'StringEquals repository_id': ['10', '20'],
    },
    { 'StringEquals sub': ['c'], 'StringEquals repository_owner_id': ['2'], 'StringEquals repository_id': ['30'] },
  ]);
});

it('never merges the pins of subjects that any repository could have', () => {
  const nameless = (subject: string, id: string) => grant(subject, { pin: pin(id), selfIdentifying: false });

  expect(shape([nameless('environment:staging', '10'), nameless('environment:production', '20')])).toEqual([
    {
      'StringEquals sub': ['environment:staging'],
      'StringEquals repository_owner_id': ['1'],
      'StringEquals repository_id': ['10'],
    },
    {
      'StringEquals sub': ['environment:production'],
      'StringEquals repository_owner_id': ['1'],
      'StringEquals repository_id': ['20'],
    },
  ]);
});

it('merges statements that differ only in their repositories', () => {
  const nameless = (id: string) => grant('environment:shared', { pin: pin(id), selfIdentifying: false });

  expect(shape([nameless('20'), nameless('10')])).toEqual([
    {
      'StringEquals sub': ['environment:shared'],
      'StringEquals repository_owner_id': ['1'],
      'StringEquals repository_id': ['10', '20'],
    },
  ]);
});

it('keeps different claims, audiences and kinds of pin apart', () => {
  const claims = [{ claim: 'workflow', operator: 'StringEquals', values: ['Deploy'] }] as const;
  const grants = [
    grant('a'),
    grant('a', { claims }),
    grant('a', { audiences: ['other'] }),
    grant('a', { pin: { kind: 'owner', ownerId: '1' } }),
    grant('a', { pin: pin('10') }),
  ];

  expect(trustStatements(grants, issuer)).toHaveLength(5);
});

it('does not depend on the order of the grants', () => {
  const grants = [
    grant('a'),
    grant('b', { pin: pin('20') }),
    grant('c', { pin: pin('10') }),
    grant('d*', { operator: 'StringLike' }),
  ];

  expect(trustStatements([...grants].reverse(), issuer)).toEqual(trustStatements(grants, issuer));
});
