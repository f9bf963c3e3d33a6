import { existsSync, readFileSync, rmSync } from 'node:fs';
import { runCli } from '../support/run-cli';
import { type GitFolder, gitFolder } from '../support/git-folder';

let repository: GitFolder;
let folder = '';
const inFolder = (path: string) => repository.inFolder(path);
const write = (files: Readonly<Record<string, string>>) => repository.write(files);
const commit = (files: Readonly<Record<string, string>>) => repository.commit(files);

beforeEach(() => {
  repository = gitFolder();
  folder = repository.folder;
});

afterEach(() => repository.remove());

async function run(args: readonly string[], { cwd = folder, env = {} } = {}) {
  const [here, variables] = [process.cwd(), process.env];
  process.chdir(cwd);
  process.env = { ...variables, ...env };
  try {
    return await runCli(...args);
  } finally {
    process.chdir(here);
    process.env = variables;
  }
}

const lint = (...args: readonly string[]) => run(['lint', '--no-color', ...args]);

const LOCK = `version: 1
repositories:
  octo-org/web: { owner_id: '123456', repository_id: '456789', subject_prefix: 'repo:octo-org@123456/web@456789', subject_claims: default }
`;

function bindings(role: string, { head = '', above = '' } = {}): string {
  return `version: 1
github: { owner: octo-org }
accounts:
  production: { id: '111111111111', region: us-east-2 }
${head}bindings:
${above}  web-deploy:
    accounts: [production]
    role: { ${role} }
    trust: [{ repository: web, branch: main }]
    permissions: [{ managed: ReadOnlyAccess }]
`;
}

const INPUT = { 'bindings.yaml': bindings('name: web-deploy'), 'bindings.lock.yaml': LOCK };
const RENAMED = { 'bindings.yaml': bindings('name: web-deployment') };
const WAIVER = '  # oidc-bindings: ignore[role-replaced] until=2027-03-31 nobody uses the role yet\n';
const WAIVED = { 'bindings.yaml': bindings('name: web-deployment', { above: WAIVER }) };
const listed = (name: string) =>
  JSON.stringify({
    Accounts: [
      {
        Id: '333333333333',
        Name: name,
        Arn: 'arn:aws:organizations::444444444444:account/o-x/333333333333',
        State: 'ACTIVE',
      },
    ],
  });
const TODAY = ['--today', '2026-11-28'];

it('compares with a revision, and with nothing else unless it is asked to', async () => {
  commit(INPUT);
  expect(await lint('--since', 'HEAD')).toMatchObject({ status: 0, stdout: '' });

  write(RENAMED);

  expect((await lint()).status).toBe(0);
  const { status, stderr } = await lint('--since', 'HEAD');
  expect(stderr).toContain('bindings.yaml:6:3: error: the role of `web-deploy` in `production` would be replaced');
  expect(stderr).toContain('`role: { name: web-deploy }`');
  expect(status).toBe(1);
});

it('finds files where they are in the repository, from wherever it is run', async () => {
  commit({ 'access/bindings.yaml': INPUT['bindings.yaml'], 'locks/web lock.yaml': LOCK, 'odd "ü"/note': '' });
  write({ 'access/bindings.yaml': RENAMED['bindings.yaml'] });
  const args = ['lint', '--since', 'HEAD', '--bindings', '../access/bindings.yaml', '--lock', '../locks/web lock.yaml'];

  const { status, stderr } = await run(args, {
    cwd: inFolder('odd "ü"'),
    env: { GIT_DIR: '.git', GIT_INDEX_FILE: 'none' },
  });

  expect(stderr).toContain('[role-replaced]');
  expect(status).toBe(1);
});

it('reads all that belongs to the input as it was', async () => {
  const head =
    'accounts_from: organization.json\ndefaults: { account: { region: us-east-2 } }\ninclude: [teams/*.yaml]\n';
  const team = (role: string) => `bindings:
  api-deploy:
    accounts: [audit]
    role: { ${role} }
    trust: [{ repository: web, branch: main }]
    permissions: [{ file: policy.json }]
`;
  const statement = { Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' };
  commit({
    ...INPUT,
    'bindings.yaml': bindings('name: web-deploy', { head }),
    'organization.json': JSON.stringify({
      Accounts: [
        {
          Id: '333333333333',
          Name: 'Audit',
          State: 'ACTIVE',
          Arn: 'arn:aws:organizations::444444444444:account/o-octo/333333333333',
        },
      ],
    }),
    'teams/one.yaml': team('name: api-deploy'),
    'teams/two.yaml': 'repositories: {}\n',
    'teams/policy.json': JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
  });
  write({ 'teams/one.yaml': team('name: api-deployment') });
  rmSync(inFolder('teams/two.yaml'));

  const { status, stderr } = await lint('--since', 'HEAD');

  expect(stderr).toMatch(/^teams\/one\.yaml:2:3: error: the role of `api-deploy` in `audit` would be replaced/m);
  expect(stderr).not.toContain('[not-comparable]');
  expect(status).toBe(1);
});

it('takes everything for new where there was nothing', async () => {
  commit({ 'README.md': 'octo-org' });
  write(INPUT);

  expect(await lint('--since', 'HEAD')).toMatchObject({
    status: 0,
    stderr:
      'bindings.yaml is not in HEAD: everything counts as new. If the file was moved, compare it before the move\nno findings\n',
  });
  expect((await lint('--since', 'HEAD', '--quiet')).stderr).toBe('');
});

it('compares what is sound of a revision with errors, and says that it is not all', async () => {
  commit({ ...INPUT, 'bindings.yaml': `${INPUT['bindings.yaml']}nonsense: 1\n` });
  write(RENAMED);

  const { status, stderr } = await lint('--since', 'HEAD');

  expect(stderr).toContain('[role-replaced]');
  expect(stderr).toContain('- bindings.yaml:11: unknown key `nonsense` [unknown-key]');
  expect(stderr).toContain('[not-comparable]');
  expect(status).toBe(1);
  commit({ 'bindings.yaml': '[' });
  write(RENAMED);
  expect((await lint('--since', 'HEAD')).stderr).toContain('the input of HEAD has errors, and cannot be compared');
});

it('is waived where it is reported, and no waiver is called unused by what does not look', async () => {
  commit(INPUT);
  write(WAIVED);

  expect((await lint('--since', 'HEAD', ...TODAY)).stderr).toBe('1 waived\n');
  expect((await lint(...TODAY)).stderr).toBe('no findings\n');
  commit({});
  expect((await lint('--since', 'HEAD', ...TODAY)).stderr).toContain('[unused-waiver]');
});

it('speaks every format, and lets warnings fail if it is strict', async () => {
  const withVariables = (names: readonly string[]) =>
    `${INPUT['bindings.yaml']}    variables: { ${names.map((name) => `${name}: us-east-2`).join(', ')} }\n`;
  commit({ ...INPUT, 'bindings.yaml': withVariables(['AWS_REGION', 'BUCKET_REGION']) });
  write({ 'bindings.yaml': withVariables(['AWS_REGION']) });

  const { stdout, status } = await lint('--since', 'HEAD', '--format', 'json');
  expect(JSON.parse(stdout)).toMatchObject({
    diagnostics: [{ rule: 'variable-lost', severity: 'warning', line: 6, help_url: 'docs/rules/variable-lost.md' }],
  });
  expect(status).toBe(0);
  expect((await lint('--since', 'HEAD', '--format', 'github')).stdout).toMatch(/^::warning file=bindings\.yaml,line=6/);
  expect((await lint('--since', 'HEAD', '--format', 'sarif')).stdout).toContain('"ruleId": "variable-lost"');
  expect((await lint('--since', 'HEAD', '--strict')).status).toBe(1);
});

it('renders nothing that would replace a role of the folder, or of a revision, unless that is said', async () => {
  write(INPUT);
  const render = (...args: readonly string[]) => run(['render', ...TODAY, ...args]);
  expect((await render()).status).toBe(0);
  const before = readFileSync(inFolder('terraform/production/main.tf.json'), 'utf8');

  write(RENAMED);

  expect((await render()).stderr).toContain('[role-replaced]');
  expect(await render('--check')).toMatchObject({ status: 1, stdout: '' });
  expect(readFileSync(inFolder('terraform/production/main.tf.json'), 'utf8')).toBe(before);
  write(WAIVED);
  expect((await render('--strict')).status).toBe(0);
  expect((await render('--strict', '--check')).status).toBe(0);
  write(INPUT);
  commit({});
  write(RENAMED);
  expect(await render('--since', 'HEAD', '--out', 'elsewhere')).toMatchObject({ status: 1 });
  expect(existsSync(inFolder('elsewhere'))).toBe(false);
});

it('mends a folder of output that is damaged, and says what it could not compare', async () => {
  write(INPUT);
  await run(['render']);
  write({ 'terraform/production/main.tf.json': '<<<<<<< HEAD\n' });

  const { status, stderr } = await run(['render']);

  expect(stderr).toContain('[not-comparable]');
  expect(status).toBe(0);
  expect(await run(['render', '--check'])).toMatchObject({ status: 0, stderr: 'terraform is up to date\n' });
});

it('synthesizes with a warning what the output before shows, and not what a revision forbids', async () => {
  commit(INPUT);
  expect((await run(['synth'])).status).toBe(0);
  write(RENAMED);

  const refused = await run(['synth', '--since', 'HEAD']);
  expect(refused.stderr).toContain('error: the role of `web-deploy`');
  expect(refused.status).toBe(1);
  const { status, stderr } = await run(['synth']);
  expect(stderr).toContain('warning: the role of `web-deploy`');
  expect(status).toBe(0);
  expect((await run(['synth'])).stderr).not.toContain('[role-replaced]');
});

it('warns in synth of stacks that leave, however strict, and stops for none', async () => {
  write(INPUT);
  await run(['synth']);
  write({ 'bindings.yaml': INPUT['bindings.yaml'].replaceAll('production', 'live') });

  const renamed = await run(['synth', '--strict']);
  expect(renamed.stderr).toContain('[account-renamed]');
  expect(renamed.stderr).toContain('`stack: production`');
  expect(renamed.status).toBe(0);
  write({
    'bindings.yaml': INPUT['bindings.yaml'].replaceAll('production', 'other').replace('111111111111', '222222222222'),
  });
  expect((await run(['synth', '--strict'])).stderr).toContain('`cdktf destroy live`');
});

it('never advises to destroy the stacks of an owner that was renamed', async () => {
  const input = {
    ...INPUT,
    'bindings.yaml': `${INPUT['bindings.yaml']}    variables: { AWS_ROLE_ARN: '\${role.arn}' }\n`,
  };
  write(input);
  await run(['render']);
  await run(['synth']);
  write(
    Object.fromEntries(Object.entries(input).map(([path, text]) => [path, text.replaceAll('octo-org', 'octo-corp')])),
  );

  const { status, stderr } = await run(['render']);
  expect(stderr).toContain('bindings.yaml:2:18: error: the owner `octo-org` is called `octo-corp` now');
  expect(stderr).toContain('`github: { owner: octo-corp, renamed_from: octo-org }`');
  expect(stderr).not.toMatch(/stack-vanished|terraform .*destroy/);
  expect(status).toBe(1);
  const synthesized = await run(['synth']);
  expect(synthesized.stderr).toContain('warning: the owner `octo-org` is called `octo-corp` now');
  expect(synthesized.stderr).not.toMatch(/stack-vanished|cdktf destroy/);
});

it('takes no owner for renamed whose repository was transferred to another', async () => {
  const input = {
    ...INPUT,
    'bindings.yaml': `${INPUT['bindings.yaml']}    variables: { AWS_ROLE_ARN: '\${role.arn}' }\n`,
  };
  write(input);
  await run(['render']);
  write({
    'bindings.yaml': input['bindings.yaml'].replace('repository: web', 'repository: octo-corp/web'),
    'bindings.lock.yaml': `version: 1
repositories:
  octo-corp/web: { owner_id: '99', repository_id: '456789', subject_prefix: 'repo:octo-corp@99/web@456789', subject_claims: default, former_names: [octo-org/web] }
`,
  });

  const { status, stderr } = await run(['render']);

  expect(stderr).toContain('no findings');
  expect(status).toBe(0);
  expect(readFileSync(inFolder('terraform/github-publish-octo-org/main.tf.json'), 'utf8')).toContain('"removed"');
});

it('advises to destroy no stack of a repository that has another name now, nor one that only lets go', async () => {
  const input = {
    ...INPUT,
    'bindings.yaml': `${INPUT['bindings.yaml']}    variables: { AWS_ROLE_ARN: '\${role.arn}' }\n`,
  };
  write(input);
  await run(['render']);
  const transferred = (more: string) =>
    `version: 1\nrepositories: { octo-corp/web: { owner_id: '99', repository_id: '456789', subject_claims: default${more} } }\n`;
  write({
    'bindings.yaml': input['bindings.yaml'].replace('repository: web', 'repository: octo-corp/web'),
    'bindings.lock.yaml': transferred(''),
  });

  const forgotten = await run(['render']);
  expect(forgotten.stderr).toContain('do not destroy it: GitHub leads deletions to the new name of `octo-org/web`');
  expect(forgotten.stderr).not.toContain('terraform -chdir');
  expect(forgotten.status).toBe(1);

  write({ 'bindings.lock.yaml': transferred(', former_names: [octo-org/web]') });
  expect((await run(['render'])).status).toBe(0);
  write({ 'bindings.lock.yaml': transferred('') });
  const { stderr } = await run(['render']);
  expect(stderr).toContain('when `terraform -chdir=terraform/github-publish-octo-org apply` has let go');
  expect(stderr).not.toContain('destroy');
});

describe('environments that a lock file does not remember', () => {
  const declared = bindings('name: web-deploy', {
    head: 'repositories: { web: { environments: { production: { deployment_branches: [main] }, staging: { deployment_branches: [main] } } } }\n',
  });
  const known = LOCK.replace(' }\n', ', environments: { production: absent, staging: absent } }\n');
  const stack = () =>
    JSON.parse(readFileSync(inFolder('terraform/github-protect-octo-org/main.tf.json'), 'utf8')) as object;

  it('are let go of by the lines that render shows, and after that their stack can be forgotten', async () => {
    write({ 'bindings.yaml': declared, 'bindings.lock.yaml': known });
    await run(['render']);
    write(INPUT);

    const refused = await run(['render']);
    expect(refused.stderr).toContain('    octo-org/web:\n      kept: [production, staging]\n');
    expect(refused.stderr).toContain(
      '`env -u GITHUB_OWNER -u GITHUB_ORGANIZATION terraform -chdir=terraform/github-protect-octo-org destroy` deletes the environments',
    );
    expect(refused.status).toBe(1);

    write({ 'bindings.lock.yaml': LOCK.replace(' }\n', ', kept: [production, staging] }\n') });
    expect((await run(['render'])).status).toBe(0);
    expect(stack()).toHaveProperty('removed');
    expect(stack()).not.toHaveProperty('resource');

    write({ 'bindings.lock.yaml': LOCK });
    const applied = await run(['render']);
    expect(applied.stderr).toContain('when `terraform -chdir=terraform/github-protect-octo-org apply` has let go');
    expect(applied.stderr).not.toContain('destroy');
    expect((await run(['render', '--forget', 'github-protect-octo-org'])).status).toBe(0);
  });

  it('are shown with the ids of a repository that the lock file has lost, too', async () => {
    const both = known.replace(/( {2}octo-org\/)web(.*)\n/, "$&$1api: { owner_id: '123456', repository_id: '7' }\n");
    write({ 'bindings.yaml': declared, 'bindings.lock.yaml': both });
    await run(['render']);
    write({
      'bindings.yaml': bindings('name: web-deploy').replace('repository: web', 'repository: api'),
      'bindings.lock.yaml': "version: 1\nrepositories: { octo-org/api: { owner_id: '123456', repository_id: '7' } }\n",
    });

    expect((await run(['render'])).stderr).toContain(
      '    octo-org/web:\n      owner_id: "123456"\n      repository_id: "456789"\n      kept: [production, staging]\n',
    );
  });
});

it('shows the line that keeps the stack of an account whose name in a list of accounts changes', async () => {
  const head = 'accounts_from: accounts.json\ndefaults: { account: { region: us-east-2 } }\n';
  const text = bindings('name: web-deploy', { head }).replace('[production]', 'all');
  commit({ ...INPUT, 'bindings.yaml': text, 'accounts.json': listed('Dev one') });
  await run(['render']);
  write({ 'accounts.json': listed('Dev two') });

  const line = "dev-two: { id: '333333333333', stack: dev-one }";
  expect((await lint('--since', 'HEAD')).stderr).toContain(line);
  expect((await run(['render'])).stderr).toContain(line);

  write({ 'bindings.yaml': text.replace('accounts:\n', `accounts:\n  ${line}\n`) });
  expect((await lint('--since', 'HEAD')).status).toBe(0);
  expect((await run(['render'])).status).toBe(0);
});
