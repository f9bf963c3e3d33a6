import { lstatSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { NO_STACK_SETS, STACK_SETS, type StackSets, parseStackSets } from '../../cloudformation/manifest';
import { MANIFEST, type Manifest, NOTHING, parseManifest } from '../../render/manifest';
import { UnusablePath, reason, shown } from '../files';

/** What the last run of `render` says that it wrote. */
export function readManifest(out: string): Manifest {
  return readAs(out, MANIFEST, parseManifest, NOTHING);
}

/** The same of `cloudformation`. */
export function readStackSets(out: string): StackSets {
  return readAs(out, STACK_SETS, parseStackSets, NO_STACK_SETS);
}

function readAs<T>(out: string, name: string, parse: (text: string) => T | undefined, nothing: T): T {
  const text = readOwn(out, name);
  const manifest = text === undefined ? nothing : parse(text);
  if (manifest) return manifest;
  throw new UnusablePath(
    `${shown(join(out, name))} is not the manifest of this program, or is damaged: bring it back from git, or choose another --out`,
  );
}

/** The texts of the files that are there. */
export function readFiles(out: string, paths: Iterable<string>): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const path of paths) {
    const text = readOwn(out, path);
    if (text !== undefined) texts.set(path, text);
  }
  return texts;
}

/** Throws {@link UnusablePath} where a file below `out` would be reached through a link, which could lead anywhere. */
export function checkFolders(out: string, path: string): void {
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
    if (lstatSync(join(out, folder), { throwIfNoEntry: false })?.isDirectory() === false)
      throw new UnusablePath(`${shown(join(out, folder))} is not a folder`);
  }
}

/** The text of a file below `out`. What is a link there was put by somebody else, and could lead anywhere. */
function readOwn(out: string, path: string): string | undefined {
  const at = join(out, path);
  try {
    checkFolders(out, path);
    if (!lstatSync(at).isFile()) throw new UnusablePath(`${shown(at)} is not a file`);
    return readFileSync(at, 'utf8');
  } catch (error) {
    if (error instanceof UnusablePath) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR')
      throw new UnusablePath(`${shown(out)} cannot be written: it is not a folder`);
    throw new UnusablePath(`${shown(at)} cannot be read: ${reason(error)}`);
  }
}
