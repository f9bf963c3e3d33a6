import { chmodSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UnusablePath, reason, shown } from '../files';
import { syncFolder, writeDurably } from './durable';

/** Replaces a file, or makes it: at any moment there is the old one or the new one, whole. */
export function replaceFile(path: string, text: string): void {
  const target = realPath(path);
  const partial = join(dirname(target), `.${basename(target)}.${process.pid}`);
  try {
    writeDurably(partial, text);
    const present = statSync(target, { throwIfNoEntry: false });
    if (present) chmodSync(partial, present.mode);
    renameSync(partial, target);
    syncFolder(dirname(target));
  } catch (error) {
    rmSync(partial, { force: true });
    throw new UnusablePath(`${shown(path)} cannot be written: ${reason(error)}`);
  }
}

/** What a link leads to is replaced, and not the link. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
