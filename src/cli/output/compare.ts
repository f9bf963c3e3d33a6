import type { AccessPlan } from '../../access-plan/access-plan';
import type { Bindings } from '../../bindings/bindings';
import type { Diagnostic } from '../../diagnostics/diagnostic';
import { child, location } from '../../diagnostics/source';
import { didYouMean } from '../../diagnostics/suggest';
import { type FileChange, changesBetween } from '../../render/changes';
import { isKept, lostStacks } from '../../render/lost-stacks';
import { MANIFEST, type Manifest, filesOf } from '../../render/manifest';
import type { Output } from '../../render/output';
import { UnusablePath, shown } from '../files';
import { readFiles, readManifest } from './read-output';

/** What is to be rendered, and from what. */
export interface Rendering {
  readonly out: string;
  readonly forget: readonly string[];
  readonly bindings: Bindings;
  readonly plan: AccessPlan;
  readonly output: Output;
}

/** What rendering would do. */
export interface Comparison {
  /** What forbids it. */
  readonly lost: readonly Diagnostic[];
  readonly changes: readonly FileChange[];
}

/** Compares what is to be rendered with what is there. Throws {@link UnusablePath} where files of others are in the way. */
export function compare({ out, forget, bindings, plan, output }: Rendering): Comparison {
  const known = readManifest(out);
  checkForgotten(forget, known, plan, out);
  const { source } = bindings;
  const lost = lostStacks(known, plan, {
    out: shown(out),
    forgotten: new Set(forget),
    accountAt: (name) => bindings.accounts.get(name ?? '')?.at ?? location(source, ['accounts']),
    gitHubAt: child(location(source), 'github'),
  });
  const own = new Set(filesOf(known));
  const present = readFiles(out, new Set([...own, ...output.files.keys()]));
  const changes = changesBetween(present, output.files);
  if (lost.length === 0) checkForeign(changes, own, out);
  return { lost, changes };
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

function checkForeign(changes: readonly FileChange[], own: ReadonlySet<string>, out: string): void {
  const foreign = changes.filter(({ path, before }) => before !== undefined && !own.has(path));
  if (foreign.length === 0) return;
  const files = foreign.map(({ path }) => `${shown(out)}/${path}`).join(', ');
  throw new UnusablePath(
    `${files}: not written by this program, says ${shown(out)}/${MANIFEST}; move it away, or choose another --out`,
  );
}
