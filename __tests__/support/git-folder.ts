import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder under git, in which nothing is committed yet. */
export interface GitFolder {
  readonly folder: string;
  /** Where a file of it is. */
  readonly inFolder: (path: string) => string;
  readonly git: (...args: readonly string[]) => void;
  /** Writes files, texts by path. */
  readonly write: (files: Readonly<Record<string, string>>) => void;
  /** Writes files and commits everything. */
  readonly commit: (files: Readonly<Record<string, string>>) => void;
  readonly remove: () => void;
}

/** Makes a folder under git. */
export function gitFolder(): GitFolder {
  const folder = mkdtempSync(join(tmpdir(), 'oidc-bindings-'));
  const inFolder = (path: string) => join(folder, path);
  const git = (...args: readonly string[]) => {
    const author = ['-c', 'user.name=octocat', '-c', 'user.email=octocat@octo-org.example'];
    const { status, stderr } = spawnSync('git', [...author, ...args], { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };
  const write = (files: Readonly<Record<string, string>>) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(inFolder(path)), { recursive: true });
      writeFileSync(inFolder(path), text);
    }
  };
  const commit = (files: Readonly<Record<string, string>>) => {
    write(files);
    git('add', '--all');
    git('commit', '-qm', 'Change bindings');
  };
  git('init', '-q');
  return { folder, inFolder, git, write, commit, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
