import { join } from 'node:path';
import { OUTPUT_RULES, judgeChange } from '../../changes/kept/judge';
import { keptLines, renamedSince } from '../../changes/kept/kept-lines';
import { lostStacks } from '../../changes/kept/lost-stacks';
import { renamedOwners } from '../../changes/kept/renamed-owners';
import { type Stack, readStack } from '../../changes/kept/stack';
import type { Diagnostic } from '../../diagnostics/diagnostic';
import { child, location } from '../../diagnostics/source';
import type { Manifest } from '../../render/manifest';
import { jsonText } from '../../render/output';
import { shown } from '../files';
import type { ResolvedInput } from '../load';
import { readFiles } from '../output/read-output';
import { readStacks } from './stacks';

/** A folder that was rendered before. */
export interface RenderedFolder {
  readonly out: string;
  readonly manifest: Manifest;
  /** Stacks of which the user says that they are gone. */
  readonly forget: readonly string[];
}

/** What a new rendering would do that the input does not say, compared with the folder that it replaces. */
export function changesSinceRendered(
  { out, manifest, forget }: RenderedFolder,
  present: ResolvedInput,
  json: ReadonlyMap<string, object>,
): readonly Diagnostic[] {
  const { bindings, access } = present;
  const stacks = readStacks(json);
  const earlier = { stacks: stacksIn(out, manifest, json), label: shown(out) };
  const now = { ...present, stacks };
  const renamed = new Set(renamedOwners(earlier, now).map(({ from }) => from));
  const ofRenamed = [...earlier.stacks.values()].flatMap(({ name, owner = '' }) => (renamed.has(owner) ? [name] : []));
  const lost = lostStacks(manifest.stacks, access.plan, {
    out: shown(out),
    known: new Set([...forget, ...ofRenamed]),
    accountAt: (name) => bindings.accounts.get(name ?? '')?.at ?? location(bindings.source, ['accounts']),
    gitHubAt: child(location(bindings.source), 'github'),
    gitHub: (name) => {
      const stack = earlier.stacks.get(name);
      return (
        stack && {
          isEmpty: stack.objects.size === 0 && stack.letGo.size > 0,
          keptLines: keptLines(stack, present.lock),
          renamed: renamedSince(stack, present.lock),
        }
      );
    },
  });
  return [...lost, ...judgeChange(earlier, now, OUTPUT_RULES).map(lessOfDamaged)];
}

/** The stacks that would change: the others need no second look. One whose file is gone or damaged is read as far as it can be. */
function stacksIn(out: string, manifest: Manifest, json: ReadonlyMap<string, object>): ReadonlyMap<string, Stack> {
  const texts = readFiles(
    out,
    manifest.stacks.map(({ dir }) => join(dir, 'main.tf.json')),
  );
  return new Map(
    manifest.stacks.flatMap(({ stack, dir }) => {
      const text = texts.get(join(dir, 'main.tf.json'));
      const now = json.get(stack);
      if (now && text === jsonText(now)) return [];
      return [[stack, readStack(stack, parse(text))] as const];
    }),
  );
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

/** Rendering mends a damaged folder, so that only an input of before can forbid it. */
function lessOfDamaged(diagnostic: Diagnostic): Diagnostic {
  return diagnostic.rule === 'not-comparable' ? { ...diagnostic, severity: 'warning' } : diagnostic;
}
