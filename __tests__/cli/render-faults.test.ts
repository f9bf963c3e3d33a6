import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const ROOT = resolve(__dirname, '../..');
const BIN = join(ROOT, 'src/cli/bin.cjs');
const inputs = mkdtempSync(join(tmpdir(), 'oidc-bindings-'));
let folder = '';
let present: Readonly<Record<string, string>> = {};
let other: Readonly<Record<string, string>> = {};

beforeAll(() => {
  for (const file of ['bindings.yaml', 'bindings.lock.yaml']) cpSync(join(ROOT, file), join(inputs, file));
  writeFileSync(join(inputs, 'other.yaml'), changed(readFileSync(join(inputs, 'bindings.yaml'), 'utf8')));
  folder = mkdtempSync(join(tmpdir(), 'oidc-bindings-'));
  cpSync(inputs, folder, { recursive: true });
  render('other.yaml');
  other = output();
  render('bindings.yaml');
  present = output();
  cpSync(join(folder, 'terraform'), join(inputs, 'rendered'), { recursive: true });
  rmSync(folder, { recursive: true });
});
afterAll(() => rmSync(inputs, { recursive: true }));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oidc-bindings-'));
  for (const file of ['bindings.yaml', 'bindings.lock.yaml', 'other.yaml'])
    cpSync(join(inputs, file), join(folder, file));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The same with other text in every stack. */
function changed(text: string): string {
  return text.replaceAll('AWS_ROLE_ARN', 'AWS_ROLE').replaceAll('release/', 'hotfix/').replaceAll('Publishes', 'Ships');
}

const args = (bindings: string) => [BIN, 'render', '--bindings', bindings, '--lock', 'bindings.lock.yaml'];
const render = (bindings: string) => spawnSync(process.execPath, args(bindings), { cwd: folder, encoding: 'utf8' });

/** All that was written, by its path in the folder. */
function output(): Readonly<Record<string, string>> {
  const out = join(folder, 'terraform');
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(paths.map((path) => [relative(folder, path), readFileSync(path, 'utf8')]));
}

/** Begins with what `bindings.yaml` gives. */
function rendered(): void {
  cpSync(join(inputs, 'rendered'), join(folder, 'terraform'), { recursive: true });
}

it('gives another output for another input', () => {
  expect(present).not.toEqual(other);
});

it('leaves what was there or what is new when it is killed, and the next run succeeds', async () => {
  rendered();
  const start = Date.now();
  render('bindings.yaml');
  const duration = Date.now() - start;

  for (let i = 0; i < 6; i++) {
    const run = spawn(process.execPath, args(i % 2 === 0 ? 'other.yaml' : 'bindings.yaml'), { cwd: folder });
    const ended = new Promise((resolved) => run.once('close', resolved));
    await setTimeout(duration * (0.3 + 0.13 * i));
    run.kill('SIGKILL');
    await ended;

    expect(render('bindings.yaml')).toMatchObject({ status: 0 });
    expect(output()).toEqual(present);
    if (i % 2 === 1) render('other.yaml');
  }
  render('other.yaml');
  expect(output()).toEqual(other);
});

it.each(['SIGINT', 'SIGTERM'] as const)('ends at once by %s, and the next run succeeds', async (signal) => {
  rendered();
  const run = spawn(process.execPath, args('other.yaml'), { cwd: folder });
  const ended = new Promise((resolved) => run.once('close', (_, by) => resolved(by)));
  await new Promise((started) => run.once('spawn', started));
  run.kill(signal);

  expect(await ended).toBe(signal);
  expect([present, other]).toContainEqual(output());
  expect(render('other.yaml').status).toBe(0);
  expect(output()).toEqual(other);
});

it('makes two runs at once take turns', async () => {
  rendered();

  const runs = ['other.yaml', 'bindings.yaml', 'other.yaml'].map((bindings) =>
    spawn(process.execPath, args(bindings), { cwd: folder }),
  );
  const statuses = await Promise.all(runs.map((run) => new Promise((ended) => run.once('close', ended))));

  expect(statuses).toEqual([0, 0, 0]);
  expect([present, other]).toContainEqual(output());
});

it('leaves what was there when the disk is full', () => {
  rendered();

  const command = `ulimit -f 4; exec "$@"`;
  const run = spawnSync('bash', ['-c', command, 'bash', process.execPath, ...args('other.yaml')], {
    cwd: folder,
    encoding: 'utf8',
  });

  expect(run.stderr).toMatch(/^error: terraform cannot be written: /m);
  expect(run.stderr).not.toContain('    at ');
  expect(run.status).toBe(2);
  expect(output()).toEqual(present);
  expect(render('other.yaml').status).toBe(0);
});

it('says what is in the way of its folder', () => {
  writeFileSync(join(folder, 'terraform'), '');

  const { status, stderr } = render('bindings.yaml');

  expect(stderr).toMatch(/^error: terraform cannot be written: /m);
  expect(status).toBe(2);
});

it('ends when the folder that it runs in is gone', () => {
  const command = 'rm -rf "$PWD"; exec "$@"';
  const gone = join(folder, 'gone');
  mkdirSync(gone);
  const input = ['--bindings', join(folder, 'bindings.yaml'), '--out', 'terraform'];

  const { status, signal, stderr } = spawnSync(
    'bash',
    ['-c', command, 'bash', process.execPath, BIN, 'render', ...input],
    { cwd: gone, encoding: 'utf8', timeout: 300_000 },
  );

  expect({ status, signal, stderr }).toEqual({
    status: 2,
    signal: null,
    stderr: 'error: the folder that this runs in is gone\n',
  });
});

it('ends where the system lets nobody make folders', () => {
  const impossible = '/proc/oidc-bindings/terraform';
  const run = spawnSync(process.execPath, [...args('bindings.yaml'), '--out', impossible], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 300_000,
  });

  expect(run.stderr).toMatch(/^error: .* cannot be written: /m);
  expect(run.status).toBe(2);
});
