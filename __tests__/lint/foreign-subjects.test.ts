import { lintForeign } from '../../src/lint/foreign/lint';

const HOST = 'token.actions.githubusercontent.com';
const PINS = { repository_id: '456789', repository_owner_id: '123456' };

/** Rules, with the severity where it is not an error, that a policy with one subject gives. */
function rulesFor(
  operator: string,
  subject: string | readonly string[],
  claims: Readonly<Record<string, string>> = {},
  host = HOST,
): readonly string[] {
  const equals = Object.entries({ aud: 'sts.amazonaws.com', ...claims }).map(([claim, value]) => [
    `${host}:${claim}`,
    value,
  ]);
  const Condition = { StringEquals: Object.fromEntries(equals) as Record<string, unknown> } as Record<
    string,
    Record<string, unknown>
  >;
  Condition[operator] = { ...Condition[operator], [`${host}:sub`]: subject };
  const statement = {
    Effect: 'Allow',
    Principal: { Federated: `arn:aws:iam::111111111111:oidc-provider/${host}` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition,
  };
  const { diagnostics } = lintForeign('trust.json', JSON.stringify({ Version: '2012-10-17', Statement: statement }));
  return diagnostics.map(({ rule, severity }) => (severity === 'error' ? rule : `${rule} (${severity})`)).sort();
}

const IMMUTABLE = 'repo:octo-org@123456/web@456789';
const LEGACY = 'repo:octo-org/web';
const WORKFLOW = 'octo-org/shared/.github/workflows/deploy.yml';
const COMMIT = '0123456789abcdef0123456789abcdef01234567';

describe('exact subjects', () => {
  it.each<[string, readonly string[]]>([
    // What GitHub sends, as narrow as can be
    [`${IMMUTABLE}:environment:production`, []],
    [`${IMMUTABLE}:environment:Production%3AV1`, []],
    [`${IMMUTABLE}:ref:refs/heads/main`, []],
    [`${IMMUTABLE}:ref:refs/tags/v1.0`, []],
    [`${IMMUTABLE}:ref:refs/heads/gh-readonly-queue-x`, []],
    [`${IMMUTABLE}:environment:production:job_workflow_ref:${WORKFLOW}@${COMMIT}`, []],
    [`${IMMUTABLE}:ref:refs/heads/main:ref:refs/heads/main`, []],
    [`${IMMUTABLE}:environment:production:repo_property_team:payments`, []],
    [`ref:refs/heads/main:${IMMUTABLE}:job_workflow_ref:${WORKFLOW}@${COMMIT}:repository_owner:octo-org`, []],
    ['repository_id:456789:ref:refs/heads/main', []],
    ['repo:octo_corp@123456/web@456789:environment:production', []],
    // Names
    [`${LEGACY}:environment:production`, ['recyclable-name (warning)']],
    ['repository:octo-org/web:environment:production', ['recyclable-name (warning)']],
    ['repo:team-42/service-7:environment:production', ['recyclable-name (warning)']],
    ['repo:octo-org-123456/web-456789:environment:production', ['hyphenated-id-subject', 'recyclable-name (warning)']],
    ['repo:octo-2024/site-2025:environment:production', ['recyclable-name (warning)']],
    ['repo:octo-org-123/web-45678:environment:production', ['hyphenated-id-subject', 'recyclable-name (warning)']],
    ['repo:octo-org@123456/web:environment:production', ['half-id-pin']],
    ['repo:octo-org/web@456789:environment:production', ['half-id-pin']],
    ['repo:octo-org@abc/web@456789:environment:production', ['half-id-pin']],
    ['repo:octo-org@0123/web@456789:environment:production', ['half-id-pin']],
    // Pull requests
    [`${IMMUTABLE}:pull_request`, ['pull-request-write-access (info)']],
    [`${IMMUTABLE}:pull_request:job_workflow_ref:${WORKFLOW}@${COMMIT}`, ['pull-request-write-access (info)']],
    // Templates
    ['repository_id:456789', ['repository-wide-subject (warning)']],
    ['repository_owner_id:123456:environment:production', ['organization-wide-subject']],
    ['repository_owner_id:octo-org:environment:production', ['never-minted-subject']],
    ['repository_owner:octo-org:repository_visibility:private', ['subject-without-repository']],
    ['environment:production%3Aeastus:repository_owner:octo-org', ['subject-without-repository']],
    [`job_workflow_ref:${WORKFLOW}@${COMMIT}`, ['subject-without-repository']],
    ['workflow:deploy', ['subject-without-repository']],
    ['repo_property_workspace_id:ws-abc123', ['subject-without-repository']],
    [`${IMMUTABLE}:environment:production:job_workflow_ref:${WORKFLOW}@refs/tags/v1`, ['movable-workflow-ref (info)']],
    [
      `${IMMUTABLE}:environment:production:job_workflow_ref:${WORKFLOW}@refs/heads/main`,
      ['movable-workflow-ref (info)'],
    ],
    // What GitHub never sends
    [`${IMMUTABLE}:environment:`, ['never-minted-subject']],
    [`${IMMUTABLE}:ref:`, ['never-minted-subject']],
    // What only the template `[repo]` gives, which whoever writes ids knows
    [IMMUTABLE, ['repository-wide-subject (warning)']],
    [LEGACY, ['never-minted-subject (warning)', 'recyclable-name (warning)', 'repository-wide-subject (warning)']],
    [`Repo:octo-org/web:ref:refs/heads/main`, ['never-minted-subject']],
    [`${IMMUTABLE}:Environment:production`, ['never-minted-subject']],
    [`${IMMUTABLE}:ref:main`, ['never-minted-subject']],
    [`${IMMUTABLE}:ref:heads/main`, ['never-minted-subject']],
    [`${IMMUTABLE}:ref:refs/main`, ['never-minted-subject']],
    [`${IMMUTABLE}:refs/heads/main`, ['never-minted-subject']],
    [`${IMMUTABLE}:branch:main`, ['never-minted-subject']],
    [`${IMMUTABLE}:pull_request:17`, ['never-minted-subject']],
    [`${IMMUTABLE}:pull_request:refs/pull/17/merge`, ['never-minted-subject']],
    [`${IMMUTABLE}:environment`, ['never-minted-subject']],
    [`${IMMUTABLE}:environment:Production:V1`, ['never-minted-subject']],
    [`${IMMUTABLE}:context:environment:production`, ['never-minted-subject']],
    [`${IMMUTABLE}:aud:sts.amazonaws.com`, ['never-minted-subject']],
    [` ${IMMUTABLE}:environment:production`, ['never-minted-subject']],
    ['octo-org/web:ref:refs/heads/main', ['never-minted-subject']],
    ['refs/heads/main', ['never-minted-subject']],
    ['repo:web:ref:refs/heads/main', ['never-minted-subject']],
    ['repo:octo-org/web.git:ref:refs/heads/main', ['never-minted-subject']],
    ['repo:github.com/octo-org/web:ref:refs/heads/main', ['never-minted-subject']],
    ['repo:<owner>/<name>:ref:refs/heads/main', ['never-minted-subject']],
    ['', ['never-minted-subject']],
    [`${IMMUTABLE}:environment:production:ref:refs/heads/main`, ['never-minted-subject (warning)']],
    [`${IMMUTABLE}:ref:refs/heads/main:environment:production`, ['never-minted-subject']],
    // Policy variables are not ours to replace: what they may let in is undetermined
    ['repo:octo-org/${aws:RequestTag/name}:ref:refs/heads/main', ['wildcard-owner (warning)']],
    // Wildcards that are none
    ['repo:octo-org/*', ['wildcard-in-exact-value']],
    [`${IMMUTABLE}:ref:refs/heads/release-?`, ['wildcard-in-exact-value']],
    [`${IMMUTABLE}:environment:what\${?}`, []],
  ])('%s', (subject, rules) => {
    expect(rulesFor('StringEquals', subject)).toEqual(rules);
  });
});

describe('patterns', () => {
  it.each<[string, readonly string[]]>([
    [`${IMMUTABLE}:environment:production`, []],
    [`${IMMUTABLE}:ref:refs/heads/release/*`, []],
    [`${IMMUTABLE}:ref:refs/tags/v*`, []],
    [`${IMMUTABLE}:ref:refs/heads/main\${*}`, ['never-minted-subject']],
    // Strangers
    ['*', ['wildcard-owner']],
    ['?*', ['wildcard-owner']],
    ['repo:*', ['wildcard-owner']],
    ['repo:*/*', ['wildcard-owner']],
    ['repo*', ['wildcard-owner']],
    ['*:ref:refs/heads/main', ['wildcard-owner']],
    ['*octo-org/web*', ['wildcard-owner']],
    ['repo:octo-org*', ['wildcard-owner']],
    ['repo:octo-org*/web:ref:refs/heads/main', ['wildcard-owner']],
    ['repo:octo-or?/web:ref:refs/heads/main', ['wildcard-owner']],
    ['repo:octo-org*/web*:*', ['wildcard-owner']],
    ['repo:*/web:environment:production', ['wildcard-owner']],
    ['repo:octo-org/web-*:ref:refs/heads/main', ['wildcard-owner']],
    ['repo:octo-org/web*', ['wildcard-owner']],
    ['repo:octo-org@123456/web*', ['wildcard-owner']],
    // All of an owner
    ['repo:octo-org/*', ['organization-wide-subject']],
    ['repo:octo-org/*:*', ['organization-wide-subject']],
    ['repo:octo-org@123456/*', ['organization-wide-subject']],
    ['repo:octo-org/*:ref:refs/heads/main', ['organization-wide-subject']],
    ['repository_owner_id:123456:*', ['organization-wide-subject']],
    ['repository_owner_id:1234*', ['subject-without-repository']],
    ['repo:octo-org/*:environment:production', ['organization-wide-subject']],
    ['repo:octo-org@*', ['organization-wide-subject']],
    ['repo:octo-org@*/web@*:ref:refs/heads/main', ['recyclable-name (warning)']],
    ['repo:octo-org@123456/web@*:ref:refs/heads/main', ['recyclable-name (warning)']],
    // All of a repository
    [`${IMMUTABLE}:*`, ['repository-wide-subject (warning)']],
    [`${IMMUTABLE}:environment:*`, ['repository-wide-subject (warning)']],
    [`${IMMUTABLE}:environment:prod*`, ['repository-wide-subject (warning)']],
    [`${IMMUTABLE}:env*`, ['repository-wide-subject (warning)']],
    [`${IMMUTABLE}:e*`, ['repository-wide-subject (warning)']],
    [`${IMMUTABLE}:pull*`, ['pull-request-write-access (info)']],
    [`${IMMUTABLE}:pull_request*`, ['pull-request-write-access (info)']],
    [`${LEGACY}:*`, ['recyclable-name (warning)', 'repository-wide-subject (warning)']],
    // Refs
    [`${IMMUTABLE}:ref:refs/heads/main*`, ['unanchored-pattern (warning)']],
    [`${IMMUTABLE}:ref:refs/heads/*`, ['unanchored-pattern (warning)']],
    [`${IMMUTABLE}:ref*`, ['unanchored-pattern (warning)']],
    [`${IMMUTABLE}:ref:*`, ['unanchored-pattern (warning)']],
    [`${IMMUTABLE}:ref:refs/*`, ['unanchored-pattern (warning)']],
    [`${IMMUTABLE}:ref:refs/tags/*`, ['unanchored-pattern (info)']],
    [`${IMMUTABLE}:ref:refs/tags/rel*`, ['unanchored-pattern (info)']],
    [`${IMMUTABLE}:ref:refs/heads/gh-readonly-queue/main/pr-*`, ['merge-queue-any-writer (warning)']],
    // Templates
    ['workflow:deploy*', ['spoofable-template', 'subject-without-repository']],
    [`environment:prod*:${LEGACY}`, ['recyclable-name (warning)', 'repository-wide-subject (warning)']],
    [`${IMMUTABLE}:environment:production:job_workflow_ref:${WORKFLOW}@*`, ['movable-workflow-ref (info)']],
    [`${IMMUTABLE}:environment:production:job_workflow_ref:${WORKFLOW}@refs/heads/*`, ['movable-workflow-ref (info)']],
    // What GitHub never sends
    [`${IMMUTABLE}:ref:main*`, ['never-minted-subject']],
    [`${IMMUTABLE}:branch*`, ['never-minted-subject']],
    ['octo-org/*', ['never-minted-subject']],
    [`${IMMUTABLE}:environment:pr*:V1`, ['never-minted-subject']],
  ])('%s', (subject, rules) => {
    expect(rulesFor('StringLike', subject)).toEqual(rules);
  });
});

describe('what is required beside a subject', () => {
  it.each<[string, string, Readonly<Record<string, string>>, readonly string[]]>([
    ['pins a name', `${LEGACY}:environment:production`, PINS, []],
    ['pins a repository by its id alone', `${LEGACY}:environment:production`, { repository_id: '456789' }, []],
    [
      'leaves a name to its owner',
      `${LEGACY}:environment:production`,
      { repository_owner_id: '123456' },
      ['recyclable-name (warning)'],
    ],
    ['makes wildcards for ids harmless', 'repo:octo-org@*/web@*:environment:production', PINS, []],
    ['makes a number in a name harmless', 'repo:octo-org-123456/web-456789:environment:a', PINS, []],
    ['names the owner', 'repo:*', { repository_owner_id: '123456' }, ['organization-wide-subject']],
    ['names the repository', 'repo:*', PINS, ['repository-wide-subject (warning)']],
    ['names the repository and the branch', '*', { ...PINS, ref: 'refs/heads/main' }, []],
    [
      'names the repository, by name',
      'repo:*',
      { repository: 'octo-org/web', ref: 'refs/heads/main' },
      ['recyclable-name (warning)'],
    ],
    ['names the branch', `${IMMUTABLE}:*`, { ref: 'refs/heads/main' }, []],
    ['names the environment', `${IMMUTABLE}:*`, { environment: 'production' }, []],
    ['names a workflow at a commit', `${IMMUTABLE}:*`, { job_workflow_ref: `${WORKFLOW}@${COMMIT}` }, []],
    ['names a person', `${IMMUTABLE}:*`, { actor: 'octocat' }, ['actor-only (warning)']],
    ['names a person and the branch', `${IMMUTABLE}:*`, { actor_id: '1', ref: 'refs/heads/main' }, []],
    [
      'leaves it to a workflow',
      'repo:octo-org@123456/*',
      { job_workflow_ref: `${WORKFLOW}@${COMMIT}` },
      ['organization-wide-subject (warning)'],
    ],
    ['is no id', `${LEGACY}:environment:production`, { repository_id: 'web' }, ['half-id-pin']],
    ['pins a template', `workflow:deploy*`, PINS, []],
    ['is no ref', `${IMMUTABLE}:*`, { ref: 'main' }, ['never-minted-subject']],
    ['is no claim for AWS', `${IMMUTABLE}:pull_request`, { event_name: 'push' }, ['unsupported-claim']],
    ['is for the owner', `${IMMUTABLE}:environment:a`, { aud: 'https://github.com/octo-org' }, ['reusable-audience']],
    [
      'is for another vendor',
      `${IMMUTABLE}:environment:a`,
      { aud: 'api://AzureADTokenExchange' },
      ['reusable-audience'],
    ],
    ['is for another partition', `${IMMUTABLE}:environment:a`, { aud: 'sts.amazonaws.com.cn' }, ['reusable-audience']],
    ['is for something of our own', `${IMMUTABLE}:environment:a`, { aud: 'octo-deployments' }, []],
  ])('%s: %s', (_, subject, claims, rules) => {
    expect(rulesFor('StringLike', subject, claims)).toEqual(rules);
  });
});

it('grades a list by its weakest value', () => {
  expect(rulesFor('StringLike', [`${IMMUTABLE}:environment:production`, 'repo:octo-org/*'])).toEqual([
    'organization-wide-subject',
  ]);
  expect(rulesFor('StringLike', [`${IMMUTABLE}:environment:production`, '*'])).toEqual(['wildcard-owner']);
});

it('compares regardless of case where the operator does', () => {
  expect(rulesFor('StringEqualsIgnoreCase', `Repo:Octo-Org@123456/Web@456789:ref:refs/heads/main`)).toEqual([]);
  expect(rulesFor('StringEqualsIgnoreCase', 'repo:octo-org/*')).toEqual(['wildcard-in-exact-value']);
});

describe('issuers', () => {
  it.each<[string, string, Readonly<Record<string, string>>, readonly string[]]>([
    ['token.actions.githubusercontent.com/octo', `${LEGACY}:environment:a`, PINS, []],
    ['token.actions.octo.ghe.com', `${LEGACY}:environment:a`, PINS, []],
    ['token.actions.octo.ghe.com', 'repo:*', {}, ['wildcard-owner']],
    ['token.actions.octo.ghe.com/slug', `${LEGACY}:environment:a`, PINS, ['unsupported-claim', 'unsupported-claim']],
    ['github.octo-org.com/_services/token', `${LEGACY}:environment:a`, {}, []],
    ['github.octo-org.com/_services/token', `${LEGACY}:environment:a:b`, {}, []],
    [
      'github.octo-org.com/_services/token',
      `${LEGACY}:environment:a`,
      { ref: 'refs/heads/main' },
      ['unsupported-claim'],
    ],
    [
      'github.octo-org.com/_services/token',
      `${LEGACY}:a`,
      { aud: 'https://github.octo-org.com/a' },
      ['never-minted-subject', 'reusable-audience'],
    ],
    ['token.actions.githubusercontent.com.evil.example', '*', {}, []],
    ['accounts.google.com', '*', {}, []],
  ])('%s: %s', (host, subject, claims, rules) => {
    expect(rulesFor('StringLike', subject, claims, host)).toEqual(rules);
  });
});
