import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
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
import { join, resolve } from 'node:path';
import { writeWhole } from '../../src/cli/output/write-whole';

const ROOT = resolve(__dirname, '../..');
const BIN = join(ROOT, 'src/cli/bin.cjs');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oidc-bindings-'));
  for (const file of ['bindings.yaml', 'bindings.lock.yaml']) cpSync(join(ROOT, file), join(folder, file));
  const text = readFileSync(join(folder, 'bindings.yaml'), 'utf8');
  writeFileSync(
    join(folder, 'other.yaml'),
    text.replaceAll('AWS_ROLE_ARN', 'AWS_ROLE').replaceAll('release/', 'hotfix/'),
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const args = (bindings: string) => [BIN, 'synth', '--bindings', bindings, '--lock', 'bindings.lock.yaml'];
const synth = (bindings: string) => spawnSync(process.execPath, args(bindings), { cwd: folder, encoding: 'utf8' });

/** All that is in the output folder, by path. */
function output(out = 'cdktf.out'): Readonly<Record<string, string>> {
  const files = readdirSync(join(folder, out), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(path, 'utf8')]));
}

it('leaves what was there when the disk is full, and takes turns with another run', async () => {
  synth('bindings.yaml');
  const present = output();

  const full = spawnSync('bash', ['-c', 'ulimit -f 4; exec "$@"', 'bash', process.execPath, ...args('other.yaml')], {
    cwd: folder,
    encoding: 'utf8',
  });

  expect(full.stderr).toMatch(/^error: cdktf\.out cannot be written: /m);
  expect(full.status).toBe(2);
  expect(output()).toEqual(present);

  const runs = ['other.yaml', 'other.yaml'].map((bindings) => spawn(process.execPath, args(bindings), { cwd: folder }));
  const statuses = await Promise.all(runs.map((run) => new Promise((ended) => run.once('close', ended))));

  expect(statuses).toEqual([0, 0]);
  expect(Object.keys(output())).toEqual(Object.keys(present));
  expect(output()).not.toEqual(present);
});

const PATHS = ['manifest.json', 'stacks/a/cdk.tf.json', 'stacks/b/cdk.tf.json'];
/** A manifest has to be CDKTF's. */
const text = (path: string, version: string) =>
  path === 'manifest.json' ? JSON.stringify({ version, stacks: {} }) : version;
const FORMER = new Map(PATHS.map((path) => [path, text(path, '1')]));
const PRESENT = new Map(PATHS.map((path) => [path, text(path, '2')]));

it('takes back what a run left half written, and leaves alone what Terraform keeps there', () => {
  const out = join(folder, 'out');
  writeWhole(out, FORMER);
  mkdirSync(join(out, 'stacks/a/.terraform'));
  writeFileSync(join(out, 'stacks/a/.terraform/kept'), 'kept');
  const former = output('out');
  const steps = PATHS.map((path) => ({ path, kind: 'replace' }));
  for (const kind of ['new', 'old']) mkdirSync(join(out, '.render', kind), { recursive: true });
  steps.forEach(({ path }, i) => writeFileSync(join(out, '.render/old', String(i)), text(path, '1')));
  writeFileSync(join(out, '.render/journal.json'), JSON.stringify({ version: 1, steps }));
  writeFileSync(join(out, 'manifest.json'), '2');

  writeWhole(out, FORMER);

  expect(output('out')).toEqual(former);
  writeWhole(out, PRESENT);
  expect(existsSync(join(out, '.render'))).toBe(false);
  expect(readFileSync(join(out, 'stacks/b/cdk.tf.json'), 'utf8')).toBe('2');
  expect(readFileSync(join(out, 'stacks/a/.terraform/kept'), 'utf8')).toBe('kept');
});

it('writes through no link, and says what is in the way', () => {
  mkdirSync(join(folder, 'elsewhere'));
  mkdirSync(join(folder, 'out/stacks'), { recursive: true });
  symlinkSync('../../elsewhere', join(folder, 'out/stacks/a'));
  writeFileSync(join(folder, 'file'), '');

  expect(() => writeWhole(join(folder, 'out'), FORMER)).toThrow('is not a folder');
  expect(() => writeWhole(join(folder, 'file'), FORMER)).toThrow('cannot be written');
  expect(readdirSync(join(folder, 'elsewhere'))).toEqual([]);
});
