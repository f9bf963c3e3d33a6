import { closeSync, fsyncSync, openSync, rmdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes a file such that it is on the disk, whole, when this returns. */
export function writeDurably(path: string, text: string | Buffer): void {
  const file = openSync(path, 'w');
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Brings what a folder holds to the disk, where the system has a way to. */
export function syncFolder(path: string): void {
  try {
    const folder = openSync(path, 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  } catch {
    // Windows has none.
  }
}

/** Removes a file's folder and those above it, below `root`, as far as nothing is in them. */
export function removeEmptyFolders(file: string, root: string): void {
  for (let folder = dirname(file); folder.length > root.length; folder = dirname(folder)) {
    try {
      rmdirSync(folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return;
    }
  }
}
