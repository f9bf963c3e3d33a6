import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const BIN = join(ROOT, 'src/cli/bin.cjs');
const MISTAKES = join(ROOT, 'docs/mistakes');

function run(folder: string, dir: string, ...args: readonly string[]) {
  const common = ['check-workflows', dir, '--repository', 'web', '--today', '2026-11-24'];
  return spawnSync(process.execPath, [BIN, ...common, ...args], { cwd: join(MISTAKES, folder), encoding: 'utf8' });
}

it('tells machines of every login and finding, and exits with 1 if one fails', () => {
  const { status, stdout, stderr } = run('10-session-too-long', '.', '--format', 'json');

  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({
    logins: [
      {
        file: '.github/workflows/deploy.yml',
        line: 16,
        column: 15,
        job: 'deploy',
        trigger: 'push',
        ref: 'refs/heads/main',
        subject: 'repo:octo-org@123456/web@456789:ref:refs/heads/main',
        account: 'production',
        role_arn: 'arn:aws:iam::111111111111:role/web-deploy',
        verdict: 'fails',
        reason: 'session-too-long',
        message: 'a session of 7200 s is asked for, and `web-deploy` allows at most 3600 s',
      },
    ],
    diagnostics: [
      {
        rule: 'session-too-long',
        severity: 'error',
        message:
          'a session of 7200 s is asked for, and `web-deploy` allows at most 3600 s\nask for less, or raise `role.max_session_duration` of the binding',
        file: '.github/workflows/deploy.yml',
        line: 19,
        column: 34,
        end_line: 19,
        end_column: 38,
        help_url: 'docs/rules/session-too-long.md',
        related: [{ message: 'the binding', file: 'bindings.yaml', line: 6, column: 3 }],
      },
    ],
    summary: { works: 0, fails: 1, cannot_tell: 0 },
  });
  expect(status).toBe(1);
});

it('reads the folder of the workflows itself, and tells people', () => {
  const { status, stdout, stderr } = run('11-pull-request-and-branch', '.github/workflows/');

  expect(stdout).toBe('');
  expect(stderr).toContain('  ✓ 28    deploy  push          refs/heads/main    -            production  trusted ');
  expect(stderr).toContain('\n1 workflow file, 4 logins: 2 work, 2 fail, 0 cannot be told\n');
  expect(stderr).toContain('\n2 errors, 1 info\n');
  expect(status).toBe(1);
});

it('annotates in GitHub Actions', () => {
  const { status, stdout } = run('01-no-id-token', '.', '--format', 'github');

  expect(stdout).toMatch(/^::error file=\.github\/workflows\/deploy\.yml,line=8,/);
  expect(status).toBe(1);
});

it('says what is wrong with the folder', () => {
  expect(run('01-no-id-token', 'nowhere')).toMatchObject({ status: 2, stderr: 'error: there is no nowhere\n' });
  expect(run('01-no-id-token', 'bindings.yaml')).toMatchObject({
    status: 2,
    stderr: 'error: bindings.yaml is not a folder\n',
  });
  expect(run('..', 'rules', '--bindings', 'mistakes/01-no-id-token/bindings.yaml')).toMatchObject({
    status: 2,
    stderr: 'error: there is no workflow in rules: name a checkout, or the folder of its workflows\n',
  });
});
