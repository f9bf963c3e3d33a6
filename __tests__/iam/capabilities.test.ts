import { isWriting, matchesAction } from '../../src/iam/actions';
import { secretGrants, unknownPolicies, writingActions, writingGrants } from '../../src/iam/capabilities';
import { administratorGrants } from '../../src/iam/administrators';
import { escalations } from '../../src/iam/escalation';
import type { Permissions } from '../../src/iam/grants';
import type { IamAction, IamData } from '../../src/iam/iam-data';
import { EMPTY_STATEMENT, type Statement } from '../../src/iam/policy-document';
import type { Self } from '../../src/iam/self';
import { matchesWildcards } from '../../src/iam/wildcards';

const ACTIONS: Readonly<Record<string, readonly IamAction[]>> = {
  s3: [
    { name: 'GetObject', levels: ['Read'] },
    { name: 'ListBucket', levels: ['List'] },
    { name: 'PutObject', levels: ['Write'] },
    { name: 'PutObjectTagging', levels: ['Tagging', 'Write'] },
    { name: 'PutBucketPolicy', levels: ['Permissions management', 'Write'] },
  ],
  kms: [{ name: 'Decrypt', levels: ['Write'] }],
  glue: [{ name: 'GetQuery', levels: ['Permissions management', 'Write'] }],
  cognito: [{ name: 'GetId', levels: ['Write'] }],
};

/** Data of few services, which remembers of which it was asked. */
function iamData(): IamData & { readonly asked: readonly string[] } {
  const asked: string[] = [];
  return {
    asked,
    date: () => '2026-09-26',
    services: () => Object.keys(ACTIONS),
    actionsOf: (service) => {
      asked.push(service);
      return ACTIONS[service];
    },
  };
}

const allow = (actions: readonly string[], ...resources: readonly string[]): Statement => ({
  ...EMPTY_STATEMENT,
  actions,
  resources: resources.length > 0 ? resources : ['*'],
});
const deny = (actions: readonly string[], ...resources: readonly string[]): Statement => ({
  ...allow(actions, ...resources),
  effect: 'Deny',
});
const allowBut = (...notActions: readonly string[]): Statement => ({
  ...EMPTY_STATEMENT,
  notActions,
  resources: ['*'],
});
const when = (statement: Statement, operator: string, key: string, ...values: readonly string[]): Statement => ({
  ...statement,
  conditions: [{ operator, key, values }],
});
const inline = (...statements: readonly Statement[]): Permissions => ({ statements, managedPolicies: [] });
const managed = (...names: readonly string[]): Permissions => ({
  statements: [],
  managedPolicies: names.map((name) => `arn:aws:iam::aws:policy/${name}`),
});
const within = (boundary: string, permissions: Permissions): Permissions => ({ ...permissions, boundary });
const texts = (grants: readonly { readonly text: string }[]) => grants.map(({ text }) => text);

const VIEW_ONLY = 'arn:aws:iam::aws:policy/job-function/ViewOnlyAccess';
const OWN = 'arn:aws:iam::111111111111:policy/ci';
const SELF: Self = { arn: 'arn:aws:iam::111111111111:role/ci/deploy', ownPolicies: [OWN], bounded: false };

it.each([
  ['s3:*', 's3:PutObject', true],
  ['S3:put*', 's3:PutObject', true],
  ['s3:Put?bject', 's3:PutObject', true],
  ['*', 's3:PutObject', true],
  ['*:*', 's3:PutObject', true],
  ['s3:Put', 's3:PutObject', false],
  ['s3:?PutObject', 's3:PutObject', false],
  ['s3:*Tagging', 's3:PutObject', false],
])('says whether %s means %s', (written, action, expected) => {
  expect(matchesAction(written, action)).toBe(expected);
});

it('matches patterns of many wildcards without trying every way', () => {
  expect(matchesWildcards('*a'.repeat(2000) + 'b', 'a'.repeat(2000))).toBe(false);
});

it.each<[string, IamAction['levels'], boolean]>([
  ['s3:GetObject', ['Read'], false],
  ['s3:PutObjectTagging', ['Tagging', 'Write'], true],
  ['s3:PutBucketPolicy', ['Permissions management', 'Write'], true],
  ['kms:Decrypt', ['Write'], false],
  ['kms:Sign', ['Write'], true],
  ['sts:AssumeRole', ['Write'], true],
  ['glue:GetQuery', ['Permissions management', 'Write'], false],
  ['redshift:GetClusterCredentials', ['Write'], true],
])('says whether %s (%j) writes', (action, levels, expected) => {
  const [service = '', name = ''] = action.split(':');

  expect(isWriting(service, { name, levels })).toBe(expected);
});

describe('what writes', () => {
  it.each<[string, Permissions, readonly string[]]>([
    ['actions by their level', inline(allow(['s3:GetObject', 's3:PutObject'])), ['`s3:PutObject`']],
    ['actions in any case', inline(allow(['S3:putobject'])), ['`S3:putobject`']],
    ['a whole service', inline(allow(['s3:*'])), ['`s3:*`']],
    ['a part of a service, with an example', inline(allow(['s3:P*'])), ['`s3:P*` (as `s3:PutObject`)']],
    ['no pattern that means reading', inline(allow(['s3:Get*', 'cognito:Get*'])), []],
    ['an action of its name all the same', inline(allow(['cognito:GetId'])), ['`cognito:GetId`']],
    ['everything', inline(allow(['*'], 'arn:aws:s3:::octo-web/*')), ['`*`']],
    ['everything but some', inline(allowBut('iam:*', 'sts:*')), ['everything but `iam:*`, `sts:*`']],
    ['no unknown action', inline(allow(['s3:PutObjct', 's4:PutObject'])), []],
    ['no denied action', inline(allow(['s3:PutObject']), deny(['s3:Put*'])), []],
    ['nothing where all is denied', inline(allow(['*']), deny(['*'])), []],
    ['what is denied elsewhere', inline(allow(['s3:PutObject']), deny(['s3:*'], 'arn:x')), ['`s3:PutObject`']],
    [
      'what is denied sometimes',
      inline(allow(['s3:PutObject']), when(deny(['s3:*']), 'StringEquals', 'aws:RequestedRegion', 'us-east-1')),
      ['`s3:PutObject`'],
    ],
    ['managed policies', managed('ReadOnlyAccess', 'PowerUserAccess'), ['`PowerUserAccess`']],
    ['nothing within a boundary that reads', within(VIEW_ONLY, managed('PowerUserAccess')), []],
    ['whatever is within another boundary', within(OWN, inline(allow(['s3:PutObject']))), ['`s3:PutObject`']],
  ])('takes in %s', (_, permissions, expected) => {
    expect(texts(writingGrants(permissions, writingActions(iamData())))).toEqual(expected);
  });

  it('reads the data of services of which it has to know more, and of no others', () => {
    const iam = iamData();

    writingGrants(inline(allow(['*', 'ec2:Describe*', 's3:PutObject']), allowBut('kms:*')), writingActions(iam));

    expect(iam.asked).toEqual(['s3']);
  });
});

describe('what is secret', () => {
  const STATE = 'arn:aws:s3:::octo-state/web.tfstate';
  const secret = (text: string) => ({ text, state: false });
  const state = (text: string) => ({ text, state: true });

  it.each<[string, Permissions, readonly object[]]>([
    ['secrets', inline(allow(['secretsmanager:GetSecretValue'])), [secret('`secretsmanager:GetSecretValue`')]],
    ['parameters', inline(allow(['ssm:Get*'])), [secret('`ssm:Get*`')]],
    ['no parameters of AWS', inline(allow(['ssm:Get*'], 'arn:aws:ssm:us-east-2::parameter/aws/service/x')), []],
    ['decryption', inline(allow(['kms:Decrypt'])), [secret('`kms:Decrypt`')]],
    ['everything', inline(allow(['*'])), [secret('`*`')]],
    ['everything but what is not secret', inline(allowBut('iam:*')), [secret('everything but `iam:*`')]],
    [
      'no denied secret',
      inline(allow(['secretsmanager:*']), deny(['secretsmanager:GetSecretValue', 'secretsmanager:Batch*'])),
      [],
    ],
    ['objects of state', inline(allow(['s3:GetObject'], STATE)), [state('`s3:GetObject`')]],
    ['no other objects', inline(allow(['s3:GetObject'], 'arn:aws:s3:::octo-web/*')), []],
    [
      'no secret for state that stands beside it',
      inline(allow(['s3:GetObject', 'secretsmanager:GetSecretValue'], STATE, 'arn:x')),
      [state('`s3:GetObject`'), secret('`secretsmanager:GetSecretValue`')],
    ],
    [
      'decryption of state',
      inline(when(allow(['kms:Decrypt']), 'StringLike', 'kms:EncryptionContext:aws:s3:arn', STATE)),
      [state('`kms:Decrypt`')],
    ],
    ['managed policies', managed('SecurityAudit', 'ReadOnlyAccess'), [secret('`ReadOnlyAccess`')]],
    ['nothing within a boundary that reads nothing secret', within(VIEW_ONLY, managed('ReadOnlyAccess')), []],
  ])('takes in %s', (_, permissions, expected) => {
    expect(secretGrants(permissions).map(({ text, state: isState }) => ({ text, state: isState }))).toEqual(expected);
  });
});

it.each<[string, Permissions, readonly string[]]>([
  ['those of the account', { statements: [], managedPolicies: [OWN] }, ['`ci`']],
  [
    'those of AWS that are not listed',
    managed('OctoAccess', 'service-role/AWSLambdaBasicExecutionRole'),
    ['`OctoAccess`'],
  ],
  [
    'those of a name of AWS in another account',
    { statements: [], managedPolicies: ['arn:aws:iam::111111111111:policy/SecurityAudit'] },
    ['`SecurityAudit`'],
  ],
  [
    'those of another partition',
    { statements: [], managedPolicies: ['arn:aws-cn:iam::aws:policy/ReadOnlyAccess'] },
    [],
  ],
])('does not know %s', (_, permissions, expected) => {
  expect(texts(unknownPolicies(permissions))).toEqual(expected);
});

describe('what makes an administrator', () => {
  it.each<[string, Permissions, readonly string[]]>([
    ['everything', inline(allow(['*'])), ['everything']],
    ['everything in IAM', inline(allow(['iam:*'])), ['iam']],
    ['everything on roles', inline(allow(['*'], 'arn:aws:iam::*:role/*')), ['iam']],
    ['everything but what does not matter', inline(allowBut('organizations:*')), ['everything']],
    ['nothing without IAM', inline(allowBut('iam:*')), []],
    ['nothing on something else', inline(allow(['*'], 'arn:aws:s3:::octo-web/*')), []],
    ['nothing on some roles', inline(allow(['iam:*'], 'arn:aws:iam::*:role/apps-*')), []],
    ['nothing that is denied', inline(allow(['*']), deny(['iam:*'])), []],
    ['nothing within a boundary', within(OWN, inline(allow(['*']))), []],
    [
      'what a boundary does not hold',
      within('arn:aws:iam::aws:policy/AdministratorAccess', inline(allow(['*']))),
      ['everything'],
    ],
    ['managed policies', managed('AdministratorAccess', 'IAMFullAccess', 'PowerUserAccess'), ['everything', 'iam']],
  ])('takes in %s', (_, permissions, expected) => {
    expect(administratorGrants(permissions, SELF).map(({ of }) => of)).toEqual(expected);
  });
});

describe('how a role gets more than it has', () => {
  const account = 'arn:aws:iam::111111111111';
  it.each<[string, Permissions, readonly string[]]>([
    ['itself', inline(allow(['iam:PutRolePolicy'], `${account}:role/ci/*`)), ['change its own permissions']],
    ['its trust', inline(allow(['iam:UpdateAssume*'], SELF.arn)), ['change who may assume it']],
    [
      'its policies',
      inline(allow(['iam:CreatePolicyVersion'], `${account}:policy/*`)),
      ['rewrite a policy that it has'],
    ],
    ['any role, passed', inline(allow(['iam:PassRole'], `${account}:role/*`)), ['pass any role to a service']],
    ['any role, assumed', inline(allow(['sts:AssumeRole'])), ['assume any role']],
    ['any user', inline(allow(['iam:CreateAccessKey'])), ['log in as any user']],
    ['managed policies', managed('AWSLambda_FullAccess'), ['pass any role to a Lambda function']],
    ['no other roles', inline(allow(['iam:PutRolePolicy', 'iam:PassRole'], `${account}:role/apps/*`)), []],
    ['no named role', inline(allow(['sts:AssumeRole'], 'arn:aws:iam::*:role/deploy')), []],
    ['no other policies', inline(allow(['iam:CreatePolicyVersion'], `${account}:policy/apps/*`)), []],
    ['nothing that only reads', inline(allow(['iam:Get*', 'iam:List*'])), []],
    ['not itself where that is denied', inline(allow(['iam:PutRolePolicy']), deny(['iam:*'], SELF.arn)), []],
    [
      'no roles of a certain boundary',
      inline(when(allow(['iam:PutRolePolicy']), 'StringEquals', 'iam:PermissionsBoundary', OWN)),
      [],
    ],
    [
      'roles of any boundary',
      inline(when(allow(['iam:PutRolePolicy']), 'StringLike', 'iam:PermissionsBoundary', '*')),
      ['change its own permissions'],
    ],
    [
      'nothing passed to what runs nothing',
      inline(when(allow(['iam:PassRole']), 'StringEquals', 'iam:PassedToService', 'vpc-flow-logs.amazonaws.com')),
      [],
    ],
    [
      'what is passed to what runs code',
      inline(when(allow(['iam:PassRole']), 'StringEquals', 'iam:PassedToService', 'ec2.amazonaws.com')),
      ['pass any role to a service'],
    ],
    ['nothing within a boundary that reads', within(VIEW_ONLY, inline(allow(['iam:*']))), []],
  ])('sees %s', (_, permissions, expected) => {
    expect(escalations(permissions, SELF).map(({ does }) => does)).toEqual(expected);
  });

  it('sees that a boundary can be lifted', () => {
    const permissions = within(OWN, inline(allow(['iam:DeleteRolePermissionsBoundary'])));

    expect(escalations(permissions, { ...SELF, bounded: true }).map(({ does }) => does)).toEqual(['lift its boundary']);
  });
});
