import { existsSync, lstatSync, readdirSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { WORK_FOLDER } from '../../render/output';
import { UnusablePath, reason, shown } from '../files';
import { isRunning } from './is-running';
import { makeFolders } from './make-folders';

/** The right to change an output folder. */
export interface Hold {
  /** Where to work; gone afterwards, if nothing is left in it. */
  readonly work: string;
  /** Throws if the hold was taken away, as from a process that stood still for too long. */
  readonly confirm: () => void;
}

const PATIENCE_MS = 15_000;
/** No run takes nearly as long: a claim so old is of a process that was killed, on another host or with a number used again. */
const MAX_AGE_MS = 600_000;

/**
 * Runs an action while no other process does so for the same output folder. Each process puts down a claim of a name never used
 * again, and holds the folder if it then sees no other: of two that come together at least one sees the other. So the claim of
 * a process that was killed can be taken away at any time without taking that of another.
 */
export function exclusively<T>(out: string, action: (hold: Hold) => T): T {
  const work = join(resolve(out), WORK_FOLDER);
  const made = makeWorkFolder(out, work);
  const claim = join(work, `claim-${process.pid}-${Date.now()}-${encodeURIComponent(hostname())}`);
  acquire(out, work, claim);
  try {
    return action({ work, confirm: () => confirm(out, claim) });
  } finally {
    rmSync(claim, { force: true });
    removeIfEmpty(work);
    for (const folder of made) removeIfEmpty(folder);
  }
}

/** Makes the folder and those above it, and gives those that were not there, the deepest first. */
function makeWorkFolder(out: string, work: string): readonly string[] {
  try {
    const made = makeFolders(work).filter((folder) => folder !== work);
    // Not there: another run ended just now, and removed it; whoever puts a claim down makes it anew.
    const found = lstatSync(work, { throwIfNoEntry: false });
    if (found?.isDirectory() === false) throw new UnusablePath(`${shown(work)} is not a folder`);
    return made;
  } catch (error) {
    if (error instanceof UnusablePath) throw error;
    throw new UnusablePath(`${shown(out)} cannot be written: ${reason(error)}`);
  }
}

function acquire(out: string, work: string, claim: string): void {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const others = stake(out, work, claim);
    if (others.length === 0) return;
    rmSync(claim, { force: true });
    if (Date.now() > deadline)
      throw new UnusablePath(
        `another run is writing to ${shown(out)}: if it is not, remove ${shown(join(work, others[0] ?? ''))}`,
      );
    sleep(20 + Math.random() * 80);
  }
}

/** Puts the claim down, and gives the live claims of others. */
function stake(out: string, work: string, claim: string): readonly string[] {
  try {
    makeFolders(work);
    writeFileSync(claim, '', { flag: 'wx' });
    const others = readdirSync(work)
      .map((name) => join(work, name))
      .filter((path) => path !== claim && /[/\\]claim-[^/\\]*$/.test(path));
    for (const path of others.filter((each) => !isLive(each))) rmSync(path, { force: true });
    return others.filter(isLive).map((path) => path.slice(work.length + 1));
  } catch (error) {
    // Another run ended just now, and removed the folder with its own claim.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [''];
    throw new UnusablePath(`${shown(out)} cannot be written: ${reason(error)}`);
  }
}

function isLive(claim: string): boolean {
  const [, pid = '', time = '', host = ''] = /claim-(\d+)-(\d+)-([^/\\]*)$/.exec(claim) ?? [];
  if (Math.abs(Date.now() - Number(time)) > MAX_AGE_MS) return false;
  if (host !== encodeURIComponent(hostname())) return true;
  return Number(pid) !== process.pid && isRunning(Number(pid));
}

function confirm(out: string, claim: string): void {
  if (!existsSync(claim)) throw new UnusablePath(`another run took over ${shown(out)} while this one stood still`);
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It holds something, or is gone.
  }
}
