import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { load } from '../../src/cli/load';
import { type GitHubServer, startGitHub } from '../support/github-server';
import type { ServedRepository } from '../support/served-world';

const ROOT = resolve(__dirname, '../..');
const RUN = ['--require', join(ROOT, 'src/cli/typescript.cjs'), join(ROOT, '__tests__/support/init-run.ts')];
const WEB: ServedRepository = {
  fullName: 'octo-org/web',
  id: 456789,
  ownerId: 123456,
  defaultBranch: 'trunk',
  subject: { use_default: true, sub_claim_prefix: 'repo:octo-org@123456/web@456789' },
};
/** As it is given by options; a terminal gives the rest. */
const ALL = [
  ...['--owner', 'octo-org', '--repository', 'web', '--environment', 'production', '--account-id', '111111111111'],
  ...['--region', 'us-east-2', '--oidc-provider', 'create', '--preset', 's3-sync', '--parameter', 'bucket=octo-web'],
];

let folder = '';
let server: GitHubServer;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oidc-bindings-'));
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly status: number;
  readonly output: string;
}

/** Runs without a terminal. */
function withoutTerminal(...options: readonly string[]): Promise<Ended> {
  const run = spawn(process.execPath, [...RUN, server.url, ...options], { cwd: folder, env: environment() });
  return ended(run, () => undefined);
}

/** Runs on a pseudo-terminal, and types each answer when its question is there. */
function atTerminal(answers: readonly (readonly [question: RegExp, answer: string])[], ...options: readonly string[]) {
  const command = [process.execPath, ...RUN, server.url, ...options].map((word) => `'${word}'`).join(' ');
  const run = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    cwd: folder,
    env: environment(),
  });
  const open = [...answers];
  let read = 0;
  return ended(run, (output) => {
    const [next] = open;
    if (!next?.[0].test(output.slice(read)) || !/> $/.test(output)) return;
    open.shift();
    read = output.length;
    run.stdin.write(`${next[1]}\r`);
  });
}

function environment(): NodeJS.ProcessEnv {
  return { ...process.env, GITHUB_TOKEN: 'a-token', NO_COLOR: '1', TERM: 'dumb' };
}

function ended(run: ReturnType<typeof spawn>, onOutput: (output: string) => void): Promise<Ended> {
  let output = '';
  for (const stream of [run.stdout, run.stderr])
    stream?.on('data', (text: Buffer) => {
      output += text.toString();
      onOutput(output);
    });
  return new Promise((done) => run.once('close', (status) => done({ status: status ?? -1, output })));
}

const at = (path: string) => join(folder, path);
const read = (path: string) => readFileSync(at(path), 'utf8');

it('asks on a terminal, and what it writes lints clean and can be emitted', async () => {
  server = await startGitHub({ repositories: [WEB] });

  const { status, output } = await atTerminal([
    [/organization or user/, 'octo-org'],
    [/Which repository/, 'not a name!'],
    [/that is not the name of a repository/, 'web'],
    [/In which environment/, ''],
    [/AWS account/, '111111111111'],
    [/region/, 'us-east-2'],
    [/OIDC provider/, '2'],
    [/What does the job do/, 's3-sync'],
    [/bucket/, 'octo-web'],
  ]);

  expect(output).toContain('bindings.yaml, bindings.lock.yaml, workflows/deploy.yml: written; no findings');
  expect(status).toBe(0);
  const { diagnostics, plan } = load({ bindings: at('bindings.yaml') });
  expect(diagnostics).toEqual([]);
  expect(plan?.accounts[0]?.oidcProviders[0]?.mode).toBe('existing');
  expect(plan?.protect[0]?.environments).toMatchObject([{ deploymentPolicy: { branches: ['trunk'] }, exists: false }]);
  expect(plan?.publish[0]?.variables.map(({ name }) => name)).toEqual(['AWS_ROLE_ARN']);
});

it('takes all answers as options where there is no terminal', async () => {
  server = await startGitHub({ repositories: [WEB] });

  expect(await withoutTerminal(...ALL)).toMatchObject({ status: 0 });

  expect(read('bindings.yaml')).toContain('preset: s3-sync\n        bucket: octo-web\n');
  expect(parse(read('bindings.lock.yaml'))).toMatchObject({
    repositories: { 'octo-org/web': { owner_id: '123456', environments: { production: 'absent' } } },
  });
  const workflow = parse(read('workflows/deploy.yml')) as Record<string, unknown>;
  expect(workflow).toMatchObject({
    on: { push: { branches: ['trunk'] } },
    jobs: { deploy: { environment: 'production', permissions: { 'id-token': 'write', contents: 'read' } } },
  });
});

it('leaves an environment to those who protected it', async () => {
  server = await startGitHub({ repositories: [{ ...WEB, environments: { production: { reviewers: 2 } } }] });

  expect(await withoutTerminal(...ALL)).toMatchObject({ status: 0 });

  expect(read('bindings.yaml')).toContain('# The environment `production` is protected at GitHub');
  expect(load({ bindings: at('bindings.yaml') })).toMatchObject({ diagnostics: [], plan: { protect: [] } });
});

it('writes names as GitHub spells them', async () => {
  server = await startGitHub({ repositories: [WEB] });

  expect(await withoutTerminal(...ALL, '--repository', 'Web')).toMatchObject({ status: 0 });

  expect(read('bindings.yaml')).toContain('- repository: web\n');
});

it('says which option is missing, and which answer cannot be, before it writes anything', async () => {
  server = await startGitHub({});
  const usage = async (...options: readonly string[]) => {
    const { status, output } = await withoutTerminal(...options);
    expect(status).toBe(2);
    expect(readdirSync(folder)).toEqual([]);
    return output;
  };

  expect(await usage('--owner', 'octo-org')).toContain('without a terminal --repository has to be given');
  expect(await usage(...ALL, '--account-id', '1')).toContain('--account-id: an account id has 12 digits');
  expect(await usage(...ALL, '--region', 'eusc-de-east-1')).toContain('audience');
  expect(await usage(...ALL, '--parameter', 'bucket=NO')).toContain('--parameter bucket=…: ');
  expect(await usage(...ALL, '--parameter', 'bucket=octo-web', 'prefix=x')).toContain('`s3-sync` takes bucket');
});

it('overwrites nothing', async () => {
  server = await startGitHub({ repositories: [WEB] });
  writeFileSync(at('bindings.yaml'), 'mine');

  expect(await withoutTerminal(...ALL)).toMatchObject({
    status: 2,
    output: 'error: bindings.yaml is there already, and is not overwritten\n',
  });
  expect(read('bindings.yaml')).toBe('mine');
  expect(readdirSync(folder)).toEqual(['bindings.yaml']);
});

describe('where GitHub does not answer', () => {
  beforeEach(async () => {
    server = await startGitHub({});
  });

  it('takes the ids from options, and trusts both forms of subject', async () => {
    const { output } = await withoutTerminal(...ALL, '--owner-id', '123456', '--repository-id', '456789');

    expect(output).toContain('written; ');
    const { diagnostics, plan } = load({ bindings: at('bindings.yaml') });
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    const [statement] = plan?.accounts[0]?.roles[0]?.trust ?? [];
    expect(statement?.conditions.find(({ key }) => key.endsWith(':sub'))?.values).toEqual([
      'repo:octo-org/web:environment:production',
      'repo:octo-org@123456/web@456789:environment:production',
    ]);
  });

  it('asks for the ids on a terminal', async () => {
    const { status } = await atTerminal(
      [
        [/id of the owner/, '123456'],
        [/id of the repository/, '456789'],
        [/exist at GitHub/, 'no'],
      ],
      ...ALL,
    );

    expect(status).toBe(0);
    expect(parse(read('bindings.lock.yaml'))).toMatchObject({
      repositories: { 'octo-org/web': { repository_id: '456789', environments: { production: 'absent' } } },
    });
  });

  it('says how to go on without a terminal', async () => {
    const { status, output } = await withoutTerminal(...ALL);

    expect(output).toContain('npx oidc-bindings lock --bindings bindings.yaml');
    expect(status).toBe(1);
    expect(existsSync(at('bindings.lock.yaml'))).toBe(false);
  });
});
