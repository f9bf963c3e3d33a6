import { stringify } from 'yaml';
import type { AccessPlan } from '../../src/access-plan/access-plan';
import { resolveAccess } from '../../src/access-plan/resolve';
import { parseLock } from '../../src/bindings/lock';
import { parseBindings } from '../../src/bindings/parse';
import { findings } from '../../src/cloudformation/findings';
import { NO_STACK_SETS, type StackSets } from '../../src/cloudformation/manifest';
import { cloudFormationOutput } from '../../src/cloudformation/output';
import { location, rangeOf } from '../../src/diagnostics/source';
import { resolvedIn } from '../support/cloudformation/resolved';
import { filesOfPlan, stackSetsIn } from '../support/cloudformation/templates';
import { noFiles } from '../support/no-files';

const LOCK = stringify({
  version: 1,
  repositories: {
    'octo-org/web': { owner_id: '123', repository_id: '456', subject_prefix: 'repo:octo-org@123/web@456' },
  },
});
const DEPLOY = { accounts: ['production'], trust: [{ repository: 'web', branch: 'main' }] };
const PRODUCTION = { id: '111111111111', region: 'us-east-2' };

function accessOf(bindings: object, accounts: object = { production: PRODUCTION }) {
  const text = stringify({ version: 1, github: { owner: 'octo-org' }, accounts, bindings });
  const [parsed, wrong] = parseBindings('bindings.yaml', text, noFiles);
  const [lock] = parseLock('bindings.lock.yaml', LOCK, true);
  if (!parsed) throw new Error(wrong.map(({ message }) => message).join());
  const [access, problems] = resolveAccess(parsed, lock, noFiles);
  expect([...wrong, ...problems].map(({ message }) => message)).toEqual([]);
  return { access, accountsAt: location(parsed.source, ['accounts']), text };
}

function found(bindings: object, accounts?: object, before: StackSets = NO_STACK_SETS) {
  const { access, accountsAt, text } = accessOf(bindings, accounts);
  const { stackSets } = cloudFormationOutput(access.plan.accounts, before);
  return findings({ stackSets, before, access, accountsAt }).map(({ rule, message, at }) => ({
    rule,
    message,
    line: text.split('\n')[rangeOf(at).line - 1]?.trim(),
  }));
}

function planOf(bindings: object, accounts?: object): AccessPlan {
  return accessOf(bindings, accounts).access.plan;
}

it.each([
  ['a description', { ...DEPLOY, description: 'see {{resolve:ssm:/secret}}' }],
  ['another spelling', { ...DEPLOY, description: '{{ Resolve :secretsmanager:x}}' }],
  ['a condition', withStatement({ conditions: { StringEquals: { 's3:prefix': '{{resolve:ssm:/x:1}}' } } })],
  ['a condition key', withStatement({ conditions: { StringEquals: { '{{resolve:ssm:/x}}': 'y' } } })],
  ['a resource', withStatement({ resources: ['arn:aws:s3:::octo/{{resolve:ssm:/x}}'] })],
])('refuses a dynamic reference in %s', (_, deploy) => {
  const errors = found({ deploy }).filter(({ rule }) => rule === 'reserved-text');

  expect(errors.map(({ line }) => line)).toEqual(['deploy:']);
  expect(errors[0]?.message).toContain('`{{resolve:`');
});

it.each(['Ref', 'Fn::Sub', 'fn::transform', 'Condition'])('refuses a condition key %s', (key) => {
  const deploy = withStatement({ conditions: { StringEquals: { [key]: 'x' } } });

  expect(found({ deploy }).filter(({ rule }) => rule === 'reserved-text')).toEqual([
    {
      rule: 'reserved-text',
      line: 'deploy:',
      message: `CloudFormation would read the condition key \`${key}\` as a function`,
    },
  ]);
});

it('takes what only looks like it', () => {
  const deploy = { ...DEPLOY, description: '$${AWS::AccountId} !Ref x {{x}} resolve:ssm Fn::Sub' };

  expect(found({ deploy }).map(({ rule }) => rule)).toEqual(['not-in-cloudformation']);
  const [template = ''] = [...filesOfPlan(planOf({ deploy })).values()].slice(1);
  const { Resources } = resolvedIn({ id: '1', partition: 'aws' }, JSON.parse(template)) as {
    Resources: { RoleDeploy: { Properties: { Description: string } } };
  };
  expect(Resources.RoleDeploy.Properties.Description).toBe('${AWS::AccountId} !Ref x {{x}} resolve:ssm Fn::Sub');
});

function withStatement(statement: object) {
  const base = { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::octo/*'] };
  return { ...DEPLOY, permissions: [{ statement: { ...base, ...statement } }] };
}

function many(count: number, rest: object = {}) {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`b${i}`, { ...DEPLOY, ...rest }]));
}

it('takes 500 resources, and says of more how to split them', () => {
  const rules = (count: number) => found(many(count)).filter(({ rule }) => rule === 'template-too-large');

  expect(rules(499)).toEqual([]);
  expect(rules(500)).toEqual([
    {
      rule: 'template-too-large',
      line: 'production:',
      message: [
        'templates/oidc-bindings-production.json has 501 resources, and CloudFormation takes at most 500',
        'split the bindings over two files of bindings, and give each its own `--out` and its own stack sets',
        'in one of the two the account has `oidc_provider: existing`, since only one stack can make the provider',
      ].join('\n'),
    },
  ]);
});

it('says it of text over 1 MB, too', () => {
  const description = 'x'.repeat(1000);
  const resources = Array.from({ length: 90 }, (_, i) => `arn:aws:s3:::${'y'.repeat(40)}-${i}/*`);
  const file = many(200, { description, permissions: [{ statement: { actions: ['s3:GetObject'], resources } }] });

  const [finding] = found(file).filter(({ rule }) => rule === 'template-too-large');
  expect(finding?.message).toMatch(/ has \d{7} bytes, and CloudFormation takes at most 1048576\n/);
});

const TWO = { production: PRODUCTION, staging: { id: '222222222222', region: 'us-east-2' } };
const BOTH = { ...DEPLOY, accounts: ['production', 'staging'] };

it('says which accounts leave their stack set, and nothing of those that stay, are new, or are retired', () => {
  const before = stackSetsIn(filesOfPlan(planOf({ deploy: BOTH }, TWO)));
  const left = (bindings: object, accounts: object) =>
    found(bindings, accounts, before)
      .filter(({ rule }) => rule === 'stack-set-left')
      .map(({ line, message }) => [line, message.split('\n')[0]]);

  expect(left({ deploy: BOTH }, TWO)).toEqual([]);
  expect(left({ deploy: BOTH }, { ...TWO, staging: { ...TWO.staging, retired: true } })).toEqual([]);
  expect(left({ deploy: BOTH, other: DEPLOY }, TWO)).toEqual([
    ['staging:', 'account 222222222222 leaves the stack set `oidc-bindings-production` for `oidc-bindings-staging`'],
  ]);
  expect(left({ deploy: DEPLOY }, { production: PRODUCTION })).toEqual([
    [
      'accounts:',
      'account 222222222222 leaves the stack set `oidc-bindings-production`, and no template is for it any more',
    ],
  ]);
});

it('says once for each template what CloudFormation cannot do, as its metadata does', () => {
  const accounts = { ...TWO, own: { id: '333333333333', region: 'us-east-2', oidc_provider: 'existing' } };
  const file = { deploy: BOTH, other: { ...DEPLOY, accounts: ['own'], role: { exclusive: false, import: ['own'] } } };
  const told = found(file, accounts);
  const files = filesOfPlan(planOf(file, accounts));

  expect(told.map(({ rule, line }) => [rule, line])).toEqual([
    ['not-in-cloudformation', 'own:'],
    ['not-in-cloudformation', 'production:'],
  ]);
  for (const { message } of told) {
    const [headline = '', ...sentences] = message.split('\n');
    const template = JSON.parse(files.get(/templates\/\S+/.exec(headline)?.[0] ?? '') ?? '') as {
      Metadata: { 'oidc-bindings': { not_in_cloudformation: readonly string[] } };
    };
    expect(template.Metadata['oidc-bindings'].not_in_cloudformation).toEqual(sentences);
  }
  expect(told[0]?.message).not.toContain('Policies that others attach');
  expect(told[0]?.message).toContain('An import leaves a role as it is');
  expect(told[1]?.message).toContain('Policies that others attach');
});
