import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import fc from 'fast-check';
import { type Mutation, mutated, mutation } from './mutate/mutation';
import type { Seed, Target, Verdict } from './target';

/** What came of the inputs of a target. */
export interface Outcome {
  readonly inputs: number;
  readonly accepted: number;
  readonly slowestMs: number;
  readonly finding?: Finding;
}

/** An input that something came of that must not. */
export interface Finding {
  /** The changed file, in a folder with all that belongs to it. */
  readonly file: string;
  readonly message: string;
}

/** How a target is run. */
export interface RunOptions {
  readonly count: number;
  readonly seed: number;
  readonly onInput?: () => void;
}

/** After so long an input hangs. */
const PATIENCE_MS = 20_000;

/** Gives a target mutated inputs until one is a finding, which is then made as small as can be. */
export function runTarget({ seeds, judge }: Target, { count, seed, onInput }: RunOptions): Outcome {
  const all = seeds();
  const folder = mkdtempSync(join(tmpdir(), 'oidc-bindings-fuzz-'));
  const counts = { inputs: 0, accepted: 0, slowestMs: 0 };
  const withinTime = createWatch();
  const input = fc.record({ seed: fc.nat(all.length - 1), mutation });
  const run = ({ seed: index, mutation: change }: { seed: number; mutation: Mutation }) => {
    const chosen = all[index] as Seed;
    const place = join(folder, String(index));
    write(place, chosen, change);
    const start = performance.now();
    const verdict = withinTime(() => judge(place, chosen));
    counts.slowestMs = Math.max(counts.slowestMs, performance.now() - start);
    counts.inputs++;
    if (verdict === 'accepted') counts.accepted++;
    onInput?.();
  };
  const { failed, counterexample, errorInstance } = fc.check(fc.property(input, run), { seed, numRuns: count });
  if (!failed) {
    rmSync(folder, { recursive: true });
    return counts;
  }
  const [smallest] = counterexample ?? [];
  const found = all[smallest?.seed ?? 0] as Seed;
  const place = join(folder, 'finding');
  if (smallest) write(place, found, smallest.mutation);
  return { ...counts, finding: { file: join(place, found.file), message: messageOf(errorInstance) } };
}

/** Writes the files of a seed once, and the changed one each time. */
function write(folder: string, { files, file, places }: Seed, change: Mutation): void {
  if (mkdirSync(folder, { recursive: true }) !== undefined) {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  }
  writeFileSync(join(folder, file), mutated(files.get(file) ?? '', places, change));
}

/** Gives a function that runs an action, and ends it from outside when it takes too long. */
function createWatch(): (action: () => Verdict) => Verdict {
  const context = createContext({ action: undefined });
  return (action) => {
    context.action = action;
    return runInContext('action()', context, { timeout: PATIENCE_MS }) as Verdict;
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
