import type { AccessPlan } from '../../access-plan/access-plan';
import { isKept } from '../../changes/kept/lost-stacks';
import { didYouMean } from '../../diagnostics/suggest';
import { type FileChange, changesBetween } from '../../render/changes';
import { MANIFEST, type Manifest, filesOf } from '../../render/manifest';
import type { Output } from '../../render/output';
import { UnusablePath, shown } from '../files';
import { readFiles, readManifest } from './read-output';

/** What is to be rendered, and from what. */
export interface Rendering {
  readonly out: string;
  readonly forget: readonly string[];
  readonly plan: AccessPlan;
  readonly output: Output;
}

/** Compares what is to be rendered with what is there. Throws {@link UnusablePath} where files of others are in the way. */
export function compare({ out, forget, plan, output }: Rendering): readonly FileChange[] {
  const known = readManifest(out);
  checkForgotten(forget, known, plan, out);
  const own = new Set(filesOf(known));
  const present = readFiles(out, new Set([...own, ...output.files.keys()]));
  const changes = changesBetween(present, output.files);
  checkForeign(changes, own, out);
  return changes;
}

function checkForgotten(forget: readonly string[], known: Manifest, plan: AccessPlan, out: string): void {
  const names = known.stacks.map(({ stack }) => stack);
  for (const name of forget) {
    const stack = known.stacks.find((each) => each.stack === name);
    if (!stack) {
      const hint = didYouMean(name, names);
      throw new UnusablePath(`--forget: ${shown(out)}/${MANIFEST} knows no stack \`${name}\`${hint}`);
    }
    if (isKept(stack, plan)) throw new UnusablePath(`--forget: the stack \`${name}\` is still in the input`);
  }
}

/** Throws {@link UnusablePath} if a file would be changed that a manifest does not know. */
export function checkForeign(
  changes: readonly FileChange[],
  own: ReadonlySet<string>,
  out: string,
  manifest = MANIFEST,
): void {
  const foreign = changes.filter(({ path, before }) => before !== undefined && !own.has(path));
  if (foreign.length === 0) return;
  const files = foreign.map(({ path }) => `${shown(out)}/${path}`).join(', ');
  throw new UnusablePath(
    `${files}: not written by this program, says ${shown(out)}/${manifest}; move it away, or choose another --out`,
  );
}
