import { administratorGrants } from '../../src/iam/administrators';
import { escalations } from '../../src/iam/escalation';
import { EMPTY_STATEMENT, type Statement } from '../../src/iam/policy-document';
import type { Self } from '../../src/iam/self';

const ACCOUNT = 'arn:aws:iam::111111111111';
const SELF: Self = {
  arn: `${ACCOUNT}:role/ci/deploy`,
  ownPolicies: [`${ACCOUNT}:policy/ci`],
  bounded: false,
};
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const OWN = `${ACCOUNT}:policy/apps`;

const allow = (actions: readonly string[], ...resources: readonly string[]): Statement => ({
  ...EMPTY_STATEMENT,
  actions,
  resources: resources.length > 0 ? resources : ['*'],
});
const deny = (actions: readonly string[], ...resources: readonly string[]): Statement => ({
  ...allow(actions, ...resources),
  effect: 'Deny',
});
const when = (statement: Statement, ...conditions: readonly (readonly [string, string, ...string[]])[]): Statement => ({
  ...statement,
  conditions: conditions.map(([operator, key, ...values]) => ({ operator, key, values })),
});
const permissions = (statements: readonly Statement[]) => ({ statements, managedPolicies: [] });
const does = (...statements: readonly Statement[]) =>
  escalations(permissions(statements), SELF).map((each) => each.does);
const administers = (...statements: readonly Statement[]) =>
  administratorGrants(permissions(statements), SELF).map(({ of }) => of);

const ITSELF = 'change its own permissions';
const MAKES = 'make other roles that may do anything';
const BOUNDARY = 'iam:PermissionsBoundary';

describe('a boundary that is required', () => {
  const make = allow(['iam:CreateRole', 'iam:PutRolePolicy'], `${ACCOUNT}:role/*`);
  const open = [ITSELF, MAKES];

  it.each<[string, string, boolean]>([
    ['StringEquals', OWN, true],
    ['StringEqualsIgnoreCase', OWN, true],
    ['ForAnyValue:ArnLike', OWN, true],
    ['ArnLike', 'arn:aws:iam::${aws:PrincipalAccount}:policy/apps', true],
    ['ArnLike', `${ACCOUNT}:policy/apps-*`, true],
    ['StringLike', 'arn:aws:iam::aws:policy/?dministratorAccess', false],
    ['StringLike', 'arn:*:iam::aws:policy/Administrator*', false],
    ['ArnEquals', 'arn:aws:iam::aws:policy/${aws:PrincipalTag/boundary}', false],
    ['StringLike', 'arn:aws:iam::aws:*FullAccess', false],
    ['StringEquals', ADMINISTRATOR, false],
    ['StringEqualsIfExists', OWN, false],
    ['ForAllValues:StringEquals', OWN, false],
    ['StringNotEquals', ADMINISTRATOR, false],
    ['Null', 'false', false],
  ])('holds by %s %s: %s', (operator, value, holds) => {
    expect(does(when(make, [operator, BOUNDARY, value]))).toEqual(holds ? [] : open);
  });

  it('holds by one value of several that makes no administrator, and by a key that has to be there', () => {
    expect(does(when(make, ['StringEquals', BOUNDARY, OWN, ADMINISTRATOR]))).toEqual(open);
    expect(does(when(make, ['StringEqualsIfExists', BOUNDARY, OWN], ['Null', BOUNDARY, 'false']))).toEqual([]);
    expect(does(when(make, ['ForAllValues:StringEquals', BOUNDARY, OWN], ['Null', BOUNDARY, 'true']))).toEqual(open);
  });

  it('does not hold if it may be taken off again', () => {
    const bounded = when(make, ['StringEquals', BOUNDARY, OWN]);
    const lift = allow(['iam:DeleteRolePermissionsBoundary'], `${ACCOUNT}:role/teams/*`);

    expect(does(bounded, lift)).toEqual(open);
    expect(does(bounded, lift, deny(['iam:DeleteRole*'], `${ACCOUNT}:role/*`))).toEqual([]);
    expect(does(bounded, allow(['iam:PutRolePermissionsBoundary'], '*'))).toEqual(open);
    expect(does(bounded, when(allow(['iam:PutRolePermissionsBoundary']), ['StringEquals', BOUNDARY, OWN]))).toEqual([]);
    expect(does(when(allow(['iam:*'], `${ACCOUNT}:role/teams/*`), ['StringEquals', BOUNDARY, OWN]))).toContain(MAKES);
  });
});

describe('a policy that is required', () => {
  const attach = (value: string) =>
    when(allow(['iam:AttachRolePolicy'], SELF.arn), ['ArnLike', 'iam:PolicyARN', value]);
  const bounded = (value: string) =>
    when(allow(['iam:CreateRole', 'iam:PutRolePolicy'], `${ACCOUNT}:role/*`), ['ArnLike', BOUNDARY, value]);
  const TEAM = `${ACCOUNT}:policy/team-*`;
  const READ_ONLY = 'arn:aws:iam::aws:policy/*ReadOnlyAccess';

  it.each<[string, readonly Statement[], readonly string[]]>([
    ['one of a pattern that may be made', [attach(TEAM), allow(['iam:CreatePolicy'])], [ITSELF]],
    ['one that may be rewritten', [attach(OWN), allow(['iam:CreatePolicyVersion'], OWN)], [ITSELF]],
    ['a variable', [attach(OWN), allow(['iam:*'], `${ACCOUNT}:policy/a\${aws:userid}`)], [ITSELF]],
    ['a boundary that may be rewritten', [bounded(OWN), allow(['iam:SetDefaultPolicyVersion'], OWN)], [ITSELF, MAKES]],
    ['a boundary that may be made', [bounded(TEAM), allow(['iam:Create*'], `${ACCOUNT}:policy/t*`)], [ITSELF, MAKES]],
    ['one that exists already', [attach(OWN), allow(['iam:CreatePolicy'])], []],
    ['another one', [attach(OWN), allow(['iam:CreatePolicyVersion'], TEAM)], []],
    ['those of AWS', [attach(READ_ONLY), allow(['iam:CreatePolicy'])], []],
    ['a Deny', [attach(TEAM), allow(['iam:CreatePolicy']), deny(['iam:Create*'], `${ACCOUNT}:policy/*`)], []],
    [
      'a boundary where only what has it may be written',
      [when(allow(['iam:Put*', 'iam:CreatePolicyVersion'], `${ACCOUNT}:role/*`, OWN), ['ArnLike', BOUNDARY, OWN])],
      [],
    ],
  ])('by %s', (_, statements, expected) => {
    expect(does(...statements)).toEqual(expected);
  });
});

it.each<[string, readonly Statement[], readonly string[]]>([
  [
    'a variable in place of its name',
    [allow(['iam:PutRolePolicy'], `${ACCOUNT}:role/ci/\${aws:PrincipalTag/team}`)],
    [ITSELF],
  ],
  ['a variable before it', [allow(['iam:AttachRolePolicy'], `${ACCOUNT}:role/\${aws:username}/deploy`)], [ITSELF]],
  [
    'all but a variable',
    [{ ...allow(['iam:PutRolePolicy']), resources: [], notResources: ['${aws:userid}'] }],
    [ITSELF],
  ],
  [
    'a Deny of a variable',
    [allow(['iam:PutRolePolicy'], SELF.arn), deny(['iam:*'], `${ACCOUNT}:role/ci/\${aws:username}`)],
    [ITSELF],
  ],
  [
    'a Deny of all but a variable',
    [
      allow(['iam:PutRolePolicy'], SELF.arn),
      { ...deny(['iam:*']), resources: [], notResources: [`${ACCOUNT}:role/\${aws:username}`] },
    ],
    [ITSELF],
  ],
  [
    'a policy of its own by a variable',
    [allow(['iam:SetDefaultPolicyVersion'], `${ACCOUNT}:policy/\${aws:username}`)],
    ['rewrite a policy that it has'],
  ],
  [
    'its own permissions, by harmless policies',
    [when(allow(['iam:AttachRolePolicy'], SELF.arn), ['ArnEquals', 'iam:PolicyARN', OWN])],
    [],
  ],
])('sees through %s', (_, statements, expected) => {
  expect(does(...statements)).toEqual(expected);
});

describe('administrators by their names', () => {
  it.each<[string, string, readonly string[]]>([
    ['iam:UpdateAssumeRolePolicy', 'role/admin-*', ['change who may assume roles of administrators']],
    ['iam:UpdateAssumeRolePolicy', 'role/platform/*Admin', ['change who may assume roles of administrators']],
    ['sts:AssumeRole', 'role/A*', ['assume roles of administrators']],
    ['sts:AssumeRole', 'role/Organization*', ['assume roles of administrators']],
    ['sts:AssumeRole', 'role/aws-reserved/*', ['assume roles of administrators']],
    ['sts:AssumeRole', 'role/admin-${aws:PrincipalTag/team}', ['assume roles of administrators']],
    ['sts:Assume*', 'role/?dmin', ['assume roles of administrators']],
    ['iam:PassRole', 'role/Admin?', ['pass roles of administrators to a service']],
    ['iam:CreateLoginProfile', 'user/a*', ['log in as administrators']],
    ['sts:AssumeRole', 'role/*', ['assume any role']],
    ['sts:AssumeRole', 'role/${aws:PrincipalTag/role}', ['assume any role']],
    ['iam:UpdateAssumeRolePolicy', 'role/*', ['change who may assume it']],
    // Roles that are named, and patterns over others.
    ['sts:AssumeRole', 'role/admin', []],
    ['sts:AssumeRole', 'role/web-*', []],
    ['sts:AssumeRole', 'role/*-deploy', []],
    ['sts:AssumeRole', 'role/cdk-*', []],
    ['iam:PassRole', 'role/apps/*', []],
    ['iam:UpdateAssumeRolePolicy', 'role/apps/*', []],
  ])('%s on %s', (action, resource, expected) => {
    expect(does(allow([action], `${ACCOUNT}:${resource}`))).toEqual(expected);
    if (action.startsWith('sts:'))
      expect(does(allow([action], `arn:aws:iam::222222222222:${resource}`))).toHaveLength(expected.length);
  });

  it('are left out by a Deny', () => {
    const assume = allow(['sts:AssumeRole'], `${ACCOUNT}:role/Admin*`);

    expect(does(assume, deny(['sts:AssumeRole'], `${ACCOUNT}:role/Admin*`))).toEqual([]);
    expect(does(assume, deny(['sts:AssumeRole'], `${ACCOUNT}:role/Administrator`))).toHaveLength(1);
  });
});

describe('two things that come together', () => {
  const LOGS_IN = 'log in as users that it gives permissions';
  const GROUPS = 'log in as users of any group';
  const ASSUMES = 'change the permissions of roles that it may assume';
  const users = `${ACCOUNT}:user/ci-*`;

  it.each<[string, readonly Statement[], readonly string[]]>([
    [
      'a user with keys and policies',
      [allow(['iam:CreateUser', 'iam:CreateAccessKey', 'iam:AttachUserPolicy'], users)],
      [LOGS_IN],
    ],
    [
      'a user that is named',
      [allow(['iam:CreateLoginProfile', 'iam:PutUserPolicy'], `${ACCOUNT}:user/bot`)],
      [LOGS_IN],
    ],
    [
      'patterns that overlap',
      [allow(['iam:CreateAccessKey'], users), allow(['iam:PutUserPolicy'], `${ACCOUNT}:user/*-bot`)],
      [LOGS_IN],
    ],
    [
      'variables that may be anything',
      [
        allow(['iam:UpdateLoginProfile'], users),
        allow(['iam:PutUserPolicy'], `${ACCOUNT}:user/\${aws:PrincipalTag/team}`),
      ],
      [LOGS_IN],
    ],
    [
      'patterns apart',
      [allow(['iam:CreateAccessKey'], users), allow(['iam:PutUserPolicy'], `${ACCOUNT}:user/web-*`)],
      [],
    ],
    [
      'users of which one thing is denied',
      [allow(['iam:CreateAccessKey', 'iam:PutUserPolicy'], users), deny(['iam:PutUserPolicy'], `${ACCOUNT}:user/*`)],
      [],
    ],
    [
      'users with harmless policies',
      [
        allow(['iam:CreateAccessKey'], users),
        when(allow(['iam:AttachUserPolicy'], users), ['ArnEquals', 'iam:PolicyARN', OWN]),
      ],
      [],
    ],
    [
      'users with a boundary',
      [
        allow(['iam:CreateAccessKey'], users),
        when(allow(['iam:CreateUser', 'iam:PutUserPolicy'], users), ['StringEquals', BOUNDARY, OWN]),
      ],
      [],
    ],
    ['keys alone', [allow(['iam:CreateAccessKey'], users)], []],
    ['any user', [allow(['iam:CreateAccessKey', 'iam:PutUserPolicy'])], ['log in as any user']],
    [
      'users in any group',
      [allow(['iam:CreateAccessKey'], users), allow(['iam:AddUserToGroup'], `${ACCOUNT}:group/*`)],
      [GROUPS],
    ],
    [
      'users in groups of administrators',
      [allow(['iam:CreateAccessKey'], users), allow(['iam:AddUserToGroup'], `${ACCOUNT}:group/admin*`)],
      [GROUPS],
    ],
    [
      'users in a group',
      [allow(['iam:CreateAccessKey'], users), allow(['iam:AddUserToGroup'], `${ACCOUNT}:group/web`)],
      [],
    ],
    ['groups alone', [allow(['iam:AddUserToGroup'])], []],
    [
      'roles whose names overlap',
      [allow(['iam:CreateRole'], `${ACCOUNT}:role/teams/*`), allow(['iam:AttachRolePolicy'], `${ACCOUNT}:role/*-web`)],
      [MAKES],
    ],
    [
      'roles by a variable',
      [allow(['iam:CreateRole', 'iam:PutRolePolicy'], `${ACCOUNT}:role/apps/\${aws:PrincipalTag/team}`)],
      [MAKES],
    ],
    [
      'roles whose names do not',
      [allow(['iam:CreateRole'], `${ACCOUNT}:role/teams/*`), allow(['iam:AttachRolePolicy'], `${ACCOUNT}:role/apps/*`)],
      [],
    ],
    [
      'roles that are denied',
      [
        allow(['iam:CreateRole', 'iam:PutRolePolicy'], `arn:aws:iam::*:role/teams/*`),
        deny(['iam:CreateRole'], `${ACCOUNT}:role/*`),
      ],
      [],
    ],
    [
      'something that is no role',
      [allow(['iam:CreateRole'], `${ACCOUNT}:role/teams/*`), allow(['*'], 'arn:aws:s3:::octo-web/*')],
      [],
    ],
    [
      'roles that it may assume',
      [
        allow(['sts:AssumeRole'], 'arn:aws:iam::*:role/apps/deploy'),
        allow(['iam:PutRolePolicy'], `${ACCOUNT}:role/apps/*`),
      ],
      [ASSUMES],
    ],
    [
      'roles that it may assume elsewhere',
      [
        allow(['sts:AssumeRole'], 'arn:aws:iam::222222222222:role/apps/deploy'),
        allow(['iam:PutRolePolicy'], `${ACCOUNT}:role/apps/*`),
      ],
      [],
    ],
  ])('%s', (_, statements, expected) => {
    expect(does(...statements)).toEqual(expected);
  });
});

describe('everything beside a Deny', () => {
  const everything = allow(['*']);

  it.each<[readonly string[], readonly string[], readonly string[]]>([
    [['iam:PutRolePolicy', 'iam:AttachRolePolicy'], ['*'], ['everything']],
    [['iam:*Role*'], ['*'], ['everything']],
    [['iam:*User*', 'iam:*AccessKey', 'iam:*LoginProfile'], ['*'], ['everything']],
    [['iam:*'], [SELF.arn], ['everything']],
    [['iam:*'], ['*'], []],
    [['*'], ['*'], []],
  ])('of %j on %j', (actions, resources, expected) => {
    expect(administers(everything, deny(actions, ...resources))).toEqual(expected);
  });

  it('of all but a few', () => {
    const but = (...notActions: readonly string[]): Statement => ({ ...deny([]), notActions });

    expect(administers(everything, but('s3:*', 'sts:*'))).toEqual([]);
    expect(administers(everything, but('s3:*', 'iam:CreateAccessKey'))).toEqual(['everything']);
  });

  it('leaves a way where `NotAction` does', () => {
    const but = (...notActions: readonly string[]): Statement => ({ ...allow([]), notActions });

    expect(administers(but('iam:PutRolePolicy', 'iam:AttachRolePolicy'))).toEqual(['everything']);
    expect(administers(but('iam:*'))).toEqual([]);
  });

  it('takes AdministratorAccess away with the whole of IAM alone', () => {
    const managed = (...statements: readonly Statement[]) =>
      administratorGrants({ statements, managedPolicies: [ADMINISTRATOR] }, SELF);

    expect(managed(deny(['iam:PutRolePolicy', 'iam:AttachRolePolicy']))).toHaveLength(1);
    expect(managed(deny(['iam:*']))).toEqual([]);
  });
});
