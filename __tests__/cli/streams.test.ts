import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { program } from '../../src/cli/cli';
import { runCli } from '../support/run-cli';

const ROOT = resolve(__dirname, '../..');
const BIN = join(ROOT, 'src/cli/bin.cjs');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oidc-bindings-'));
  for (const file of ['bindings.yaml', 'bindings.lock.yaml']) cpSync(join(ROOT, file), join(folder, file));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stderr: string;
}

/** Runs a command whose reader is gone before it writes anything. */
function withoutReader(stream: 'stdout' | 'stderr', ...args: readonly string[]): Promise<Ended> {
  const run = spawn(process.execPath, [BIN, ...args], { cwd: folder });
  run[stream].destroy();
  let stderr = '';
  if (stream === 'stdout') run.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  return new Promise((done) => run.once('close', (status, signal) => done({ status, signal, stderr })));
}

it.each([
  ['schema', 0],
  ['--help', 0],
  ['lint --help', 0],
  ['lint --format sarif', 0],
  ['matrix', 0],
  ['workflow web-deploy', 0],
  ['render --check', 1],
  ['simulate --repository web --format json', 1],
])('says nothing of it where nobody reads `%s`, which ends with %i', async (command, status) => {
  const ended = await withoutReader('stdout', ...command.split(' '));

  expect(ended).toMatchObject({ status, signal: null });
  expect(ended.stderr).not.toMatch(/EPIPE|at |error/);
});

it('does what it is for where nobody reads what it says', async () => {
  expect(await withoutReader('stderr', 'render')).toMatchObject({ status: 0, signal: null });
  expect(existsSync(join(folder, 'terraform/manifest.json'))).toBe(true);
  expect(existsSync(join(folder, 'terraform/.render'))).toBe(false);
});

it('gives all of what is longer than a pipe holds to a slow reader', () => {
  const command = '"$@" | { sleep 0.3; cat; }';
  const { stdout } = spawnSync('bash', ['-c', command, 'bash', process.execPath, BIN, 'schema'], { encoding: 'utf8' });

  expect(stdout).toBe(readFileSync(join(ROOT, 'docs/bindings.schema.json'), 'utf8'));
});

const full = existsSync('/dev/full') ? it : it.skip.bind(it);
full('fails where its output cannot be written (skipped where the system has no /dev/full)', () => {
  const run = (redirect: string) =>
    spawnSync('bash', ['-c', `"$@" ${redirect}`, 'bash', process.execPath, BIN, 'schema'], { encoding: 'utf8' });

  expect(run('> /dev/full')).toMatchObject({
    status: 2,
    stderr: 'error: standard output cannot be written: no space left on device\n',
  });
  expect(run('2> /dev/full').status).toBe(0);
  expect(run('>&- 2>&- <&-').status).toBe(0);
});

/** What commands take that stands for a path or a revision. */
const PATHS = program(() => undefined).commands.flatMap((command) => [
  ...command.options
    .filter(({ flags }) => /<(?:file|dir|rev)>/.test(flags))
    .map(({ long }) => [command.name(), long ?? '', ''] as const),
  ...argumentsOf(command)
    .filter((name) => name === 'dir')
    .map(() => [command.name(), '', '--repository=web'] as const),
]);

function argumentsOf(command: Command): readonly string[] {
  return command.registeredArguments.map((argument) => argument.name());
}

it.each(PATHS)('takes no empty path: %s %s', async (...args) => {
  expect(PATHS.length).toBeGreaterThan(20);
  const { status, stderr } = await runCli(...args);

  expect(stderr).toContain('It is empty: is a variable not set?');
  expect(status).toBeUndefined();
});

it('takes an empty variable of the environment for one that is not set', () => {
  const env = { ...process.env, BINDINGS: '', CDKTF_OUTDIR: '' };
  const { status } = spawnSync(process.execPath, [BIN, 'synth'], { cwd: folder, env });

  expect(status).toBe(0);
  expect(existsSync(join(folder, 'cdktf.out/manifest.json'))).toBe(true);
});

it('uses nothing that a later Node.js warns of', () => {
  const deprecated = join(folder, 'deprecated.cjs');
  cpSync(join(ROOT, '__tests__/support/deprecated.cjs'), deprecated);
  for (const args of [['synth'], ['render'], ['lint'], ['schema'], ['matrix'], ['simulate', '--repository', 'web']]) {
    const { stderr } = spawnSync(
      process.execPath,
      ['--pending-deprecation', '--throw-deprecation', '--require', deprecated, BIN, ...args],
      { cwd: folder, encoding: 'utf8' },
    );

    expect([args, stderr]).not.toEqual([args, expect.stringMatching(/[Dd]eprecat/)]);
  }
});
