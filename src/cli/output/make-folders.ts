import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and those above it, one by one, and gives those that were not there, the deepest first. What Node.js has for this
 * tries for ever where the system says of a folder that is there that it is not: below /proc, or where the working directory is
 * gone.
 */
export function makeFolders(path: string): readonly string[] {
  const folder = resolve(path);
  const missing: string[] = [];
  for (let each = folder; !isThere(each) && dirname(each) !== each; each = dirname(each)) missing.push(each);
  for (const each of missing.toReversed()) makeFolder(each);
  return missing;
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Another run may have made it just now. */
function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
