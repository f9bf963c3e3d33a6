import { chmodSync, readdirSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UnusablePath, reason, shown } from '../files';
import { syncFolder, writeDurably } from './durable';
import { isRunning } from './is-running';

/** Replaces a file, or makes it: at any moment there is the old one or the new one, whole. */
export function replaceFile(path: string, text: string): void {
  const target = realPath(path);
  const partial = join(dirname(target), `.${basename(target)}.${process.pid}`);
  removeLeftovers(target);
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

/** Removes what processes left beside a file that were killed while they replaced it. */
export function removeLeftovers(path: string): void {
  const target = realPath(path);
  const folder = dirname(target);
  const start = `.${basename(target)}.`;
  for (const name of namesIn(folder)) {
    const [pid] = name.startsWith(start) ? (/^[1-9]\d*$/.exec(name.slice(start.length)) ?? []) : [];
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(folder, name), { force: true });
  }
}

/** Nothing of a folder that cannot be read: whoever writes to it will say so. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
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
