import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const BIN = resolve(__dirname, '../../src/cli/bin.cjs');
const VERSION = (JSON.parse(readFileSync(resolve(__dirname, '../../package.json'), 'utf8')) as { version: string })
  .version;
const FOLDER = mkdtempSync(join(tmpdir(), 'natural-'));
const BINDINGS = `version: 1
github: { owner: octo-org }
accounts:
  production: { id: '111111111111', region: us-east-2 }
bindings:
  web-main:
    accounts: production
    trust: { repository: web, branch: main }
    permissions: { preset: ecr-pull, repository: web }
    variables: { AWS_ROLE_ARN: '\${role.arn}' }
  api-main:
    accounts: production
    trust: { repository: api, branch: main }
    permissions: { preset: ecr-pull, repository: api }
`;
const LOCK = `version: 1
repositories:
  octo-org/api: { owner_id: '123456', repository_id: '1', subject_prefix: repo:octo-org@123456/api@1, subject_claims: default, default_branch: main }
  octo-org/web: { owner_id: '123456', repository_id: '2', subject_prefix: repo:octo-org@123456/web@2, subject_claims: default, default_branch: main }
`;
const CALLER = `on: { push: { branches: [main] } }
permissions: { id-token: write, contents: read }
jobs: { go: { uses: octo-org/shared/.github/workflows/ship.yml@v1 } }
`;
const CALLED = `on: workflow_call
jobs:
  ship:
    runs-on: ubuntu-24.04
    steps:
      - uses: aws-actions/configure-aws-credentials@e6de054238d6b7531b4efff3b6587d9aade6a06c
        with: { role-to-assume: "\${{ vars.AWS_ROLE_ARN }}", aws-region: us-east-2 }
`;

function write(path: string, text: string): void {
  mkdirSync(dirname(join(FOLDER, path)), { recursive: true });
  writeFileSync(join(FOLDER, path), text);
}

function run(...args: readonly string[]) {
  return spawnSync(process.execPath, [BIN, ...args], { cwd: FOLDER, encoding: 'utf8' });
}

beforeAll(() => {
  write('bindings.yaml', BINDINGS);
  write('bindings.lock.yaml', LOCK);
  write('elsewhere/my bindings.yaml', BINDINGS);
  write('checkouts/web/.github/workflows/deploy.yml', CALLER);
  write('checkouts/shared/.github/workflows/ship.yml', CALLED);
});

afterAll(() => {
  rmSync(FOLDER, { recursive: true });
});

describe('check-workflows', () => {
  const check = (...args: readonly string[]) => {
    const { status, stdout, stderr } = run('check-workflows', 'checkouts/web', '--format', 'json', ...args);
    const { logins } = JSON.parse(stdout || '{"logins":[]}') as { logins: { verdict: string; reason: string }[] };
    return { status, stderr, logins: logins.map(({ verdict, reason }) => `${verdict}: ${reason}`) };
  };

  it('takes checkouts of repositories that are called, one by one or all in a folder', () => {
    expect(check('--repository', 'web').logins).toEqual(['cannot tell: called-elsewhere']);
    expect(check('--repository', 'web', '--also', 'octo-org/shared=checkouts/shared').logins).toEqual([
      'works: trusted',
    ]);
    expect(check('--repository', 'web', '--also', 'shared=checkouts/shared').logins).toEqual(['works: trusted']);
    expect(check('--repository', 'web', '--all', 'checkouts').logins).toEqual(['works: trusted']);
    expect(check('--repository', 'web', '--also', 'shared').status).toBe(2);
    expect(check('--repository', 'web', '--all', 'nowhere').status).toBe(2);
  });

  it('refuses a repository that nothing knows, and says which was meant', () => {
    const { status, stderr } = check('--repository', 'wbe');

    expect(status).toBe(2);
    expect(stderr).toBe(
      'error: neither the bindings nor the lock file knows the repository `octo-org/wbe`, did you mean `octo-org/web`?\n',
    );
  });
});

it('says its version', () => {
  const { status, stdout } = run('--version');

  expect([status, stdout]).toEqual([0, `${VERSION}\n`]);
});

describe('lint', () => {
  it('takes the file without an option, and no second one', () => {
    expect(run('lint', 'bindings.yaml', '--quiet').status).toBe(0);
    expect(run('lint', 'nowhere.yaml').status).toBe(2);
    expect(run('lint', 'bindings.yaml', '--bindings', 'bindings.yaml').status).toBe(2);
  });

  it('says once that there is no lock file, with the command that writes it where it is looked for', () => {
    const { status, stderr } = run('lint', 'elsewhere/my bindings.yaml', '--no-color');

    expect(status).toBe(1);
    expect(stderr.match(/unlocked-repository\]/g)).toHaveLength(1);
    expect(stderr).toContain('there is no lock file `elsewhere/my bindings.lock.yaml`, which has to know `octo-org/');
    expect(stderr).toContain("\n    npx oidc-bindings lock --bindings 'elsewhere/my bindings.yaml'\n");
    expect(stderr).toContain('\nsee docs/rules/unlocked-repository.md\n');
  });
});

it('has nothing to compare where nothing was rendered', () => {
  const { status, stderr } = run('matrix', '--changed-since', 'HEAD');

  expect(status).toBe(2);
  expect(stderr).toContain('there is no terraform');
});
