import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Files } from '../bindings/files';

/** A path that cannot be used as asked: the command ends with exit code 2. */
export class UnusablePath extends Error {}

/** The text of a file, or nothing if there is none. */
export function readText(path: string): string | undefined {
  try {
    if (!statSync(path).isFile()) throw new UnusablePath(`${shown(path)} is not a file`);
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    if (error instanceof UnusablePath) throw error;
    if (error instanceof TypeError) throw new UnusablePath(`${shown(path)} is not UTF-8 text`);
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new UnusablePath(`${shown(path)} cannot be read: ${reason(error)}`);
  }
}

/** What the system says, without its codes and the path that is in the message already. */
export function reason(error: unknown): string {
  return (error as Error).message.replace(/^[A-Z]+: |, \w+(?: '.*')?$/g, '');
}

/** A path as it is shown: relative to where the user stands, if it is below. */
export function shown(path: string): string {
  const below = relative(process.cwd(), resolve(path));
  const name = below !== '' && !below.startsWith('..') && !isAbsolute(below) ? below : path;
  return name.split(sep).join('/');
}

/** Where the lock file is by default: beside the bindings file. */
export function lockPathFor(bindings: string): string {
  return bindings.replace(/(\.ya?ml)?$/, '.lock.yaml');
}

/** Files beside and below the files that name them, and nowhere else, links included. */
export const folderFiles: Files = {
  read(path, namedIn) {
    const target = join(dirname(namedIn), path);
    try {
      const folder = realpathSync(dirname(resolve(namedIn)));
      if (
        isAbsolute(path) ||
        !isInside(folder, resolve(folder, path)) ||
        !isInside(folder, realpathSync(resolve(folder, path)))
      ) {
        return { problem: `lies outside the folder of ${namedIn}` };
      }
      const text = readText(target);
      return text === undefined ? { problem: 'does not exist' } : { file: shown(target), text };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { problem: 'does not exist' };
      return { problem: error instanceof UnusablePath ? 'cannot be read as text' : 'cannot be read' };
    }
  },
  list(pattern, namedIn) {
    const { globSync } = require('tinyglobby') as typeof import('tinyglobby');
    return globSync(pattern, {
      cwd: dirname(resolve(namedIn)),
      followSymbolicLinks: false,
      expandDirectories: false,
    }).sort();
  },
};

function isInside(folder: string, path: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
