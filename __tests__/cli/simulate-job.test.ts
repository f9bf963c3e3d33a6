import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { UnusablePath } from '../../src/cli/files';
import { type SimulateJobOptions, simulateJob } from '../../src/cli/commands/simulate-job';

const ROOT = resolve(__dirname, '../..');
const BIN = join(ROOT, 'src/cli/bin.cjs');
const FILE = join(ROOT, 'examples/terraform-plan-apply/bindings.yaml');
const SUBJECT = 'repo:octo-org@123456/dns@567891';

function run(...args: readonly string[]) {
  return spawnSync(process.execPath, [BIN, 'simulate', '--bindings', FILE, ...args], {
    cwd: tmpdir(),
    encoding: 'utf8',
  });
}

it('tells machines of every role, and exits with 0 if one is allowed', () => {
  const { status, stdout, stderr } = run('--repository', 'dns', '--environment', 'production', '--format', 'json');

  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({
    repository: 'octo-org/dns',
    claims: {
      iss: 'https://token.actions.githubusercontent.com',
      aud: 'sts.amazonaws.com',
      environment: 'production',
      ref: 'refs/heads/main',
      ref_type: 'branch',
      repository: 'octo-org/dns',
      repository_id: '567891',
      repository_owner: 'octo-org',
      repository_owner_id: '123456',
      repository_visibility: 'private',
      sub: `${SUBJECT}:environment:production`,
    },
    roles: [
      {
        account: 'production',
        binding: 'dns-apply',
        role_arn: 'arn:aws:iam::111111111111:role/dns-apply',
        decision: 'allowed',
        depends_on: [],
        nearest: null,
      },
      {
        account: 'production',
        binding: 'dns-plan',
        role_arn: 'arn:aws:iam::111111111111:role/dns-plan',
        decision: 'denied',
        depends_on: [],
        nearest: {
          claim: 'sub',
          presented: `${SUBJECT}:environment:production`,
          trusted: `${SUBJECT}:pull_request`,
          cause: 'environment-replaces-ref',
        },
      },
    ],
  });
  expect(status).toBe(0);
});

it.each([
  [['--environment', ''], ':ref:refs/heads/main'],
  [['--pull-request', '4', '--claim', 'event_name=pull_request'], ':pull_request'],
  [
    ['--claim', 'event_name=merge_group', '--merge-queue', 'main'],
    /:ref:refs\/heads\/gh-readonly-queue\/main\/pr-1-0+$/,
  ],
  [['--claim', 'ref=refs/tags/v1'], ':ref:refs/tags/v1'],
])('makes the subject of all that it is told: %j', (args, context) => {
  const { stdout } = run('--repository', 'dns', ...args, '--format', 'json');
  const { claims } = JSON.parse(stdout) as { claims: { sub: string; ref_type: string } };

  if (typeof context === 'string') expect(claims.sub).toBe(`${SUBJECT}${context}`);
  else expect(claims.sub).toMatch(context);
  expect(claims.ref_type).toBe(args.includes('ref=refs/tags/v1') ? 'tag' : 'branch');
});

it('tells people, and exits with 1 if none is allowed', () => {
  const { status, stdout, stderr } = run('--repository', 'octo-org/dns', '--tag', 'v1');

  expect(stdout).toBe('');
  expect(stderr).toContain('octo-org/dns: 0 allowed, 2 denied\n');
  expect(stderr).toContain(`presented  ${SUBJECT}:ref:refs/tags/v1\n`);
  expect(status).toBe(1);
});

it('says that GitHub does not start a job which the rules of its environment refuse', () => {
  const { status, stderr } = run('--repository', 'dns', '--environment', 'production', '--branch', 'dev');

  expect(stderr).toContain(
    '- GitHub does not start such a job: `production` lets in the branches `main`, and not `refs/heads/dev`.',
  );
  expect(status).toBe(1);
});

it('takes all from a token, signed or not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'oidc-bindings-'));
  const claims = {
    aud: 'sts.amazonaws.com',
    sub: `${SUBJECT}:pull_request`,
    repository: 'octo-org/dns',
    event_name: 'pull_request',
  };
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  writeFileSync(join(folder, 'token'), `${encode({ alg: 'RS256' })}.${encode(claims)}.c2ln`);
  const { status, stderr } = run('--token', join(folder, 'token'));
  rmSync(folder, { recursive: true });

  expect(stderr).toContain('allowed\n  production  dns-plan');
  expect(stderr).toContain('- The token was decoded, and its signature not verified.');
  expect(status).toBe(0);
});

const WRONG: readonly (readonly [options: Partial<SimulateJobOptions>, message: string])[] = [
  [{ branch: 'main', tag: 'v1' }, 'a run has one ref: give one of --branch, --tag, --pull-request, --merge-queue'],
  [{ branch: 'ma in' }, '--branch `ma in`: git allows no space in it'],
  [{ pullRequest: 'seven' }, '--pull-request `seven`: give its number'],
  [{ event: 'pull-request' }, '--event pull-request: GitHub has no such event, did you mean `pull_request`?'],
  [{ event: 'schedule', branch: 'dev' }, '--event schedule: its runs are on the default branch, refs/heads/main'],
  [
    { event: 'pull_request_target', pullRequest: '7' },
    '--event pull_request_target: its runs are on the default branch, refs/heads/main',
  ],
  [{ event: 'pull_request' }, '--event pull_request: give the number of one with --pull-request'],
  [{ event: 'push', pullRequest: '7' }, '--event push: its runs are not on a ref of a pull request'],
  [{ event: 'release' }, '--event release: its runs are on a tag: give --tag'],
  [{ event: 'merge_group' }, '--event merge_group: give its base with --merge-queue'],
  [{ event: 'workflow_call' }, '--event workflow_call: a called workflow has the event of its caller: give that'],
  [{ repository: 'a/b/c' }, '`a/b/c` is no repository: write `owner/name`'],
  [
    { workflowRef: 'deploy.yml' },
    '--workflow-ref `deploy.yml`: write it as octo-org/web/.github/workflows/deploy.yml@refs/heads/main',
  ],
];

it.each(WRONG)('refuses %j', (options, message) => {
  const simulate = () => simulateJob({ bindings: FILE, repository: 'dns', format: 'text', ...options });

  expect(simulate).toThrow(new UnusablePath(message));
});
