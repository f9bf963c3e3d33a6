import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { FileChange } from '../../render/changes';
import { UnusablePath, reason, shown } from '../files';
import { removeEmptyFolders, syncFolder, writeDurably } from './durable';
import type { Hold } from './exclusively';
import { makeFolders } from './make-folders';
import { type Step, closeJournal, isInterrupted, openJournal, readJournal } from './journal';
import { checkFolders } from './read-output';

/**
 * Makes all changes, or none. Everything new is first written to the work folder, beside a copy of everything old; then a
 * journal says what is going on, and the files are moved. What stops that, be it the system or the end of the process, leaves
 * a journal by which it is undone: at once, or by the next run.
 */
export function replaceFiles(out: string, changes: readonly FileChange[], { work, confirm }: Hold): void {
  const steps = changes.map(({ path, before, after }): Step => {
    return { path, kind: after === undefined ? 'remove' : before === undefined ? 'make' : 'replace' };
  });
  try {
    stage(out, work, changes);
    confirm();
    openJournal(work, steps);
  } catch (error) {
    clearWork(work);
    throw unusable(error, `${shown(out)} cannot be written`);
  }
  try {
    take(resolve(out), work, steps);
    closeJournal(work);
  } catch (error) {
    undo(out, work);
    throw unusable(error, `${shown(out)} cannot be written`);
  }
  clearWork(work);
}

/** Undoes or clears away what a run left that was ended; says whether it had begun to replace the output. */
export function recover(out: string, work: string): boolean {
  const interrupted = isInterrupted(out);
  if (interrupted) undo(out, work);
  else clearWork(work);
  return interrupted;
}

function undo(out: string, work: string): void {
  try {
    for (const [i, step] of readJournal(work).entries()) undoStep(step, i, resolve(out), work);
    closeJournal(work);
    clearWork(work);
  } catch (error) {
    throw unusable(error, `${shown(out)} is half written, and cannot be put back to what it was until the next run`);
  }
}

function stage(out: string, work: string, changes: readonly FileChange[]): void {
  for (const folder of ['new', 'old']) mkdirSync(join(work, folder));
  for (const [i, { path, before, after }] of changes.entries()) {
    if (after !== undefined) writeDurably(newFile(work, i), after);
    if (before !== undefined) writeDurably(oldFile(work, i), readFileSync(join(out, path)));
  }
  for (const folder of ['new', 'old']) syncFolder(join(work, folder));
}

function take(out: string, work: string, steps: readonly Step[]): void {
  const folders = new Set(steps.filter(({ kind }) => kind === 'make').map(({ path }) => dirname(join(out, path))));
  for (const folder of folders) makeFolders(folder);
  for (const [i, { path, kind }] of steps.entries()) {
    if (kind === 'remove') rmSync(join(out, path));
    else renameSync(newFile(work, i), join(out, path));
  }
  for (const { path, kind } of steps) if (kind === 'remove') removeEmptyFolders(resolve(out, path), resolve(out));
  for (const folder of new Set(steps.map(({ path }) => dirname(join(out, path))))) syncFolder(folder);
}

/** Does nothing for a step that was not taken, or is undone already. */
function undoStep({ path, kind }: Step, i: number, out: string, work: string): void {
  const target = join(out, path);
  checkFolders(out, path);
  if (kind === 'make') {
    if (!existsSync(newFile(work, i))) rmSync(target, { force: true });
    removeEmptyFolders(target, out);
  } else if (existsSync(oldFile(work, i))) {
    makeFolders(dirname(target));
    renameSync(oldFile(work, i), target);
  }
}

/** What cannot be removed is in nobody's way but the next run's, which says so. */
function clearWork(work: string): void {
  try {
    for (const name of ['new', 'old', 'journal.json.new']) rmSync(join(work, name), { recursive: true, force: true });
  } catch {
    return;
  }
}

function newFile(work: string, i: number): string {
  return join(work, 'new', String(i));
}

function oldFile(work: string, i: number): string {
  return join(work, 'old', String(i));
}

function unusable(error: unknown, what: string): Error {
  return error instanceof UnusablePath ? error : new UnusablePath(`${what}: ${reason(error)}`);
}
