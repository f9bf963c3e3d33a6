import { lintForeign } from '../../src/lint/foreign/lint';

const HOST = 'token.actions.githubusercontent.com';
const GITHUB = { Federated: `arn:aws:iam::111111111111:oidc-provider/${HOST}` };
const WEB_IDENTITY = 'sts:AssumeRoleWithWebIdentity';
const IMMUTABLE = 'repo:octo-org@123456/web@456789';
const PRODUCTION = `${IMMUTABLE}:environment:production`;
const WORKFLOW = 'octo-org/shared/.github/workflows/deploy.yml@0123456789abcdef0123456789abcdef01234567';

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** Conditions on claims, and the audience. */
function claims(conditions: Conditions): Conditions {
  const spelled = Object.entries(conditions).map(([operator, keys]) => [
    operator,
    Object.fromEntries(Object.entries(keys).map(([claim, values]) => [`${HOST}:${claim}`, values])),
  ]);
  const all = Object.fromEntries(spelled) as Conditions;
  return { ...all, StringEquals: { [`${HOST}:aud`]: 'sts.amazonaws.com', ...all.StringEquals } };
}

function allow(conditions: Conditions, more: object = {}) {
  return { Effect: 'Allow', Principal: GITHUB, Action: WEB_IDENTITY, Condition: claims(conditions), ...more };
}

function deny(Condition: object | undefined, more: object = {}) {
  return { Effect: 'Deny', Principal: GITHUB, Action: WEB_IDENTITY, ...(Condition && { Condition }), ...more };
}

function rulesOf(...statements: readonly object[]): readonly string[] {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  return lintForeign('trust.json', text).diagnostics.map(({ rule, severity }) =>
    severity === 'error' ? rule : `${rule} (${severity})`,
  );
}

function messagesOf(...statements: readonly object[]): readonly string[] {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  return lintForeign('trust.json', text).diagnostics.map(({ message }) => message);
}

describe('two conditions on one claim', () => {
  it.each<[string, Conditions, readonly string[]]>([
    ['a weak one beside a better one', { StringLike: { sub: 'repo:*' }, StringEquals: { sub: PRODUCTION } }, []],
    [
      'two weak ones',
      { StringLike: { sub: 'repo:*' }, 'ForAnyValue:StringLike': { sub: ['*'] } },
      ['wildcard-owner', 'set-operator (warning)'],
    ],
    [
      'a weak one beside one that is weak in part',
      { StringLike: { sub: 'repo:*' }, StringEqualsIgnoreCase: { sub: [PRODUCTION, `${IMMUTABLE}:pull_request`] } },
      ['mixed-trust-levels (warning)'],
    ],
    [
      'one that holds without the claim beside one that does not',
      {
        'ForAllValues:StringLike': { sub: PRODUCTION },
        StringLikeIfExists: { sub: PRODUCTION },
        StringEquals: { sub: PRODUCTION },
      },
      [],
    ],
    [
      'values of which some agree',
      {
        StringLike: { sub: [`${IMMUTABLE}:ref:refs/heads/v*`, PRODUCTION] },
        StringEquals: { sub: [WORKFLOW, PRODUCTION] },
      },
      ['never-minted-subject'],
    ],
    [
      'values of which none agree',
      {
        StringEquals: { sub: PRODUCTION },
        StringLike: { sub: [`${IMMUTABLE}:ref:*/x`, `${IMMUTABLE}:ref:refs/heads/v/*`] },
      },
      ['contradictory-claims'],
    ],
  ])('%s', (_, conditions, rules) => {
    expect(rulesOf(allow(conditions))).toEqual(rules);
  });
});

describe('lists', () => {
  it.each<[string, Conditions, readonly string[]]>([
    [
      'an id and what is none',
      { StringLike: { sub: 'repo:*', repository_id: ['456789', '*'] } },
      ['wildcard-owner', 'half-id-pin (warning)'],
    ],
    ['two ids', { StringLike: { sub: 'repo:*:environment:a' }, StringEquals: { repository_id: ['1', '2'] } }, []],
    ['an audience and any', { StringEquals: { sub: PRODUCTION }, StringLike: { aud: ['sts.amazonaws.com', '*'] } }, []],
    [
      'workflows and any',
      { StringLike: { job_workflow_ref: [WORKFLOW, '*'] } },
      ['missing-subject-condition', 'movable-workflow-ref'],
    ],
    [
      'branches and any ref',
      { StringLike: { sub: `${IMMUTABLE}:*`, ref: ['refs/heads/main', '*'] } },
      ['repository-wide-subject (warning)'],
    ],
    [
      'an environment and patterns',
      { StringLike: { sub: `${IMMUTABLE}:*`, environment: 'prod*' } },
      ['repository-wide-subject (warning)'],
    ],
    [
      'repositories of an owner',
      { StringLike: { sub: '*:environment:a', repository: ['octo-org/*', 'octo-org/web'] } },
      ['organization-wide-subject'],
    ],
    [
      'repositories of owners',
      { StringLike: { sub: '*:environment:a', repository: ['octo-org/*', 'octo-*/web'] } },
      ['wildcard-owner'],
    ],
  ])('%s', (_, conditions, rules) => {
    expect(rulesOf(allow(conditions))).toEqual(rules);
  });
});

describe('claims that say what the subject leaves open', () => {
  it.each<[string, Conditions, readonly string[]]>([
    [
      'a loose ref beside a tight one',
      { StringLike: { sub: `${IMMUTABLE}:ref:*` }, StringEquals: { ref: 'refs/heads/main' } },
      [],
    ],
    [
      'a ref of the merge queue beside a branch',
      {
        StringLike: { sub: `${IMMUTABLE}:ref:refs/heads/gh-readonly-queue/*` },
        StringEquals: { ref: 'refs/heads/main' },
      },
      ['contradictory-claims'],
    ],
    [
      'a workflow without a ref',
      { StringLike: { sub: 'repo:octo-org@123456/*', job_workflow_ref: 'octo-org/*' } },
      ['organization-wide-subject', 'movable-workflow-ref'],
    ],
    [
      'a workflow that matches nothing',
      { StringEquals: { sub: PRODUCTION, job_workflow_ref: 'octo-org/shared/*@*' } },
      ['wildcard-in-exact-value'],
    ],
    [
      'a workflow at branches of a prefix',
      { StringLike: { sub: PRODUCTION, job_workflow_ref: WORKFLOW.replace(/@.*/, '@refs/heads/release/*') } },
      ['movable-workflow-ref (info)'],
    ],
    [
      'one id for ids in the subject',
      { StringLike: { sub: 'repo:octo-org@*/web@*:environment:a' }, StringEquals: { repository_id: '456789' } },
      [],
    ],
    [
      'a name with a number, and one without',
      { StringEquals: { sub: 'repo:octo-org-1234/web:environment:a', repository_owner_id: '1' } },
      ['recyclable-name (warning)'],
    ],
    ['a key of AWS', { StringEquals: { sub: PRODUCTION }, StringLike: { sub: PRODUCTION } }, []],
  ])('%s', (_, conditions, rules) => {
    expect(rulesOf(allow(conditions))).toEqual(rules);
  });

  it.each<[string, string, string]>([
    ['Bool', 'true', 'the condition never holds'],
    ['Null', 'false', 'the condition never holds'],
    ['Null', 'true', 'the condition says nothing'],
    ['BoolIfExists', 'true', 'the condition says nothing'],
    ['ArnNotLike', 'arn:*', 'the condition says nothing'],
  ])('knows what %s: %s makes of a claim that AWS does not evaluate', (operator, value, effect) => {
    const statement = allow({ StringEquals: { sub: PRODUCTION }, [operator]: { ref_protected: value } });
    const malformed = allow({ StringEquals: { sub: PRODUCTION } });
    const Condition = { ...malformed.Condition, [operator]: { ref_protected: value } };

    expect(messagesOf(statement)).toEqual([expect.stringContaining(effect)]);
    expect(messagesOf({ ...malformed, Condition })).toEqual([expect.stringContaining(effect)]);
  });

  it.each(['ArnLike', 'BinaryEquals', 'Bool', 'NumericEquals'])('says that %s lets nobody in', (operator) => {
    const [subject, ...others] = messagesOf(allow({ [operator]: { sub: PRODUCTION } }));
    const Condition = { StringEquals: { [`${HOST}:sub`]: PRODUCTION }, [operator]: { [`${HOST}:aud`]: 'a' } };

    expect(subject).toMatch(/does not compare text: no subject satisfies it, and nobody gets in/);
    expect(others).toEqual([]);
    expect(messagesOf(allow({}, { Condition }))).toEqual([expect.stringContaining('no audience satisfies it')]);
  });

  it('leaves keys of AWS alone', () => {
    const conditions = claims({ StringEquals: { sub: PRODUCTION } });
    const Condition = {
      ...conditions,
      StringLike: { 'sts:RoleSessionName': 'GitHubActions*' },
      StringEqualsIfExists: { 'aws:RequestedRegion': 'us-*' },
      IpAddress: { 'aws:SourceIp': '192.0.2.0/24' },
    };

    expect(rulesOf({ ...allow({}), Condition })).toEqual([]);
  });
});

describe('statements that deny', () => {
  const key = `${HOST}:sub`;

  it.each<[string, object, readonly string[]]>([
    ['all but a subject', deny({ StringNotEquals: { [key]: PRODUCTION } }), []],
    ['all but a subject, to whomever', deny({ StringNotLikeIfExists: { [key]: PRODUCTION } }, { Principal: '*' }), []],
    [
      'all but what is loose itself',
      deny({ StringNotLike: { [key]: 'repo:octo-org/*' } }),
      ['organization-wide-subject'],
    ],
    ['a subject', deny({ StringEquals: { [key]: PRODUCTION } }), ['missing-subject-condition']],
    ['some of several values', deny({ 'ForAnyValue:StringNotEquals': { [key]: PRODUCTION } }), []],
    [
      'something but to few',
      deny({ StringNotEquals: { [key]: PRODUCTION }, Bool: { 'aws:SecureTransport': 'false' } }),
      ['missing-subject-condition'],
    ],
    ['something of another issuer', deny({ StringNotEquals: { 'accounts.google.com:sub': '1' } }), []],
    [
      'to others',
      deny({ StringNotEquals: { [key]: PRODUCTION } }, { Principal: { Federated: 'accounts.google.com' } }),
      ['missing-subject-condition'],
    ],
    [
      'to all but GitHub',
      deny(undefined, { Principal: undefined, NotPrincipal: GITHUB }),
      ['missing-subject-condition'],
    ],
    [
      'to all but others',
      deny(undefined, { Principal: undefined, NotPrincipal: { AWS: 'arn:aws:iam::222222222222:root' } }),
      [],
    ],
    ['another action', deny(undefined, { Action: 'sts:AssumeRole' }), ['missing-subject-condition']],
    ['everything', deny(undefined, { Principal: { AWS: '*' }, Action: ['sts:TagSession', 'sts:*'] }), []],
  ])('%s', (_, statement, rules) => {
    expect(rulesOf(allow({}), statement)).toEqual(rules);
  });
});

describe('principals and actions', () => {
  it.each<[string, object, readonly string[]]>([
    [
      'GitHub among others',
      { Principal: { AWS: 'arn:aws:iam::222222222222:root', Federated: ['accounts.google.com', GITHUB.Federated] } },
      ['missing-subject-condition'],
    ],
    [
      'an ARN with capitals',
      { Principal: { Federated: GITHUB.Federated.replace('token', 'Token') } },
      ['missing-subject-condition'],
    ],
    ['the bare issuer', { Principal: { Federated: `https://${HOST}` } }, ['missing-subject-condition']],
    ['others only', { Principal: { AWS: ['arn:aws:iam::222222222222:root', '222222222222'] } }, []],
    ['any service', { Principal: { Service: '*' } }, []],
    ['any account', { Principal: { AWS: ['222222222222', '*'] } }, ['missing-subject-condition']],
    ['not GitHub', { Principal: undefined, NotPrincipal: GITHUB }, []],
    ['several actions', { Action: ['sts:TagSession', 'STS:assumerolewithwebidentity'] }, ['missing-subject-condition']],
    ['a pattern of actions', { Action: 'sts:AssumeRole*' }, ['missing-subject-condition']],
    ['another action', { Action: ['sts:AssumeRole', 'sts:TagSession'] }, ['dead-statement']],
    [
      'all actions but others',
      { Action: undefined, NotAction: ['sts:AssumeRole', 'sts:TagSession'] },
      ['missing-subject-condition'],
    ],
    ['all actions but this', { Action: undefined, NotAction: ['sts:AssumeRole', WEB_IDENTITY] }, []],
    ['no action', { Action: undefined }, ['policy-file']],
    ['an action, and all but one', { NotAction: 'sts:TagSession' }, ['missing-subject-condition', 'policy-file']],
    ['no principal', { Principal: undefined }, ['policy-file']],
    [
      'a principal, and all but one',
      { NotPrincipal: { AWS: '222222222222' } },
      ['missing-subject-condition', 'policy-file'],
    ],
    ['a type of principals in lower case', { Principal: { federated: GITHUB.Federated } }, ['policy-file']],
    ['an ARN with a slash behind it', { Principal: { Federated: `${GITHUB.Federated}/` } }, ['policy-file']],
    [
      'an ARN of another issuer with a slash behind it',
      { Principal: { Federated: 'arn:aws:iam::111111111111:oidc-provider/octo.auth0.com/' } },
      [],
    ],
    ['no value', { Condition: claims({ StringLike: { sub: [] } }) }, ['policy-file']],
  ])('%s', (_, more, rules) => {
    expect(rulesOf(allow({}, more))).toEqual(rules);
  });

  it('takes keys of every issuer that the statement names', () => {
    const Federated = [GITHUB.Federated, 'cognito-identity.amazonaws.com', 'accounts.google.com'];
    const Condition = claims({ StringEquals: { sub: PRODUCTION } });
    const StringEquals = { ...Condition.StringEquals, 'accounts.google.com:aud': 'a' };

    expect(rulesOf(allow({}, { Principal: { Federated }, Condition: { StringEquals } }))).toEqual([]);
  });

  it.each<[string, boolean]>([
    ['StringEquals', false],
    ['ForAnyValue:StringLike', false],
    ['StringNotEquals', true],
    ['StringEqualsIfExists', true],
    ['ForAllValues:StringEquals', true],
  ])('leaves to other issuers what their conditions leave to them: %s', (operator, open) => {
    const Condition = { [operator]: { 'accounts.google.com:aud': 'a' } };
    const rules = rulesOf(allow({}, { Principal: '*', Condition }));

    expect(rules.includes('missing-subject-condition')).toBe(open);
  });
});

it('looks no further into a policy that is too long for any role', () => {
  const many = (count: number) => Array.from({ length: count }, (_, i) => `${PRODUCTION}-${i}`);

  expect(rulesOf(allow({ StringEquals: { sub: many(100) } }))).toEqual([]);
  expect(rulesOf(allow({ StringEquals: { sub: [...many(200), '*'] } }))).toEqual(['trust-policy-too-long']);
});

it('sees pull requests and others in several statements', () => {
  const pullRequest = allow({ StringEquals: { sub: 'repository_id:456789:event_name:pull_request' } });
  const push = allow({ StringEquals: { sub: 'repository_id:456789:event_name:push' } });

  expect(rulesOf(pullRequest)).toEqual(['pull-request-write-access (info)']);
  expect(rulesOf(push)).toEqual([]);
  expect(rulesOf(push, pullRequest, allow({ StringEquals: { sub: PRODUCTION } }))).toEqual([
    'mixed-trust-levels (warning)',
  ]);
});

describe('where policies stand', () => {
  const policy = { Version: '2012-10-17', Statement: [allow({})] };
  const role = (RoleName: string, AssumeRolePolicyDocument: unknown = policy) => ({
    RoleName,
    Arn: `arn:aws:iam::111111111111:role/${RoleName}`,
    AssumeRolePolicyDocument,
  });
  const messages = (file: unknown) =>
    lintForeign('file.json', JSON.stringify(file)).diagnostics.map(({ message }) => message.split(':', 1)[0]);

  it.each<[string, unknown, readonly string[]]>([
    ['a list of policies', [policy, policy], ['no condition requires a subject', 'no condition requires a subject']],
    ['a list of roles', [role('a'), role('b')], ['role `a`', 'role `b`']],
    ['a role twice', { Roles: [role('a')], InstanceProfiles: [{ Roles: [role('a')] }] }, ['role `a`']],
    [
      'roles without an ARN',
      [
        { ...role('a'), Arn: undefined },
        { ...role('b'), Arn: undefined },
      ],
      ['role `a`', 'role `b`'],
    ],
    ['a role without a name', { AssumeRolePolicyDocument: policy }, ['no condition requires a subject']],
    ['a policy as text', role('a', JSON.stringify(policy)), ['role `a`, statement 1']],
    ['one statement as text', role('a', JSON.stringify({ Statement: allow({}) })), ['role `a`, statement 1']],
    ['a policy URL-encoded', role('a', encodeURIComponent(JSON.stringify(policy))), ['role `a`, statement 1']],
    [
      'a policy URL-encoded with `+` for spaces',
      role('a', encodeURIComponent(JSON.stringify(policy, null, 1)).replaceAll('%20', '+')),
      ['role `a`, statement 1'],
    ],
    ['a policy of permissions', { PolicyDocument: policy, Roles: [] }, []],
  ])('%s', (_, file, expected) => {
    expect(messages(file)).toEqual(expected);
  });
});
