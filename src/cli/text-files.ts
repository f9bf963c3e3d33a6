import { resolve } from 'node:path';
import { readText } from './files';
import { replaceFile } from './output/replace-file';

/** Where input is read and a lock file is written: the disk, or what is not on it yet. */
export interface TextFiles {
  /** Nothing if there is no such file. */
  readonly read: (path: string) => string | undefined;
  readonly write: (path: string, text: string) => void;
}

/** What is on the disk. */
export const diskFiles: TextFiles = { read: readText, write: replaceFile };

/** Files that are written in memory only, into `drafts` by their full path, and read before what is on the disk. */
export function draftFiles(drafts: Map<string, string>): TextFiles {
  return {
    read: (path) => drafts.get(resolve(path)) ?? readText(path),
    write: (path, text) => void drafts.set(resolve(path), text),
  };
}
