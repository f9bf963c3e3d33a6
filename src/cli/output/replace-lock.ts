import { UnusablePath, shown } from '../files';
import type { TextFiles } from '../text-files';

/** Writes a lock file in the place of the one that was read; not over what somebody else wrote meanwhile. */
export function replaceLock(path: string, before: string, text: string, { read, write }: TextFiles): void {
  if ((read(path) ?? '') !== before)
    throw new UnusablePath(`${shown(path)} was changed by somebody else meanwhile: lock again`);
  write(path, text);
}
