import { readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { AccessPlan } from '../../access-plan/access-plan';
import { changesBetween } from '../../render/changes';
import { UnusablePath, reason, shown } from '../files';
import { exclusively } from './exclusively';
import { readFiles } from './read-output';
import { recover, replaceFiles } from './replace-files';

/** Writes a plan into a folder. */
export type Emit = (plan: AccessPlan, outdir: string) => string;

/**
 * Writes a plan for CDKTF such that what was there stays, or what is new comes, all of it. CDKTF writes into its folder file by
 * file; here it writes into one beside, and what differs is then replaced. What Terraform keeps there is left alone.
 */
export function emitWhole(plan: AccessPlan, out: string, emit: Emit): void {
  exclusively(out, (hold) => {
    recover(out, hold.work);
    const wanted = emittedTexts(plan, out, join(hold.work, 'emitted'), emit);
    const changes = changesBetween(readFiles(out, wanted.keys()), wanted);
    if (changes.length > 0) replaceFiles(out, changes, hold);
  });
}

function emittedTexts(plan: AccessPlan, out: string, staged: string, emit: Emit): ReadonlyMap<string, string> {
  try {
    rmSync(staged, { recursive: true, force: true });
    emit(plan, staged);
    return textsBelow(staged);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new UnusablePath(`${shown(out)} cannot be written: ${reason(error)}`);
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}

function textsBelow(folder: string): ReadonlyMap<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => path.replaceAll('\\', '/'));
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}
