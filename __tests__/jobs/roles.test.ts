import { createColors } from 'picocolors';
import { formatJobAccess } from '../../src/cli/job-access-text';
import type { Cause } from '../../src/jobs/causes';
import { CAUSES } from '../../src/jobs/causes';
import type { Job } from '../../src/jobs/job';
import { mergeQueueRef } from '../../src/jobs/job';
import { accessTo, rolesFor } from '../support/job-access';

const MAIN = 'refs/heads/main';
const FILE = `
version: 1
github: { owner: octo-org }
accounts: { china: { id: '222222222222', region: cn-north-1 }, production: { id: '111111111111', region: us-east-2 } }
repositories: { web: { environments: { production: {} } } }
bindings:
  branch: { accounts: [production], trust: [{ repository: web, branch: main }] }
  china: { accounts: [china], trust: [{ repository: web, branch: main }] }
  deploy: { accounts: [production], trust: [{ repository: web, environment: production }] }
  plan: { accounts: [production], trust: [{ repository: web, pull_request: true }] }
  queue: { accounts: [production], trust: [{ repository: web, merge_queue: main }] }
  legacy: { accounts: [production], trust: [{ repository: api, branch: main }] }
  pinned: { accounts: [production], trust: [{ repository: web, environment: production, claims: { ref: ${MAIN} } }] }
  shared:
    accounts: [production]
    trust:
      - repository: web
        branch: main
        claims: { job_workflow_ref: octo-org/web/.github/workflows/deploy.yml@${MAIN} }
  someone: { accounts: [production], trust: [{ repository: web, branch: main, claims: { actor: octocat } }] }
`;
const world = accessTo(FILE);

/** The verdict on each role by its binding, as `allowed`, `depends on …` or the cause. */
function verdicts(job: Job, repository = 'octo-org/web', given?: ReadonlyMap<string, string>) {
  return Object.fromEntries(
    rolesFor(world, repository, job, given).map(({ binding, decision, depends_on: on, nearest }) => [
      binding,
      decision === 'denied'
        ? (nearest?.cause ?? '')
        : decision === 'depends'
          ? `depends on ${on.join(', ')}`
          : decision,
    ]),
  );
}

const PUSH: Job = { event: 'push', ref: MAIN };

it('tells every role once, in the order of accounts and bindings', () => {
  const roles = rolesFor(world, 'octo-org/web', PUSH).map(({ account, binding }) => `${account} ${binding}`);

  expect(roles).toEqual([
    'china china',
    ...['branch', 'deploy', 'legacy', 'pinned', 'plan', 'queue', 'shared', 'someone'].map(
      (name) => `production ${name}`,
    ),
  ]);
});

it('depends on what is neither given nor follows, and on nothing else', () => {
  expect(verdicts(PUSH)).toEqual({
    branch: 'allowed',
    china: 'audience',
    deploy: 'environment-missing',
    legacy: 'other-repository',
    pinned: 'environment-missing',
    plan: 'not-a-pull-request',
    queue: 'other-ref',
    shared: 'depends on job_workflow_ref',
    someone: 'depends on actor',
  });
});

it('takes what is given for what would follow', () => {
  const given = new Map([
    ['actor', 'octocat'],
    ['aud', 'sts.amazonaws.com.cn'],
  ]);
  const workflowRef = `octo-org/web/.github/workflows/deploy.yml@${MAIN}`;

  expect(verdicts({ ...PUSH, workflowRef }, undefined, new Map([['actor', 'octocat']]))).toMatchObject({
    shared: 'allowed',
    someone: 'allowed',
  });
  expect(verdicts(PUSH, undefined, new Map([['actor', 'mona']])).someone).toBe('other-value');
  expect(verdicts(PUSH, undefined, given)).toMatchObject({ china: 'allowed', branch: 'audience' });
});

const TABLE: readonly (readonly [
  what: string,
  job: Job,
  repository: string,
  binding: string,
  cause: Cause | 'allowed',
])[] = [
  ['an environment', { environment: 'production', ref: MAIN }, 'octo-org/web', 'deploy', 'allowed'],
  [
    'an environment where a branch is trusted',
    { environment: 'production', ref: MAIN },
    'octo-org/web',
    'branch',
    'environment-replaces-ref',
  ],
  ['another environment', { environment: 'staging', ref: MAIN }, 'octo-org/web', 'deploy', 'other-environment'],
  ['letter case', { environment: 'Production', ref: MAIN }, 'octo-org/web', 'deploy', 'letter-case'],
  [
    'a branch beside the environment',
    { environment: 'production', ref: 'refs/heads/x' },
    'octo-org/web',
    'pinned',
    'other-ref',
  ],
  ['a pull request', { event: 'pull_request', ref: 'refs/pull/7/merge' }, 'octo-org/web', 'plan', 'allowed'],
  [
    'a pull request where a branch is trusted',
    { event: 'pull_request', ref: 'refs/pull/7/merge' },
    'octo-org/web',
    'branch',
    'pull-request',
  ],
  ['pull_request_target', { event: 'pull_request_target', ref: MAIN }, 'octo-org/web', 'plan', 'pull-request-target'],
  [
    'a schedule, with a branch trusted that is not the default',
    { event: 'schedule', ref: MAIN },
    'octo-org/web',
    'queue',
    'default-branch-event',
  ],
  ['a merge queue', { event: 'merge_group', ref: mergeQueueRef('main') }, 'octo-org/web', 'queue', 'allowed'],
  ['a fork', PUSH, 'mona/web', 'branch', 'fork'],
  ['another repository', PUSH, 'octo-org/api', 'branch', 'other-repository'],
  ['a repository in its old form', PUSH, 'octo-org/api', 'legacy', 'allowed'],
  ['a name in other letters', PUSH, 'Octo-Org/WEB', 'branch', 'allowed'],
];

it.each(TABLE)('%s', (_, job, repository, binding, expected) => {
  expect(verdicts(job, repository)[binding]).toBe(expected);
});

it('shows the trusted value that is most like the presented one', () => {
  const [branch] = rolesFor(world, 'octo-org/web', { event: 'push', ref: 'refs/heads/dev' }).filter(
    ({ binding }) => binding === 'branch',
  );

  expect(branch).toEqual({
    account: 'production',
    binding: 'branch',
    role_arn: 'arn:aws:iam::111111111111:role/branch',
    decision: 'denied',
    depends_on: [],
    nearest: {
      claim: 'sub',
      presented: 'repo:octo-org@123456/web@456789:ref:refs/heads/dev',
      trusted: 'repo:octo-org@123456/web@456789:ref:refs/heads/main',
      cause: 'other-ref',
    },
  });
});

it('says for a claim that is wrong beside the subject what it is', () => {
  const { nearest } = rolesFor(world, 'octo-org/api', PUSH, new Map([['repository_id', '9']])).find(
    ({ binding }) => binding === 'legacy',
  ) ?? { nearest: null };

  expect(nearest).toEqual({
    claim: 'repository_id',
    presented: '9',
    trusted: '456790',
    cause: 'recreated-repository',
  });
});

it('judges both forms where the lock file does not say which one GitHub sends', () => {
  const subject = (name: string) => `
version: 1
github: { owner: octo-org }
accounts: { production: { id: '111111111111', region: us-east-2 } }
repositories: { unasked: ${name} }
bindings: { deploy: { accounts: [production], trust: [{ repository: unasked, branch: main }] } }
`;
  const [both] = rolesFor(accessTo(subject('{}')), 'octo-org/unasked', PUSH);
  const [one] = rolesFor(accessTo(subject('{ subject_format: immutable }')), 'octo-org/unasked', PUSH);

  expect(both).toMatchObject({ decision: 'allowed' });
  expect(one).toMatchObject({ decision: 'depends', depends_on: ['sub'] });
});

it('names the claims that a subject template takes up', () => {
  const template = accessTo(`
version: 1
github: { owner: octo-org }
accounts: { production: { id: '111111111111', region: us-east-2 } }
repositories: { unasked: { subject_template: [repo, context, event_name, actor] } }
bindings:
  deploy:
    accounts: [production]
    trust: [{ repository: unasked, branch: main, claims: { actor: mona, event_name: push } }]
`);
  const decided = (job: Job, given?: ReadonlyMap<string, string>) => {
    const [role] = rolesFor(template, 'octo-org/unasked', job, given);
    return [role?.decision, ...(role?.depends_on ?? [])];
  };

  expect(decided({ ref: MAIN })).toEqual(['depends', 'actor', 'event_name']);
  expect(decided(PUSH)).toEqual(['depends', 'actor']);
  expect(decided(PUSH, new Map([['actor', 'mona']]))).toEqual(['allowed']);
});

it('says of many roles at once, to people, that they trust other repositories', () => {
  const others = [1, 2, 3, 4, 5, 6, 7].map(
    (i) => `  b${i}: { accounts: [production], trust: [{ repository: api, branch: 'b${i}' }] }`,
  );
  const many = accessTo(`
version: 1
github: { owner: octo-org }
accounts: { production: { id: '111111111111', region: us-east-2 } }
bindings:
  own: { accounts: [production], trust: [{ repository: web, branch: dev }] }
${others.join('\n')}
`);
  const roles = rolesFor(many, 'octo-org/web', PUSH);
  const text = formatJobAccess({ repository: 'octo-org/web', tokens: [], roles, caveats: [] }, createColors(false));

  expect(roles).toHaveLength(8);
  expect(text).toContain('\n  b1, b2, b3, b4, b5 and 2 more, which trust other repositories\n');
  expect(text.match(/other-ref/g)).toHaveLength(1);
});

it('has a sentence for each cause', () => {
  expect(Object.values(CAUSES).filter((text) => !/^[A-Z`].*\.$/.test(text))).toEqual([]);
});
