import { bindingsOf, runLock } from '../support/lock-run';
import type { ServedRepository } from '../support/served-world';

const WEB: ServedRepository = {
  fullName: 'octo-org/web',
  id: 456789,
  ownerId: 123456,
  hasProtectedBranches: true,
  subject: { use_default: true, use_immutable_subject: false, sub_claim_prefix: 'repo:octo-org@123456/web@456789' },
  environments: {
    production: { reviewers: 1, waitTimer: 30, preventSelfReview: true, branches: ['release/*', 'main'], tags: ['v*'] },
  },
};

const BINDINGS = bindingsOf("[{ repository: web, environment: '${account.name}' }]");

const LOCK = `# head
version: 1
repositories:
  octo-org/web: # the storefront
    owner_id:   "123456"   # two spaces
    repository_id: "456789"
    subject_prefix: repo:octo-org@123456/web@456789
    subject_claims: default
    owner_type: Organization
    # before the branch
    default_branch: main
    default_workflow_permissions: read
    visibility: private
    archived: false
    has_protected_branches: true
    environments: # absent: not there
      production: { reviewers: 1, wait_timer: 30,   prevent_self_review: true, can_admins_bypass: false, deployment_branches: { release/*: 71, main: 72 }, deployment_tags: { v*: 171 } } # careful
      staging: absent
# tail
`;

it('records all that GitHub says, for what templates have become', async () => {
  const { code, stdout, stderr, text, server } = await runLock({ bindings: BINDINGS, repositories: [WEB] });

  expect(stderr).toBe('octo-org/web: is new to the lock file\nbindings.lock.yaml is written: 1 change\n');
  expect(text)
    .toBe(`# What GitHub says about the repositories in bindings.yaml, written by \`npx oidc-bindings lock\`. Commit it, and review its
# changes: the ids decide who is trusted, and subject_prefix decides how.
version: 1
repositories:
  octo-org/web:
    owner_id: '123456'
    repository_id: '456789'
    subject_prefix: repo:octo-org@123456/web@456789
    subject_claims: default
    owner_type: Organization
    default_branch: main
    default_workflow_permissions: read
    visibility: private
    archived: false
    has_protected_branches: true
    environments:
      production: { reviewers: 1, wait_timer: 30, prevent_self_review: true, can_admins_bypass: false, deployment_branches: { main: 72, release/*: 71 }, deployment_tags: { v*: 171 } }
      staging: absent
`);
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  expect(server.requests.map(({ path }) => path)).toEqual([
    '/repos/octo-org/web',
    '/repos/octo-org/web/actions/oidc/customization/sub',
    '/repos/octo-org/web/branches?protected=true&per_page=1',
    '/repos/octo-org/web/actions/permissions/workflow',
    '/repos/octo-org/web/environments/production',
    '/repos/octo-org/web/environments/production/deployment-branch-policies?per_page=100&page=1',
    '/repos/octo-org/web/environments/staging',
    '/repos/octo-org/web/environments?per_page=1',
  ]);
  expect(server.requests[0]?.headers).toMatchObject({
    authorization: 'token a-token',
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
  });
});

it('does not touch a file that says all this already, in whatever order and spacing', async () => {
  const { code, stderr, text } = await runLock({ bindings: BINDINGS, lock: LOCK, repositories: [WEB] });

  expect(text).toBe(LOCK);
  expect(stderr).toBe('bindings.lock.yaml is up to date\n');
  expect(code).toBe(0);
});

it('changes only what changed: comments, order and spacing stay byte for byte', async () => {
  const { text } = await runLock({
    bindings: BINDINGS,
    lock: LOCK,
    repositories: [
      {
        ...WEB,
        archived: true,
        subject: {
          use_default: false,
          include_claim_keys: ['repo', 'context', 'job_workflow_ref'],
          sub_claim_prefix: 'repo:octo-org@123456/web@456789',
        },
        environments: {
          production: { reviewers: 2, waitTimer: 30, preventSelfReview: true, protectedBranches: true },
          staging: {},
        },
      },
      { ...WEB, fullName: 'octo-org/api', id: 1 },
    ],
  });

  expect(text).toBe(
    LOCK.replace('archived: false', 'archived: true')
      .replace('subject_claims: default', 'subject_claims: [repo, context, job_workflow_ref]')
      .replace('reviewers: 1', 'reviewers: 2')
      .replace(
        ', deployment_branches: { release/*: 71, main: 72 }, deployment_tags: { v*: 171 } }',
        ', protected_branches: true }',
      )
      .replace(
        'staging: absent',
        'staging: { reviewers: 0, wait_timer: 0, prevent_self_review: false, can_admins_bypass: false, protected_branches: false }',
      ),
  );
});

it('puts new entries where they belong by name, into files of any form', async () => {
  const bindings = bindingsOf('[{ repository: [web, api, zoo], branch: main }]');
  const repositories = ['web', 'api', 'zoo'].map((name, i) => ({
    fullName: `octo-org/${name}`,
    id: i + 1,
    ownerId: 123456,
  }));
  const names = async (lock: string) => {
    const { text, stderr } = await runLock({ bindings, lock, repositories });
    expect(stderr).toContain('is written');
    return [...text.matchAll(/octo-org\/\w+(?=['"]?:)/g)].map(([name]) => name);
  };
  const all = ['octo-org/api', 'octo-org/web', 'octo-org/zoo'];

  expect(await names('version: 1\n')).toEqual(all);
  expect(await names('version: 1\nrepositories: {} # none yet\n')).toEqual(all);
  expect(await names('version: 1\nrepositories:')).toEqual(all);
  expect(await names('# only a comment')).toEqual(all);
  expect(
    await names('version: 1\r\nrepositories:\r\n  octo-org/web: { owner_id: "123456", repository_id: "1" }\r\n'),
  ).toEqual(all);
  expect(
    await names('{ "version": 1, "repositories": { "octo-org/web": { "owner_id": "123456", "repository_id": "1" } } }'),
  ).toEqual(['octo-org/web', 'octo-org/api', 'octo-org/zoo']);
});

it('asks for environments that are declared, trusted by a claim, or used by `for_each_repository`', async () => {
  const declared = 'repositories: { web: { environments: { declared: {} } }, docs: {} }\n';
  const bindings = bindingsOf(
    '[{ repository: web, any_context: true, claims: { environment: claimed } }]',
    declared,
  ).replace(
    'bindings:\n',
    "bindings:\n  each:\n    accounts: [staging]\n    for_each_repository: [api]\n    trust: [{ environment: 'for-${repository.name}' }]\n    permissions: []\n",
  );
  const repositories = ['web', 'api', 'docs'].map((name, i) => ({
    fullName: `octo-org/${name}`,
    id: i + 1,
    ownerId: 123456,
  }));
  const { text } = await runLock({ bindings, repositories });

  const found = [...text.matchAll(/^ {2}(octo-org\/\w+):|^ {6}(\S+): absent/gm)].map(([, name, inIt]) => name ?? inIt);
  expect(found).toEqual(['octo-org/api', 'for-api', 'octo-org/docs', 'octo-org/web', 'claimed', 'declared']);
});

it('asks for no environment that GitHub cannot have: in the path of a request it would be something else', async () => {
  const declared = "repositories: { web: { environments: { '..': {}, a??b: {}, production: {} } } }\n";
  const { code, text, server } = await runLock({
    bindings: bindingsOf("[{ repository: web, environment: [production, '.'] }]", declared),
    repositories: [{ fullName: 'octo-org/web', id: 1, ownerId: 123456, environments: { production: {} } }],
  });

  expect(code).toBe(0);
  expect(text).toContain('kept: [production]');
  expect(server.requests.filter(({ path }) => /environments\/(?!production)/.test(path))).toEqual([]);
});
