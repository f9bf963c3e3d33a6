import type { ServedRepository } from '../support/served-world';
import { bindingsOf, runLock } from '../support/lock-run';

const BINDINGS = bindingsOf(
  "[{ repository: web, environment: '${account.name}' }, { repository: [api, zoo], branch: main }]",
);
const COMMON = { ownerId: 123456, environments: {} };
const LOCK = `version: 1
repositories:
  octo-org/api:
    owner_id: '123456'
    repository_id: '2'
    subject_prefix: repo:octo-org/api
    subject_claims: default
    owner_type: Organization
    default_branch: master
    default_workflow_permissions: read
    visibility: internal
    archived: false
    has_protected_branches: true
  octo-org/web:
    owner_id: '123456'
    repository_id: '1'
    subject_prefix: repo:octo-org/web
    subject_claims: [repo, context]
    owner_type: Organization
    default_branch: main
    default_workflow_permissions: write
    visibility: private
    archived: false
    has_protected_branches: false
    environments:
      production: { reviewers: 2, wait_timer: 0, prevent_self_review: false, can_admins_bypass: false, deployment_branches: [main, release/*] }
      staging: absent
      test: { reviewers: 0, wait_timer: 0, prevent_self_review: false, can_admins_bypass: false, protected_branches: false }
`;
const DRIFTED: readonly ServedRepository[] = [
  { ...COMMON, fullName: 'octo-org/gateway', formerNames: ['octo-org/api'], id: 2, archived: true },
  {
    ...COMMON,
    fullName: 'octo-org/web',
    id: 1,
    subject: {
      use_default: false,
      include_claim_keys: ['repo', 'ref'],
      sub_claim_prefix: 'repo:octo-org@123456/web@1',
    },
    environments: { production: { reviewers: 1, branches: ['main', '*'] }, staging: {} },
  },
  { ...COMMON, fullName: 'octo-org/zoo', id: 3 },
];

it('lists what has changed at GitHub, each at its place, and writes nothing', async () => {
  const { code, stderr, text } = await runLock({
    bindings: BINDINGS,
    lock: LOCK,
    repositories: DRIFTED,
    options: { check: true },
  });
  const lines = stderr.split('\n').filter((line) => line.includes('[lock-out-of-date]'));

  expect(lines.map((line) => line.replace(' [lock-out-of-date]', '').replace('bindings.lock.yaml:', ''))).toEqual([
    '2:1: error: `octo-org/zoo`: is new to the lock file',
    '3:3: error: `octo-org/api`: was renamed: it is `octo-org/gateway` now',
    '6:21: error: `octo-org/api`: its subjects begin with `repo:octo-org/gateway` now',
    '9:21: error: `octo-org/api`: `default_branch` is `main`, and was `master`',
    '11:17: error: `octo-org/api`: `visibility` is `private`, and was `internal`',
    '12:15: error: `octo-org/api`: is archived now',
    '13:29: error: `octo-org/api`: `has_protected_branches` is `false`, and was `true`',
    '17:21: error: `octo-org/web`: its subjects are immutable now, and were legacy: `repo:octo-org@123456/web@1`',
    '18:21: error: `octo-org/web`: `subject_claims` is [repo, ref], and was `default`',
    '21:35: error: `octo-org/web`: `default_workflow_permissions` is `read`, and was `write`',
    '26:19: error: `octo-org/web`: environment `production`: `deployment_branches` is { *: 72, main: 71 }, and was [main, release/*]',
    '26:19: error: `octo-org/web`: environment `production`: `reviewers` is `1`, and was `2`',
    '27:16: error: `octo-org/web`: environment `staging` exists now',
    '28:13: error: `octo-org/web`: environment `test` is gone',
  ]);
  expect(stderr).toMatch(/\n14 errors, 1 warning; bindings\.lock\.yaml is out of date: 14 changes\n$/);
  expect({ code, text }).toEqual({ code: 1, text: LOCK });
});

it('finds nothing to change after it was written', async () => {
  const written = await runLock({ bindings: BINDINGS, lock: LOCK, repositories: DRIFTED });
  const again = await runLock({
    bindings: BINDINGS,
    lock: written.text,
    repositories: DRIFTED,
    options: { check: true },
  });

  expect(written.text).toContain('octo-org/gateway:');
  expect(again.stderr).toContain('bindings.lock.yaml is up to date');
  expect(again).toMatchObject({ code: 0, text: written.text });
});

it('gives the list to machines, too', async () => {
  const { code, stdout } = await runLock({
    bindings: BINDINGS,
    lock: LOCK,
    repositories: DRIFTED,
    options: { check: true, format: 'json', quiet: true },
  });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly { rule: string }[] };

  expect(diagnostics.filter(({ rule }) => rule === 'lock-out-of-date')).toHaveLength(14);
  expect(code).toBe(1);
});

it('does not take a host that does not answer for a change', async () => {
  const { code, stdout, stderr } = await runLock({
    bindings: BINDINGS,
    lock: LOCK,
    instead: () => ({ status: 500, body: { message: 'down' } }),
    options: { check: true },
  });

  expect(stderr).not.toContain('lock-out-of-date');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});
