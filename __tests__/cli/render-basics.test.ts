import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const BIN = join(ROOT, 'src/cli/bin.cjs');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oidc-bindings-'));
  for (const file of ['bindings.yaml', 'bindings.lock.yaml']) cpSync(join(ROOT, file), join(folder, file));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function render(...args: readonly string[]) {
  return spawnSync(process.execPath, [BIN, 'render', ...args], { cwd: folder, encoding: 'utf8' });
}

const inFolder = (path: string) => join(folder, path);
const read = (path: string) => readFileSync(inFolder(path), 'utf8');

/** Takes an account with all that names it out of the bindings. */
function withoutStaging(): void {
  const text = read('bindings.yaml')
    .replace(/  staging:\n    id[^]*?(?=  production:)/, '')
    .replaceAll('[staging, production]', '[production]')
    .replace(/  web-test:[^]*?(?=  billing-api-deploy:)/, '');
  writeFileSync(inFolder('bindings.yaml'), text);
}

it('writes Terraform to be committed, and finds it up to date until somebody edits it', () => {
  expect(render()).toMatchObject({ status: 0, stdout: '' });
  expect(readdirSync(inFolder('terraform')).sort()).toEqual([
    '.gitignore',
    'github-protect-octo-org',
    'github-publish-octo-org',
    'manifest.json',
    'production',
    'staging',
  ]);
  expect(read('terraform/production/main.tf.json')).not.toContain('"//"');
  expect(read('terraform/.gitignore')).not.toMatch(/^\.terraform\.lock\.hcl/m);
  expect(render('--check')).toMatchObject({ status: 0, stdout: '' });

  appendFileSync(inFolder('terraform/production/main.tf.json'), '\n');

  const { status, stdout } = render('--check');
  expect(stdout).toContain('--- terraform/production/main.tf.json');
  expect(status).toBe(1);
});

it('gives the trust policy of each role as IAM JSON', () => {
  render();

  const policy = JSON.parse(read('terraform/production/policies/web-deploy.json')) as {
    Statement: readonly { Condition: object }[];
  };
  expect(policy.Statement[0]?.Condition).toEqual({
    StringEquals: {
      'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
      'token.actions.githubusercontent.com:sub': 'repo:octo-org@123456/web@456789:environment:production',
    },
  });
});

it('writes nothing from a file with errors', () => {
  appendFileSync(inFolder('bindings.yaml'), 'nonsense: 1\n');

  expect(render().status).toBe(1);
  expect(existsSync(inFolder('terraform'))).toBe(false);
});

it('leaves files of others alone, and does not write over them', () => {
  render();
  writeFileSync(inFolder('terraform/production/.terraform.lock.hcl'), 'mine');

  render();

  expect(read('terraform/production/.terraform.lock.hcl')).toBe('mine');
  rmSync(inFolder('terraform/manifest.json'));
  writeFileSync(inFolder('terraform/production/main.tf.json'), '{}');
  expect(render()).toMatchObject({ status: 2 });
});

it('lets no stack vanish unless it is told to', () => {
  render();
  withoutStaging();

  const refused = render();
  expect(refused.stderr).toContain('[stack-vanished]');
  expect(refused.stderr).toContain('--forget staging');
  expect(refused.status).toBe(1);
  expect(existsSync(inFolder('terraform/staging/main.tf.json'))).toBe(true);

  expect(render('--forget', 'staging').status).toBe(0);
  expect(existsSync(inFolder('terraform/staging'))).toBe(false);
});

it('keeps the state of an account that is renamed', () => {
  render();
  writeFileSync(
    inFolder('bindings.yaml'),
    read('bindings.yaml')
      .replace('  production:\n    id', '  prod:\n    id')
      .replaceAll('[staging, production]', '[staging, prod]')
      .replace('accounts: [production]', 'accounts: [prod]')
      .replaceAll('environment: ${account.name}', 'branch: main')
      .replaceAll('AWS_ROLE_ARN: ', '"AWS_ROLE_ARN_${account.name}": '),
  );

  const { status, stderr } = render();

  expect(stderr).toContain('[account-renamed]');
  expect(stderr).toContain('stack: production');
  expect(status).toBe(1);
});
