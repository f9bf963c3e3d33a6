import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
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

const args = (bindings: string) => [BIN, 'render', '--bindings', bindings, '--lock', 'bindings.lock.yaml'];
const render = (bindings: string) => spawnSync(process.execPath, args(bindings), { cwd: folder, encoding: 'utf8' });

/** All that was written, by path. */
function output(): Readonly<Record<string, string>> {
  const out = join(folder, 'terraform');
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(path, 'utf8')]));
}

const MANIFESTED = { stack: 'src', dir: 'src', depends_on: [], files: ['main.tf.json'] };

it.each([
  ['at its top', { files: ['.gitignore', 'README.md'] }],
  ['of a folder', { files: ['.gitignore', 'src/main.tf.json'] }],
  ['as a policy of no stack', { files: ['src/policies/notes.json'] }],
])('removes no file of others that the manifest names %s', (_, change) => {
  render('bindings.yaml');
  const out = join(folder, 'terraform');
  mkdirSync(join(out, 'src/policies'), { recursive: true });
  for (const file of ['README.md', 'src/main.tf.json', 'src/policies/notes.json'])
    writeFileSync(join(out, file), 'mine');
  const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as object;
  writeFileSync(join(out, 'manifest.json'), JSON.stringify({ ...manifest, ...change }));
  const before = output();

  const { status, stderr } = render('bindings.yaml');

  expect(stderr).toContain('is not the manifest of this program, or is damaged');
  expect(status).toBe(2);
  expect(output()).toEqual(before);
});

it('removes a file in a folder of others only when it is told to forget the stack', () => {
  render('bindings.yaml');
  const out = join(folder, 'terraform');
  mkdirSync(join(out, 'src'));
  writeFileSync(join(out, 'src/main.tf.json'), 'mine');
  const { stacks, ...rest } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as { stacks: object[] };
  writeFileSync(join(out, 'manifest.json'), JSON.stringify({ ...rest, stacks: [...stacks, MANIFESTED] }));

  const { status, stderr } = render('bindings.yaml');

  expect(stderr).toContain('[stack-vanished]');
  expect(status).toBe(1);
  expect(readFileSync(join(out, 'src/main.tf.json'), 'utf8')).toBe('mine');
});

/** An interrupted run, as somebody might have made it up, and a folder that it leads to. */
function madeUpJournal(steps: readonly object[]): void {
  for (const path of ['terraform/.render/new', 'terraform/.render/old', 'elsewhere/policies'])
    mkdirSync(join(folder, path), { recursive: true });
  for (const file of ['main.tf.json', 'policies/a.json', '0']) writeFileSync(join(folder, 'elsewhere', file), 'mine');
  writeFileSync(join(folder, 'terraform/.render/journal.json'), JSON.stringify({ version: 1, steps }));
}

it.each([
  ['a stack', 'make', 'terraform/production', '../elsewhere', undefined],
  ['a stack', 'replace', 'terraform/production', '../elsewhere', undefined],
  ['the copies', 'replace', 'terraform/.render/old', '../../elsewhere', 'terraform/.render/old'],
  ['the journal', 'make', 'terraform/.render/journal.json', '../../journal.json', 'terraform/.render/journal.json'],
  ['the work', 'make', 'terraform/.render', '../work', 'terraform/.render'],
])('follows no link that stands for %s when it undoes: %s', (_, kind, link, target, moved) => {
  madeUpJournal([{ path: 'production/main.tf.json', kind }]);
  writeFileSync(join(folder, 'terraform/.render/old/0'), 'theirs');
  if (moved === 'terraform/.render') renameSync(join(folder, moved), join(folder, 'work'));
  else if (moved === 'terraform/.render/journal.json') renameSync(join(folder, moved), join(folder, 'journal.json'));
  else if (moved) rmSync(join(folder, moved), { recursive: true });
  symlinkSync(target, join(folder, link));

  const { status, stderr } = render('bindings.yaml');

  expect(stderr).toMatch(/is not a folder|is not what this program writes/);
  expect(status).toBe(2);
  for (const file of ['main.tf.json', 'policies/a.json', '0'])
    expect(readFileSync(join(folder, 'elsewhere', file), 'utf8')).toBe('mine');
});

it.each([
  '../elsewhere/main.tf.json',
  'README.md',
  '.render/claim',
  'production/notes.md',
  '/etc/x',
  'a/../b/main.tf.json',
])('takes no step of a journal that is not its own: %s', (path) => {
  madeUpJournal([{ path, kind: 'make' }]);

  const { status, stderr } = render('bindings.yaml');

  expect(stderr).toContain('is not what this program writes');
  expect(status).toBe(2);
});
