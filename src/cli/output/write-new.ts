import { closeSync, fsyncSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UnusablePath, reason, shown } from '../files';
import { removeEmptyFolders, syncFolder } from './durable';
import { makeFolders } from './make-folders';

/** Makes files that are not there, texts by path: all of them or, where one cannot be made or is there already, none. */
export function writeNew(texts: ReadonlyMap<string, string>): void {
  const made: (readonly [path: string, root: string])[] = [];
  for (const [path, text] of texts) {
    try {
      const folders = makeFolders(dirname(path));
      const root = dirname(folders.at(-1) ?? path);
      made.push([path, folders.length > 0 ? root : dirname(path)]);
      writeExclusively(path, text);
      syncFolder(dirname(path));
    } catch (error) {
      const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST';
      if (isThere) made.pop();
      for (const [written, root] of made.toReversed()) {
        rmSync(written, { force: true });
        removeEmptyFolders(written, root);
      }
      throw new UnusablePath(
        isThere
          ? `${shown(path)} is there already, and is not overwritten`
          : `${shown(path)} cannot be written: ${reason(error)}`,
      );
    }
  }
}

function writeExclusively(path: string, text: string): void {
  const file = openSync(path, 'wx');
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
