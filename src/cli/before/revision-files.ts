import { realpathSync } from 'node:fs';
import { basename, dirname, join, posix, relative, resolve, sep } from 'node:path';
import type { FileText, Files } from '../../bindings/files';
import { UnusablePath, shown } from '../files';
import { git, gitLine } from './git';
import { type Tree, readTree } from './tree';

/** The files of a git revision, as they were, without a checkout. */
export interface RevisionFiles {
  /** The file that is at a path now; nothing if there was none. */
  main(path: string): FileText | undefined;
  /** What files of the revision name. */
  readonly files: Files;
}

/** Opens a revision of the repository in which a file lies. Throws {@link UnusablePath} if there is none, or no such revision. */
export function openRevision(revision: string, besides: string): RevisionFiles {
  const folder = realFolder(besides);
  const prefix = gitLine(folder, 'rev-parse', '--show-prefix');
  if (prefix === undefined) throw new UnusablePath(`--since: ${shown(besides)} is in no git repository`);
  const tree = readTree(folder, commitOf(revision, folder));
  const top = (path: string) => {
    const below = relative(folder, join(realFolder(path), basename(path)))
      .split(sep)
      .join('/');
    const inside = posix.normalize(`${prefix}${below}`);
    if (inside.startsWith('../') || posix.isAbsolute(inside))
      throw new UnusablePath(`--since: ${shown(path)} lies outside the git repository of ${shown(besides)}`);
    return inside;
  };
  return {
    main(path) {
      const file = top(path);
      const text = textOf(file, tree, folder);
      if (text === undefined || typeof text === 'string') return text === undefined ? undefined : { file, text };
      throw new UnusablePath(`--since: ${shown(path)} ${text.problem} in ${revision}`);
    },
    files: revisionFiles(tree, folder),
  };
}

/** `^{commit}`, since a revision may be the name of anything; what begins with `-` is no option there. */
function commitOf(revision: string, folder: string): string {
  const commit = gitLine(folder, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`);
  if (commit !== undefined && revision !== '') return commit;
  const isShallow = gitLine(folder, 'rev-parse', '--is-shallow-repository') === 'true';
  const way = isShallow
    ? 'this clone is shallow and may lack it: check out with `fetch-depth: 0`'
    : 'name a commit, branch or tag that this clone has, as in `--since origin/main`';
  throw new UnusablePath(`--since: git knows no revision \`${revision}\`; ${way}`);
}

/** Files beside and below the files that name them, links included, as `folderFiles` has it. */
function revisionFiles(tree: Tree, folder: string): Files {
  return {
    read(path, namedIn) {
      const home = posix.dirname(namedIn);
      const target = posix.normalize(posix.join(home, path));
      const place = tree.resolve(target);
      const isOut = place !== undefined && !isInside(tree.resolve(home) ?? home, place);
      if (posix.isAbsolute(path) || !isInside(home, target) || isOut)
        return { problem: `lies outside the folder of ${namedIn}` };
      const text = textOf(target, tree, folder);
      if (text === undefined) return { problem: 'does not exist' };
      return typeof text === 'string' ? { file: target, text } : text;
    },
    list(pattern, namedIn) {
      const paths = tree.list(pattern, posix.dirname(namedIn));
      tree.prefetch(paths.map((path) => posix.normalize(posix.join(posix.dirname(namedIn), path))));
      return paths;
    },
  };
}

function textOf(path: string, tree: Tree, folder: string): string | { readonly problem: string } | undefined {
  const blob = tree.blob(path);
  if (blob === undefined) return undefined;
  const bytes = tree.fetched(blob) ?? git(folder, ['cat-file', 'blob', blob]);
  if (!bytes) return { problem: 'is not in this clone' };
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { problem: 'cannot be read as text' };
  }
}

function isInside(folder: string, path: string): boolean {
  return folder === '.' ? path !== '..' && !path.startsWith('../') : path.startsWith(`${folder}/`);
}

function realFolder(path: string): string {
  const folder = dirname(resolve(path));
  try {
    return realpathSync(folder);
  } catch {
    throw new UnusablePath(`--since: there is no folder ${shown(folder)}`);
  }
}
