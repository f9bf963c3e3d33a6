import { existsSync, lstatSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isCloudFormationPath } from '../../cloudformation/manifest';
import { isEmittedPath, isOwnPath } from '../../render/manifest';
import { WORK_FOLDER } from '../../render/output';
import { UnusablePath, shown } from '../files';
import { syncFolder, writeDurably } from './durable';
import { checkFolders } from './read-output';

/** What a run is about to do to a file. The file's number in the list is its name among the new and the old ones. */
export interface Step {
  readonly path: string;
  readonly kind: 'make' | 'replace' | 'remove';
}

const FILE = 'journal.json';

/** Whether a run began to replace the output and was ended before it had. */
export function isInterrupted(out: string): boolean {
  return existsSync(join(out, WORK_FOLDER, FILE));
}

/** From here on the steps may be taken, since they can be undone. */
export function openJournal(work: string, steps: readonly Step[]): void {
  writeDurably(join(work, `${FILE}.new`), JSON.stringify({ version: 1, steps }));
  renameSync(join(work, `${FILE}.new`), join(work, FILE));
  syncFolder(work);
}

/** From here on the steps count as taken, or as undone, whichever was going on. */
export function closeJournal(work: string): void {
  rmSync(join(work, FILE));
  syncFolder(work);
}

/** The steps of an interrupted run. What another program wrote or linked there is not followed. */
export function readJournal(work: string): readonly Step[] {
  const isOurs = ['new/0', 'old/0', FILE].every((path) => isReached(work, path));
  const steps = isOurs ? parse(readFileSync(join(work, FILE), 'utf8')) : undefined;
  if (!steps)
    throw new UnusablePath(`${shown(join(work, FILE))} is not what this program writes: remove ${shown(work)}`);
  return steps;
}

function isReached(work: string, path: string): boolean {
  try {
    checkFolders(work, path);
    return !lstatSync(join(work, path), { throwIfNoEntry: false })?.isSymbolicLink();
  } catch {
    return false;
  }
}

function parse(text: string): readonly Step[] | undefined {
  try {
    const { version, steps } = JSON.parse(text) as { version: unknown; steps: readonly Step[] };
    const isSound = ({ path, kind }: Step) => KNOWN_PATHS.some((isKnown) => isKnown(path)) && KINDS.includes(kind);
    return version === 1 && steps.every(isSound) ? steps : undefined;
  } catch {
    return undefined;
  }
}

const KNOWN_PATHS = [isOwnPath, isEmittedPath, isCloudFormationPath];
const KINDS: readonly unknown[] = ['make', 'replace', 'remove'];
