import { chmodSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inputAt } from '../../src/cli/before/revision';
import { openRevision } from '../../src/cli/before/revision-files';
import { type GitFolder, gitFolder } from '../support/git-folder';

let repository: GitFolder;
let folder = '';
const inFolder = (path: string) => repository.inFolder(path);
const git = (...args: readonly string[]) => repository.git(...args);
const write = (files: Readonly<Record<string, string>>) => repository.write(files);
const commit = (files: Readonly<Record<string, string>>) => repository.commit(files);

beforeEach(() => {
  repository = gitFolder();
  folder = repository.folder;
});

afterEach(() => repository.remove());

const INPUT = { 'bindings.yaml': 'version: 1\naccounts: {}\nbindings: {}\n', 'bindings.lock.yaml': 'version: 1\n' };

/** The text that a file had at HEAD. */
const textAt = (path: string) => openRevision('HEAD', inFolder(path)).main(inFolder(path))?.text;

it('reads files as they were, whatever they are called', () => {
  const names = ['access/bindings.yaml', 'a "b"/ü\t\n$(x).yaml', '-x.yaml', ':(top)x.yaml', '*.yaml'];
  commit(Object.fromEntries(names.map((name) => [name, `${name} before`])));
  write(Object.fromEntries(names.map((name) => [name, 'after'])));

  expect(names.map(textAt)).toEqual(names.map((name) => `${name} before`));
  expect(textAt('access/nothing.yaml')).toBeUndefined();
});

it('gives what files of the revision name, and only below their folder', () => {
  commit({
    'access/bindings.yaml': 'version: 1\n',
    'access/teams/a.yaml': 'a',
    'access/teams/b.yaml': 'b',
    'access/teams/.c.yaml': 'c',
    'access/teams/deep/d.yaml': 'd',
    'access/bytes.json': 'x',
    'other.yaml': 'other',
  });
  rmSync(inFolder('access/teams'), { recursive: true });
  const revision = openRevision('HEAD', inFolder('access/bindings.yaml'));
  const { files } = revision;
  const { file = '' } = revision.main(inFolder('access/bindings.yaml')) ?? {};

  expect(files.list('teams/*.yaml', file)).toEqual(['teams/a.yaml', 'teams/b.yaml']);
  expect(files.list('teams/**/*.yaml', file)).toEqual(['teams/a.yaml', 'teams/b.yaml', 'teams/deep/d.yaml']);
  expect(files.list('teams/a.yaml', file)).toEqual(['teams/a.yaml']);
  expect(files.list('nothing/*', file)).toEqual([]);
  expect(files.read('teams/deep/d.yaml', file)).toEqual({ file: 'access/teams/deep/d.yaml', text: 'd' });
  expect(files.read('d.yaml', 'access/teams/deep/x.yaml')).toEqual({ file: 'access/teams/deep/d.yaml', text: 'd' });
  for (const path of ['../other.yaml', '/etc/passwd', 'teams/../../other.yaml', '..'])
    expect(files.read(path, file)).toEqual({ problem: `lies outside the folder of ${file}` });
  expect(files.read('teams', file)).toEqual({ problem: 'does not exist' });
});

it('follows links within the revision, and none that lead out of it', () => {
  const outside = mkdtempSync(join(tmpdir(), 'outside-'));
  writeFileSync(join(outside, 'secret.yaml'), 'secret');
  write({ 'real/bindings.yaml': 'real', 'real/inner.yaml': 'inner' });
  symlinkSync('real/bindings.yaml', inFolder('bindings.yaml'));
  symlinkSync('real', inFolder('folder'));
  symlinkSync('../bindings.yaml', inFolder('real/up.yaml'));
  symlinkSync('inner.yaml', inFolder('real/beside.yaml'));
  symlinkSync(join(outside, 'secret.yaml'), inFolder('secret.yaml'));
  symlinkSync(`${'../'.repeat(40)}${join(outside, 'secret.yaml')}`, inFolder('climb.yaml'));
  symlinkSync('circle.yaml', inFolder('circle.yaml'));
  commit({});

  expect(textAt('bindings.yaml')).toBe('real');
  const { files } = openRevision('HEAD', inFolder('bindings.yaml'));
  expect(files.read('folder/inner.yaml', 'bindings.yaml')).toEqual({ file: 'folder/inner.yaml', text: 'inner' });
  expect(files.read('beside.yaml', 'real/bindings.yaml')).toEqual({ file: 'real/beside.yaml', text: 'inner' });
  expect(files.read('up.yaml', 'real/bindings.yaml')).toHaveProperty('text', 'real');
  for (const name of ['secret.yaml', 'climb.yaml', 'circle.yaml']) {
    expect(files.read(name, 'bindings.yaml')).toEqual({ problem: 'does not exist' });
    expect(textAt(name)).toBeUndefined();
  }
  rmSync(outside, { recursive: true });
});

it('says which revision there is not', () => {
  commit(INPUT);
  for (const revision of ['main^{tree}', 'nothing', '', '--output=x', '-x', 'HEAD:bindings.yaml', '$(touch x)', 'a..b'])
    expect(() => inputAt(revision, inFolder('bindings.yaml'))).toThrow(
      `--since: git knows no revision \`${revision}\``,
    );
  expect(existsSync(inFolder('x'))).toBe(false);
});

it('says how to get the revisions that a shallow clone lacks', () => {
  commit(INPUT);
  commit({ note: '' });
  git('clone', '-q', '--depth', '1', `file://${folder}`, inFolder('clone'));

  expect(() => inputAt('HEAD^', inFolder('clone/bindings.yaml'))).toThrow('`fetch-depth: 0`');
});

it('says that there is no repository, or another one', () => {
  commit(INPUT);
  const outside = mkdtempSync(join(tmpdir(), 'outside-'));
  writeFileSync(join(outside, 'bindings.lock.yaml'), 'version: 1\n');

  expect(() => openRevision('HEAD', join(outside, 'bindings.yaml'))).toThrow('is in no git repository');
  expect(() => inputAt('HEAD', inFolder('bindings.yaml'), join(outside, 'bindings.lock.yaml'))).toThrow(
    'lies outside the git repository of',
  );
  rmSync(outside, { recursive: true });
});

it('runs nothing that the repository asks git to run', () => {
  commit({
    ...INPUT,
    '.gitattributes': '* diff=spy filter=spy\n',
    'spy.sh': '#!/bin/sh\ntouch "$(dirname "$0")/spied"\n',
  });
  chmodSync(inFolder('spy.sh'), 0o755);
  for (const key of ['core.fsmonitor', 'diff.external', 'diff.spy.textconv', 'filter.spy.smudge', 'core.pager'])
    git('config', key, inFolder('spy.sh'));
  rmSync(inFolder('spied'), { force: true });

  expect(textAt('bindings.yaml')).toBe(INPUT['bindings.yaml']);
  expect(existsSync(inFolder('spied'))).toBe(false);
});
