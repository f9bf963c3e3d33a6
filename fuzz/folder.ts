import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Input } from './target';

/** Writes the files of an input to a folder, which then has them and whatever was in it before. */
export function writeInput(folder: string, { seed: { files, file }, bytes }: Input): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), path === file ? bytes : text);
  }
}
