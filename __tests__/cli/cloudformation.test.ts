import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { runCli } from '../support/run-cli';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oidc-bindings-'));
  write();
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (path: string) => join(folder, path);
const read = (path: string) => readFileSync(at(path), 'utf8');
const cloudFormation = (...args: readonly string[]) =>
  runCli('cloudformation', '--bindings', at('bindings.yaml'), '--out', at('out'), ...args);

const LOCK = {
  version: 1,
  repositories: {
    'octo-org/web': {
      owner_id: '123',
      repository_id: '456',
      subject_prefix: 'repo:octo-org@123/web@456',
      subject_claims: 'default',
      default_branch: 'main',
    },
  },
};
const ACCOUNTS = {
  production: { id: '111111111111', region: 'us-east-2' },
  staging: { id: '222222222222', region: 'us-east-2' },
};

function write(deploy: object = {}, accounts: object = ACCOUNTS): void {
  const binding = { accounts: ['production', 'staging'], trust: [{ repository: 'web', tag: 'v1' }], ...deploy };
  const backend = { local: { path: '${stack}.tfstate' } };
  const file = {
    version: 1,
    github: { owner: 'octo-org' },
    defaults: { account: { backend } },
    accounts,
    bindings: { deploy: binding },
  };
  writeFileSync(at('bindings.yaml'), stringify(file));
  writeFileSync(at('bindings.lock.yaml'), stringify(LOCK));
}

function files(path = 'out'): readonly string[] {
  return readdirSync(at(path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(at(path).length + 1))
    .sort();
}

it('writes templates and stack sets, says what is there, and finds it up to date until somebody edits it', async () => {
  const { status, stdout, stderr } = await cloudFormation();

  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  expect(stderr).toContain(
    [
      'stack set                 of          holds        template',
      'oidc-bindings-production  2 accounts  2 resources  templates/oidc-bindings-production.json',
      `1 info; 2 files written; templates are in ${at('out')}`,
      '',
    ].join('\n'),
  );
  expect(stderr).toContain('[not-in-cloudformation]');
  expect(stderr).not.toContain('[no-permissions]');
  expect(files()).toEqual(['stack-sets.json', 'templates/oidc-bindings-production.json']);
  expect(JSON.parse(read('out/stack-sets.json'))).toEqual({
    stack_sets: [
      {
        name: 'oidc-bindings-production',
        template: 'templates/oidc-bindings-production.json',
        accounts: ['111111111111', '222222222222'],
        region: 'us-east-2',
        capabilities: ['CAPABILITY_NAMED_IAM'],
      },
    ],
    retired: [],
  });
  expect(await cloudFormation('--check')).toMatchObject({ status: 0, stdout: '' });

  appendFileSync(at('out/templates/oidc-bindings-production.json'), '\n');

  const checked = await cloudFormation('--check');
  expect(checked.stdout).toContain('--- ' + at('out/templates/oidc-bindings-production.json'));
  expect(checked.stderr).toContain('is out of date: 1 file to write');
  expect(checked.status).toBe(1);
});

it('removes what it wrote and nothing else', async () => {
  write({ role: { import: ['production', 'staging'] } });
  await cloudFormation();
  writeFileSync(at('out/import/notes.txt'), 'mine');
  expect(files()).toEqual([
    'import/111111111111.resources.json',
    'import/222222222222.resources.json',
    'import/notes.txt',
    'import/oidc-bindings-production.template.json',
    'stack-sets.json',
    'templates/oidc-bindings-production.json',
  ]);

  write();
  await cloudFormation('--quiet');

  expect(files()).toEqual(['import/notes.txt', 'stack-sets.json', 'templates/oidc-bindings-production.json']);
});

it('has nothing to do for an account that is looked up and has no roles, or is retired', async () => {
  write(
    { accounts: ['production'] },
    {
      production: { ...ACCOUNTS.production, oidc_provider: 'existing' },
      staging: { ...ACCOUNTS.staging, retired: true },
      empty: { id: '333333333333', region: 'us-east-2', oidc_provider: 'existing' },
    },
  );
  await cloudFormation();

  expect(JSON.parse(read('out/stack-sets.json'))).toMatchObject({
    stack_sets: [{ accounts: ['111111111111'] }],
    retired: ['staging'],
  });
});

it.each([
  ['text that CloudFormation would replace', { description: '{{resolve:ssm:/x}}' }, '[reserved-text]'],
  ['an error of the file', { trust: [] }, '[invalid-value]'],
])('writes nothing from %s', async (_, deploy, rule) => {
  write(deploy);
  const { status, stderr } = await cloudFormation();

  expect(stderr).toContain(rule);
  expect(stderr).toMatch(/1 error(, 1 info)?; nothing was written/);
  expect(existsSync(at('out'))).toBe(false);
  expect(status).toBe(1);
  expect((await cloudFormation('--check')).stderr).toMatch(/1 error(, 1 info)?; nothing was compared/);
});

it('warns of an account that leaves its stack set, once, and fails for it only if strict', async () => {
  await cloudFormation();
  write({ accounts: ['staging'] });
  const before = read('out/stack-sets.json');

  expect((await cloudFormation('--strict')).status).toBe(1);
  expect(read('out/stack-sets.json')).toBe(before);
  const { status, stderr } = await cloudFormation();
  expect(stderr).toContain(
    'leaves the stack set `oidc-bindings-production` for `oidc-bindings-staging` [stack-set-left]',
  );
  expect(status).toBe(0);
  expect((await cloudFormation('--check')).stderr).not.toContain('stack-set-left');
});

it('gives findings to machines on stdout', async () => {
  const { stdout, stderr } = await cloudFormation('--format', 'json', '--quiet');

  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toMatchObject({
    diagnostics: [{ rule: 'not-in-cloudformation', severity: 'info', line: 10 }],
    summary: { error: 0, warning: 0, info: 1 },
  });
});

it.each([
  [
    'a manifest of others',
    () => writeFileSync(at('out/stack-sets.json'), '{"stacks": []}'),
    'is not the manifest of this program',
  ],
  [
    'a manifest that names files outside',
    () =>
      writeFileSync(
        at('out/stack-sets.json'),
        JSON.stringify({
          stack_sets: [{ name: 'x', template: 'templates/../../bindings.json', accounts: [], region: 'us-east-2' }],
          retired: [],
        }),
      ),
    'is not the manifest of this program',
  ],
  [
    'a file of others in the place of a template',
    () => {
      mkdirSync(at('out/templates'));
      writeFileSync(at('out/templates/oidc-bindings-production.json'), '{}');
    },
    'not written by this program',
  ],
  ['a link in the place of a folder', () => symlinkSync(folder, at('out/templates')), 'is not a folder'],
])('touches nothing beside %s', async (_, prepare, message) => {
  mkdirSync(at('out'));
  prepare();
  const before = files();
  const { status, stderr } = await cloudFormation();

  expect(stderr).toContain(message);
  expect(status).toBe(2);
  expect(files()).toEqual(before);
});

it('puts back what a run left half written, and says so', async () => {
  await cloudFormation();
  const [template, journal] = [read('out/templates/oidc-bindings-production.json'), 'out/.render/journal.json'];
  mkdirSync(at('out/.render/old'), { recursive: true });
  mkdirSync(at('out/.render/new'));
  writeFileSync(at('out/.render/old/0'), template);
  writeFileSync(at('out/templates/oidc-bindings-production.json'), 'half');
  const step = { path: 'templates/oidc-bindings-production.json', kind: 'replace' };
  writeFileSync(at(journal), JSON.stringify({ version: 1, steps: [step] }));

  expect(await cloudFormation('--check')).toMatchObject({ status: 1 });
  const { status, stderr } = await cloudFormation();

  expect(stderr).toContain('the last run did not finish');
  expect(status).toBe(0);
  expect(files()).toEqual(['stack-sets.json', 'templates/oidc-bindings-production.json']);
  expect(read('out/templates/oidc-bindings-production.json')).toBe(template);
});
