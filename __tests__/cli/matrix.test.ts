import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { AccessPlan, AccountPlan } from '../../src/access-plan/access-plan';
import { matrices } from '../../src/cli/matrix-rows';
import { FIXTURES, loadFixture } from '../support/fixtures';

const BIN = resolve(__dirname, '../../src/cli/bin.cjs');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oidc-bindings-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(command: string, ...args: readonly string[]) {
  return spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
}

function git(...args: readonly string[]): void {
  const { status, stderr } = run(
    'git',
    '-c',
    'user.name=octocat',
    '-c',
    'user.email=octocat@octo-org.example',
    ...args,
  );
  if (status !== 0) throw new Error(stderr);
}

function planOf(accounts: number): AccessPlan {
  const { plan } = loadFixture('bindings/ok', 'everything');
  const [account] = plan?.accounts ?? [];
  const stacks = Array.from({ length: accounts }, (_, i) => ({ ...(account as AccountPlan), stack: `account-${i}` }));
  return { ...(plan as AccessPlan), accounts: stacks };
}

it('gives three matrices in the order of the roll-out', () => {
  cpSync(join(FIXTURES, 'bindings/ok/everything.yaml'), join(folder, 'bindings.yaml'));
  cpSync(join(FIXTURES, 'bindings/ok/policies'), join(folder, 'policies'), { recursive: true });
  cpSync(join(FIXTURES, 'bindings/bindings.lock.yaml'), join(folder, 'bindings.lock.yaml'));

  const { status, stdout } = run(process.execPath, BIN, 'matrix');

  expect(JSON.parse(stdout)).toEqual({
    protect: [{ stack: 'github-protect-octo-org', dir: 'terraform/github-protect-octo-org' }],
    accounts: [
      { stack: 'production', dir: 'terraform/production', account_id: '111111111111', region: 'eu-central-1' },
      { stack: 'staging', dir: 'terraform/staging', account_id: '222222222222', region: 'us-east-2' },
    ],
    publish: [{ stack: 'github-publish-octo-org', dir: 'terraform/github-publish-octo-org' }],
  });
  expect(status).toBe(0);
});

it('gives only stacks whose committed Terraform has changed', () => {
  cpSync(join(FIXTURES, 'bindings/ok/partitions.yaml'), join(folder, 'bindings.yaml'));
  cpSync(join(FIXTURES, 'bindings/bindings.lock.yaml'), join(folder, 'bindings.lock.yaml'));
  for (const stack of ['china', 'gov']) {
    mkdirSync(join(folder, 'terraform', stack), { recursive: true });
    writeFileSync(join(folder, 'terraform', stack, 'main.tf.json'), '{}\n');
  }
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--message', 'first');
  appendFileSync(join(folder, 'terraform/gov/main.tf.json'), '\n');
  git('commit', '--quiet', '--all', '--message', 'second');

  const { stdout } = run(process.execPath, BIN, 'matrix', '--changed-since', 'HEAD~1');

  expect(JSON.parse(stdout)).toMatchObject({ protect: [], accounts: [{ stack: 'gov' }], publish: [] });
  expect(run(process.execPath, BIN, 'matrix', '--changed-since', 'nowhere')).toMatchObject({ status: 2, stdout: '' });
  expect(run(process.execPath, BIN, 'matrix', '--changed-since', '--output=x')).toMatchObject({
    status: 2,
    stdout: '',
  });
});

it.each([
  [256, 256],
  [257, 256],
  [700, 256],
])('fits %d accounts into %d jobs', (accounts, jobs) => {
  const rows = matrices(planOf(accounts), 'terraform', () => true).accounts;
  const sizes = rows.map((row) => ('stacks' in row ? row.stacks.length : 1));

  expect(rows).toHaveLength(jobs);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(accounts);
  expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  expect(new Set(rows.flatMap((row) => ('stacks' in row ? row.stacks : [row])).map(({ stack }) => stack)).size).toBe(
    accounts,
  );
});
