import { lintForeign } from '../../src/lint/foreign/lint';

const HOST = 'token.actions.githubusercontent.com';
const ARN = `arn:aws:iam::111111111111:oidc-provider/${HOST}`;
const IMMUTABLE = 'repo:octo-org@123456/web@456789';
const PRODUCTION = `${IMMUTABLE}:environment:production`;
const MAIN = `${IMMUTABLE}:ref:refs/heads/main`;
const COMMIT = '0123456789abcdef0123456789abcdef01234567';

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** A statement that lets jobs in, with conditions on claims; the audience is required unless they say something of it. */
function allow(conditions: Conditions, more: object = {}) {
  const hasAudience = Object.values(conditions).some((claims) => 'aud' in claims);
  const all: Record<string, Record<string, unknown>> = hasAudience
    ? {}
    : { StringEquals: { [`${HOST}:aud`]: 'sts.amazonaws.com' } };
  for (const [operator, claims] of Object.entries(conditions))
    for (const [claim, values] of Object.entries(claims))
      all[operator] = { ...all[operator], [claim.includes(':') ? claim : `${HOST}:${claim}`]: values };
  return {
    Effect: 'Allow',
    Principal: { Federated: ARN },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: all,
    ...more,
  };
}

const like = (sub: string | readonly string[], more: Conditions = {}, rest: object = {}) =>
  allow({ StringLike: { sub }, ...more }, rest);
const exactly = (sub: string | readonly string[], rest: object = {}) => allow({ StringEquals: { sub } }, rest);
const deny = (Condition: object, more: object = {}) => ({
  Effect: 'Deny',
  Principal: { Federated: ARN },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition,
  ...more,
});

function rulesOf(...statements: readonly object[]): readonly string[] {
  const { diagnostics } = lintForeign('trust.json', JSON.stringify({ Version: '2012-10-17', Statement: statements }));
  return [...new Set(diagnostics.map(({ rule, severity }) => `${severity}: ${rule}`))].sort();
}

/** Policies in shapes that people write, labeled with what they let in and why that is so. */
const CORPUS: readonly (readonly [what: string, rules: readonly string[], ...statements: readonly object[]])[] = [
  // Every token has `sub` and `aud`: what an operator makes of their absence changes nothing.
  ['ForAllValues on the subject', ['warning: set-operator'], allow({ 'ForAllValues:StringLike': { sub: PRODUCTION } })],
  ['IfExists on the subject', ['warning: negated-operator'], allow({ StringEqualsIfExists: { sub: PRODUCTION } })],
  ['ForAnyValue on the subject', ['warning: set-operator'], allow({ 'ForAnyValue:StringEquals': { sub: PRODUCTION } })],
  [
    'ForAllValues on the audience',
    ['warning: set-operator'],
    allow({ StringEquals: { sub: PRODUCTION }, 'ForAllValues:StringEquals': { aud: 'sts.amazonaws.com' } }),
  ],
  [
    'ForAnyValue on the audience',
    ['warning: set-operator'],
    allow({ StringEquals: { sub: PRODUCTION }, 'ForAnyValue:StringEquals': { aud: 'sts.amazonaws.com' } }),
  ],
  [
    'ForAllValues on an environment that a token may lack',
    ['warning: repository-wide-subject', 'warning: set-operator'].slice(1),
    allow({ StringLike: { sub: MAIN }, 'ForAllValues:StringEquals': { environment: 'production' } }),
  ],
  // Two conditions, and statements that deny, count together.
  [
    'a Deny that leaves an owner',
    ['error: organization-wide-subject'],
    like('repo:*:ref:refs/heads/main'),
    deny({ StringNotLike: { [`${HOST}:sub`]: ['repo:octo-org/*', 'repo:octo-org@*'] } }),
  ],
  [
    'a Deny of pull requests beside any job',
    ['warning: repository-wide-subject'],
    allow({ StringLike: { sub: `${IMMUTABLE}:*` }, StringNotLike: { sub: '*:pull_request' } }),
  ],
  [
    'two conditions on the subject with different weaknesses',
    ['warning: recyclable-name', 'warning: set-operator'],
    allow({
      StringLike: { sub: 'repo:octo-org/*:environment:production' },
      'ForAnyValue:StringLike': { sub: '*/web:*' },
    }),
  ],
  [
    'a Deny by the provider of another account',
    ['error: wildcard-owner'],
    like('repo:*'),
    deny(
      { StringNotLike: { [`${HOST}:sub`]: 'repo:octo-org/*' } },
      { Principal: { Federated: ARN.replace('111111111111', '222222222222') } },
    ),
  ],
  ['a Deny of all', [], like('repo:*'), deny({}, { Principal: '*', Condition: undefined })],
  ['a Deny that names what is meant', [], like('repo:*'), deny({ StringNotEquals: { [`${HOST}:sub`]: PRODUCTION } })],
  // A `:*` behind a fixed ref is what a template appends, not any context.
  ['claims that a template appends to a branch', [], like(`${MAIN}:*`)],
  ['claims that a template appends to an environment', [], like(`${PRODUCTION}:*`)],
  [
    'claims that a template appends to pull requests',
    ['info: pull-request-write-access'],
    like(`${IMMUTABLE}:pull_request:*`),
  ],
  // What no token can have
  [
    'an environment with a bare colon',
    ['error: never-minted-subject'],
    like(`${IMMUTABLE}:environment:*ref:refs/heads/main*`),
  ],
  ['refs of pull requests as a context', ['error: never-minted-subject'], like(`${IMMUTABLE}:ref:refs/pull/*`)],
  ['a slash behind the repository', ['error: never-minted-subject'], like('repo:octo-org/web/*')],
  [
    'an environment of pull requests',
    ['error: never-minted-subject'],
    like(`${IMMUTABLE}:environment:dev:pull_request`),
  ],
  ['a branch without refs/heads', ['error: never-minted-subject'], exactly(`${IMMUTABLE}:ref:main`)],
  ['a literal wildcard in a branch', ['error: never-minted-subject'], like(`${IMMUTABLE}:ref:refs/heads/a\${*}`)],
  [
    'a workflow by its name alone',
    ['error: never-minted-subject'],
    allow({ StringEquals: { sub: PRODUCTION, job_workflow_ref: 'DeployToProduction' } }),
  ],
  [
    'a repository without its owner',
    ['error: never-minted-subject'],
    allow({ StringEquals: { sub: PRODUCTION, repository: 'web' } }),
  ],
  // What contradicts
  [
    'a branch with an environment',
    ['error: contradictory-claims'],
    allow({ StringEquals: { sub: MAIN, environment: 'production' } }),
  ],
  [
    'the ref of another branch',
    ['error: contradictory-claims'],
    allow({ StringEquals: { sub: MAIN, ref: 'refs/heads/dev' } }),
  ],
  [
    'another repository',
    ['error: contradictory-claims'],
    allow({ StringEquals: { sub: PRODUCTION, repository: 'octo-org/api' } }),
  ],
  ['another id', ['error: contradictory-claims'], allow({ StringEquals: { sub: PRODUCTION, repository_id: '1' } })],
  ['an environment and its own claim', [], allow({ StringEquals: { sub: PRODUCTION, environment: 'production' } })],
  ['an environment and the ref of the job', [], allow({ StringEquals: { sub: PRODUCTION, ref: 'refs/heads/main' } })],
  // Principals and actions
  ['`Ref`', ['error: wildcard-owner'], like('repo:*', {}, { Principal: { Federated: { Ref: 'GitHubOidc' } } })],
  [
    '`Fn::Sub`',
    ['error: wildcard-owner'],
    like(
      'repo:*',
      {},
      {
        Principal: { Federated: { 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:oidc-provider/${HOST}` } },
      },
    ),
  ],
  [
    "Terraform's address",
    ['error: wildcard-owner'],
    like('repo:*', {}, { Principal: { Federated: '${aws_iam_openid_connect_provider.x.arn}' } }),
  ],
  ['`Ref`, narrow', [], exactly(PRODUCTION, { Principal: { Federated: { Ref: 'GitHubOidc' } } })],
  [
    'https:// in the ARN',
    ['error: dead-statement'],
    exactly(PRODUCTION, { Principal: { Federated: ARN.replace(HOST, `https://${HOST}`) } }),
  ],
  ['sts:AssumeRole', ['error: dead-statement'], exactly(PRODUCTION, { Action: 'sts:AssumeRole' })],
  [
    'an old host',
    ['error: dead-statement'],
    exactly(PRODUCTION, { Principal: { Federated: ARN.replace('token.', 'vstoken.') } }),
  ],
  ['session tags beside', [], exactly(PRODUCTION), exactly(PRODUCTION, { Action: 'sts:TagSession' })],
  [
    'two issuers in one principal, with keys of the other',
    [],
    {
      ...allow({}),
      Principal: { Federated: [ARN, `${ARN}/octo`] },
      Condition: {
        StringEquals: {
          [`${HOST}/octo:aud`]: 'sts.amazonaws.com',
          [`${HOST}/octo:sub`]: PRODUCTION,
        },
      },
    },
  ],
  [
    'everybody, with a key of AWS that has a colon in it',
    ['error: missing-subject-condition'],
    {
      ...allow({ StringEqualsIfExists: { 'aws:RequestTag/team:name': 'web' } }),
      Principal: '*',
    },
  ],
  // Narrower is not worse
  ['a name alone', ['warning: recyclable-name'], exactly('repo:octo-org/web:environment:production')],
  ['ids as wildcards', ['warning: recyclable-name'], like('repo:octo-org@*/web@*:environment:production')],
  [
    'an exact environment by a workflow at any ref',
    ['info: movable-workflow-ref'],
    allow({
      StringEquals: { sub: PRODUCTION },
      StringLike: { job_workflow_ref: 'octo-org/s/.github/workflows/d.yml@*' },
    }),
  ],
  [
    'an exact environment by a workflow at a commit',
    [],
    allow({ StringEquals: { sub: PRODUCTION, job_workflow_ref: `octo-org/s/.github/workflows/d.yml@${COMMIT}` } }),
  ],
  [
    'any job of one person',
    ['warning: actor-only'],
    allow({ StringLike: { sub: `${IMMUTABLE}:*` }, StringEquals: { actor: 'octocat' } }),
  ],
  [
    'no audience',
    ['warning: missing-audience-condition'],
    { ...allow({}), Condition: { StringEquals: { [`${HOST}:sub`]: PRODUCTION } } },
  ],
  // What only STS knows
  ['a policy variable as owner', ['warning: wildcard-owner'], like('repo:${aws:PrincipalTag/owner}/web:*')],
  [
    'strangers from one address',
    ['error: wildcard-owner'],
    like('repo:*', { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }),
  ],
  ['one repository from one address', [], like(PRODUCTION, { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } })],
  // Subject templates
  ['the template `[repo]`, by ids', ['warning: repository-wide-subject'], exactly(IMMUTABLE)],
  [
    'the template `[repo]`, with a ref beside it',
    [],
    allow({ StringEquals: { sub: IMMUTABLE, ref: 'refs/heads/main' } }),
  ],
  [
    'the template `[repository_id]`, with a pattern of refs beside it',
    [],
    allow({ StringEquals: { sub: 'repository_id:456789' }, StringLike: { ref: 'refs/heads/release/*' } }),
  ],
  [
    'the template `[repository_id]`, with any branch beside it',
    ['warning: unanchored-pattern'],
    allow({ StringEquals: { sub: 'repository_id:456789' }, StringLike: { ref: 'refs/heads/*' } }),
  ],
  [
    'the template `[repository, context]`, for pull requests and an environment',
    ['warning: mixed-trust-levels', 'warning: recyclable-name'],
    exactly(['repository:octo-org/web:pull_request', 'repository:octo-org/web:environment:production']),
  ],
  ['a property of repositories', ['error: subject-without-repository'], exactly('repo_property_team:payments')],
  ['a letter case that does not matter', [], allow({ StringEqualsIgnoreCase: { sub: MAIN.replace('octo', 'Octo') } })],
  ['a `?` in the owner', ['error: wildcard-owner'], like('repo:octo-or?/web:environment:production')],
];

it.each(CORPUS.map(([what, rules, ...statements]) => ({ what, rules, statements })))(
  'is right about $what',
  ({ rules, statements }) => {
    expect(rulesOf(...statements)).toEqual(rules);
  },
);

it('looks at a role that a file has twice with different policies', () => {
  const role = (sub: string) => ({
    RoleName: 'web',
    Arn: 'arn:aws:iam::111111111111:role/web',
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [like(sub)] },
  });
  const { diagnostics } = lintForeign('roles.json', JSON.stringify([role(PRODUCTION), role('repo:*'), role('repo:*')]));

  expect(diagnostics.map(({ rule }) => rule)).toEqual(['wildcard-owner']);
});

it('knows by the ARN of a role whose OIDC provider it can trust', () => {
  const role = {
    RoleName: 'web',
    Arn: 'arn:aws:iam::222222222222:role/web',
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [exactly(PRODUCTION)] },
  };

  expect(lintForeign('roles.json', JSON.stringify([role])).diagnostics.map(({ rule }) => rule)).toEqual([
    'dead-statement',
  ]);
});

it('refuses a key that stands twice in one block, in another letter case', () => {
  const text = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { ...allow({}), Condition: { StringLike: { [`${HOST}:sub`]: PRODUCTION, [`${HOST}:SUB`]: 'repo:*' } } },
    ],
  });

  expect(lintForeign('trust.json', text).diagnostics.map(({ rule }) => rule)).toContain('policy-file');
});

it('says of a principal that is not known how it was judged', () => {
  const text = JSON.stringify({
    Version: '2012-10-17',
    Statement: [like('repo:*', {}, { Principal: { Federated: { Ref: 'GitHubOidc' } } })],
  });

  expect(lintForeign('trust.json', text).diagnostics.map(({ message }) => message)).toEqual([
    expect.stringMatching(/for instance a job of [^]*the principal `\{"Ref":"GitHubOidc"\}` is not known here/),
  ]);
});

it('gives up where wildcards multiply, and says so of the policy', () => {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: [like(`*a${'?'.repeat(40)}`)] });
  const { diagnostics, counts } = lintForeign('trust.json', text);

  expect(diagnostics.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
    expect.stringMatching(/^policy-file: the wildcards of these conditions have too many combinations/),
  ]);
  expect(counts?.trusting).toBe(1);
});
