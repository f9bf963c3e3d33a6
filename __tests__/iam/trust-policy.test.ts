import { policyJson } from '../../src/iam/policy-document';
import { type Grant, grantFor, trustStatements } from '../../src/iam/trust-policy';
import { concat, exact, pattern } from '../../src/oidc/claim-text';

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

it('compares a subject as it is written', () => {
  const { operator: _, subject: __, ...rest } = grant('');

  expect(grantFor(exact('repo:octo-org/web:environment:a*'), rest)).toEqual(grant('repo:octo-org/web:environment:a*'));
  expect(grantFor(concat('environment:a*', pattern('*')), rest)).toEqual(
    grant('environment:a${*}*', { operator: 'StringLike' }),
  );
});

it('does not depend on the order of claims and values', () => {
  const ref = { claim: 'ref', operator: 'StringLike', values: ['refs/heads/*'] } as const;
  const workflow = (...values: string[]) => ({ claim: 'workflow', operator: 'StringEquals', values }) as const;
  const grants = [
    grant('b', { claims: [workflow('Deploy', 'Build'), ref], audiences: ['z', 'y'] }),
    grant('a', { claims: [ref, workflow('Build', 'Deploy', 'Build')], audiences: ['y', 'z'] }),
  ];

  expect(trustStatements(grants, issuer).map(({ conditions }) => conditions)).toEqual([
    [
      { operator: 'StringEquals', key: `${issuer.host}:aud`, values: ['y', 'z'] },
      { operator: 'StringEquals', key: `${issuer.host}:sub`, values: ['a', 'b'] },
      { operator: 'StringEquals', key: `${issuer.host}:workflow`, values: ['Build', 'Deploy'] },
      { operator: 'StringLike', key: `${issuer.host}:ref`, values: ['refs/heads/*'] },
    ],
  ]);
});

it('orders statements by operator, claims, pins, audiences and subject', () => {
  const claims = [{ claim: 'workflow', operator: 'StringEquals', values: ['Deploy'] }] as const;
  const grants = [
    grant('z', { audiences: ['b'] }),
    grant('y', { audiences: ['c'] }),
    grant('x', { pin: pin('10') }),
    grant('y', { pin: pin('10'), selfIdentifying: false }),
    grant('w', { pin: pin('20', '2') }),
    grant('v', { pin: pin('11'), claims }),
    grant('u', { pin: pin('11'), claims, audiences: ['z'] }),
    grant('t', { operator: 'StringLike' }),
    grant('s', { operator: 'StringLike', claims }),
  ];
  const subjects = (given: readonly Grant[]) =>
    trustStatements(given, issuer).map(({ conditions }) => conditions.find(({ key }) => key.endsWith(':sub'))?.values);

  expect(subjects(grants)).toEqual([['z'], ['y'], ['x'], ['y'], ['w'], ['v'], ['u'], ['t'], ['s']]);
  expect(subjects([...grants].reverse())).toEqual(subjects(grants));
});
