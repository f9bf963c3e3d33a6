import type { Dirent } from 'node:fs';
import { posix } from 'node:path';
import { UnusablePath } from '../files';
import { git } from './git';

/** The names in a commit, with its links followed as far as they stay in it. Paths are relative to its top. */
export interface Tree {
  /** Where a path leads; nothing if nowhere, or out of the commit. */
  resolve(path: string): string | undefined;
  /** The object that holds the text of the file at a path. */
  blob(path: string): string | undefined;
  /** Paths of files that a glob pattern matches, relative to a folder, in order. */
  list(pattern: string, folder: string): readonly string[];
  /** Has the texts of many files read at once. */
  prefetch(paths: readonly string[]): void;
  fetched(blob: string): Buffer | undefined;
}

interface Entry {
  readonly kind: 'file' | 'link' | 'folder' | 'other';
  readonly object: string;
}

const KINDS: Readonly<Record<string, Entry['kind']>> = { '100644': 'file', '100755': 'file', '120000': 'link' };
/** As the system has it. */
const MAX_LINKS = 40;

/** Reads the names in a commit. */
export function readTree(repository: string, commit: string): Tree {
  const listing = git(repository, ['ls-tree', '-r', '-z', '--full-tree', commit]);
  if (!listing) throw new UnusablePath(`--since: the files of ${commit} are not in this clone`);
  const entries = entriesIn(listing.toString('utf8'));
  const children = childrenOf(entries);
  const texts = new Map<string, Buffer>();

  const resolve = (path: string, left = MAX_LINKS): string | undefined => {
    let at = '.';
    const steps = path.split('/');
    for (const [i, step] of steps.entries()) {
      at = posix.join(at, step);
      const entry = entries.get(at);
      if (entry?.kind !== 'link') continue;
      const target = git(repository, ['cat-file', 'blob', entry.object])?.toString('utf8');
      const next = target && posix.join(posix.dirname(at), target, ...steps.slice(i + 1));
      const leads = next !== undefined && target !== undefined && !posix.isAbsolute(target) && !next.startsWith('..');
      return leads && left > 0 ? resolve(next, left - 1) : undefined;
    }
    return at;
  };

  return {
    resolve,
    blob: (path) => {
      const entry = entries.get(resolve(path) ?? '');
      return entry?.kind === 'file' ? entry.object : undefined;
    },
    list: (pattern, folder) => {
      const { globSync } = require('tinyglobby') as typeof import('tinyglobby');
      const readdirSync = (path: string) => children.get(posix.relative('/', path) || '.') ?? [];
      return globSync(pattern, {
        cwd: posix.join('/', folder),
        followSymbolicLinks: false,
        expandDirectories: false,
        fs: { readdirSync: readdirSync as unknown as typeof import('node:fs').readdirSync },
      }).sort();
    },
    prefetch: (paths) => {
      const blobs = paths.flatMap((path) => entries.get(path)?.object ?? []);
      const answer = blobs.length > 1 && git(repository, ['cat-file', '--batch'], `${blobs.join('\n')}\n`);
      if (answer) for (const [blob, text] of batchedTexts(answer)) texts.set(blob, text);
    },
    fetched: (blob) => texts.get(blob),
  };
}

/** Lines such as `100644 blob OBJECT<tab>PATH`, each ended by a zero. */
function entriesIn(listing: string): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const line of listing.split('\0')) {
    const [, mode = '', object = '', path] = /^(\d+) \w+ ([0-9a-f]+)\t([^]+)$/.exec(line) ?? [];
    if (path !== undefined) entries.set(path, { kind: KINDS[mode] ?? 'other', object });
  }
  return entries;
}

/** What stands in each folder, in the form in which the file system would say so. */
function childrenOf(entries: Map<string, Entry>): ReadonlyMap<string, readonly FoundName[]> {
  const children = new Map<string, Map<string, FoundName>>();
  const put = (path: string, kind: Entry['kind']): void => {
    const folder = posix.dirname(path);
    const known = children.get(folder) ?? new Map<string, FoundName>();
    if (known.has(posix.basename(path))) return;
    if (!children.has(folder) && folder !== '.') put(folder, 'folder');
    children.set(folder, known.set(posix.basename(path), named(posix.basename(path), kind)));
  };
  for (const [path, { kind }] of entries) put(path, kind);
  return new Map([...children].map(([folder, list]) => [folder, [...list.values()]]));
}

type FoundName = Pick<Dirent, 'name' | 'isFile' | 'isDirectory' | 'isSymbolicLink'>;

function named(name: string, kind: Entry['kind']): FoundName {
  const is = (wanted: Entry['kind']) => () => kind === wanted;
  return { name, isFile: is('file'), isDirectory: is('folder'), isSymbolicLink: is('link') };
}

/** For each object a line `OBJECT blob SIZE`, then its bytes and the end of a line. */
function* batchedTexts(answer: Buffer): Generator<readonly [blob: string, text: Buffer]> {
  let at = 0;
  while (at < answer.length) {
    const end = answer.indexOf(10, at);
    const [blob = '', type, size] = answer.toString('utf8', at, end).split(' ');
    const bytes = type === 'blob' ? Number(size) : -1;
    if (bytes >= 0) yield [blob, answer.subarray(end + 1, end + 1 + bytes)];
    at = end + 2 + bytes;
  }
}
