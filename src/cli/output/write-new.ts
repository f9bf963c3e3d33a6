import { closeSync, fsyncSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UnusablePath, reason, shown } from '../files';
import { removeEmptyFolders, syncFolder } from './durable';
import { makeFolders } from './make-folders';

/** Makes files that are not there, texts by path: all of them or, where one cannot be made or is there already, none. */
export function writeNew(texts: ReadonlyMap<string, string>): void {
  const undo: (() => void)[] = [];
  for (const [path, text] of texts) {
    try {
      const folders = makeFolders(dirname(path));
      undo.push(() => removeEmptyFolders(path, dirname(folders.at(-1) ?? path)));
      const file = openSync(path, 'wx');
      undo.push(() => rmSync(path, { force: true }));
      writeWhole(file, text);
      syncFolder(dirname(path));
    } catch (error) {
      for (const step of undo.toReversed()) step();
      throw new UnusablePath(
        (error as NodeJS.ErrnoException).code === 'EEXIST'
          ? `${shown(path)} is there already, and is not overwritten`
          : `${shown(path)} cannot be written: ${reason(error)}`,
      );
    }
  }
}

function writeWhole(file: number, text: string): void {
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
