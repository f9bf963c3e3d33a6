import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveInput } from '../../src/cli/load';
import { rangeOf } from '../../src/diagnostics/source';
import { type Checked, type RepositoryFiles, checkWorkflows } from '../../src/workflows/check/check';

const LOCK = `version: 1
repositories:
  octo-org/web:
    owner_id: '123456'
    repository_id: '456789'
    subject_prefix: repo:octo-org@123456/web@456789
    subject_claims: default
    owner_type: Organization
    default_branch: main
    visibility: private
    archived: false
    has_protected_branches: true
    environments:
      production: { reviewers: 1, deployment_branches: [main], can_admins_bypass: false }
      preview: { protected_branches: true, can_admins_bypass: false }
      staging: { can_admins_bypass: true }
`;

/** Roles for two environments, for main, and for pull requests. */
export const BINDINGS = `version: 1
github: { owner: octo-org }
accounts:
  staging: { id: '222222222222', region: us-east-2 }
  production: { id: '111111111111', region: us-east-2 }
repositories:
  web:
    environments:
      preview: { protected_branches: true }
      production: { reviewers: { teams: [release-managers] }, deployment_branches: [main] }
      staging: {}
bindings:
  web-deploy:
    accounts: [staging, production]
    trust: [{ repository: web, environment: '\${account.name}' }]
    permissions: [{ preset: s3-sync, bucket: octo-web }]
    variables: { AWS_ROLE_ARN: '\${role.arn}' }
  web-main:
    accounts: [production]
    trust: [{ repository: web, branch: main }]
    permissions: [{ preset: s3-sync, bucket: octo-web }]
    variables: { AWS_MAIN_ROLE_ARN: '\${role.arn}' }
  web-plan:
    accounts: [production]
    trust: [{ repository: web, pull_request: true }, { repository: web, environment: preview }]
    permissions: [{ preset: s3-sync, bucket: octo-web }]
    variables: { AWS_PLAN_ROLE_ARN: { value: '\${role.arn}', scope: repository } }
`;

/** Roles as their variables name them. */
export const OF_ENVIRONMENT = '${{ vars.AWS_ROLE_ARN }}';
export const OF_MAIN = '${{ vars.AWS_MAIN_ROLE_ARN }}';
export const OF_PLAN = '${{ vars.AWS_PLAN_ROLE_ARN }}';

const FOLDER = mkdtempSync(join(tmpdir(), 'check-cases-'));

afterAll(() => {
  rmSync(FOLDER, { recursive: true });
});

/** Texts by file names: workflows, and actions by their paths. */
export type Files = Readonly<Record<string, string>>;

const RESOLVED = new Map<string, ReturnType<typeof resolveInput>>();

function resolved(bindings: string, facts: string): ReturnType<typeof resolveInput> {
  const path = join(FOLDER, 'bindings.yaml');
  writeFileSync(path, bindings);
  writeFileSync(join(FOLDER, 'bindings.lock.yaml'), LOCK.replace('    environments:', `${facts}    environments:`));
  const input = RESOLVED.get(bindings + facts) ?? resolveInput({ bindings: path });
  RESOLVED.set(bindings + facts, input);
  return input;
}

/** What is said of the workflows of octo-org/web; `facts` are further lines of its lock entry, `others` other repositories' files. */
export function check(
  files: Files,
  bindings = BINDINGS,
  facts = '',
  others: Readonly<Record<string, Files>> = {},
): Checked {
  const { access, lock, diagnostics } = resolved(bindings, facts);
  if (!access || !lock) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const clock = { today: '2026-11-24', overdue: 'error' } as const;
  return checkWorkflows(
    repositoryFiles('octo-org/web', files),
    'octo-org/web',
    { access, lock, clock },
    new Map(Object.entries(others).map(([name, each]) => [name, repositoryFiles(name, each)])),
  );
}

function repositoryFiles(repository: string, files: Files): RepositoryFiles {
  return {
    workflows: Object.entries(files)
      .filter(([name]) => !name.startsWith('./'))
      .map(([name, text]) => ({ repository, path: `.github/workflows/${name}`, shown: name, text })),
    action: (path) => {
      const shown = path === '' ? './' : `./${path}`;
      const text = files[shown];
      return text === undefined ? undefined : { repository, path, shown, text };
    },
  };
}

/** What is said of each login, in a line: verdict, job, trigger, ref, account, reason. */
export function logins(
  files: Files,
  bindings?: string,
  facts?: string,
  others?: Readonly<Record<string, Files>>,
): readonly string[] {
  return check(files, bindings, facts, others).rows.map(({ verdict, reason, account, jobRun: { name, run } }) =>
    [verdict, name, run.event, run.shown, account ?? '-', reason].join(' | '),
  );
}

/** Each diagnostic of a rule, as file, line and first line of the message. */
export function found(rule: string, files: Files, bindings?: string): readonly string[] {
  return check(files, bindings)
    .diagnostics.filter((diagnostic) => diagnostic.rule === rule)
    .map(({ at, message }) => `${at.source.file}:${rangeOf(at).line} ${message.split('\n', 1)[0] ?? ''}`);
}

/** The action that logs in, as `uses` names it. */
export const LOGIN = 'aws-actions/configure-aws-credentials@e6de054238d6b7531b4efff3b6587d9aade6a06c # v6.2.3';

/** A step that logs in by a role. */
export function login(role: string): string {
  return `      - uses: ${LOGIN}
        with: { role-to-assume: "${role}", aws-region: us-east-2 }
`;
}

/** A workflow with one job `deploy` that logs in. */
export function workflow(role: string, { on = '{ push: { branches: [main] } }', job = '', after = '' } = {}): string {
  return `on: ${on}
permissions: { id-token: write, contents: read }
jobs:
  deploy:
    runs-on: ubuntu-24.04
${job === '' ? '' : `    ${job.replaceAll('\n', '\n    ')}\n`}    steps:
${login(role)}${after}`;
}
