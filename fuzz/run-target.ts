import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import fc from 'fast-check';
import { type Mutation, mutated, mutation } from './mutate/mutation';
import { writeInput } from './folder';
import type { Input, Seed, Target, Verdict } from './target';

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
  const counts = { inputs: 0, accepted: 0, slowestMs: 0 };
  const withinTime = createWatch();
  const run = (input: Input) => {
    const start = performance.now();
    const verdict = withinTime(() => judge(input));
    counts.slowestMs = Math.max(counts.slowestMs, performance.now() - start);
    counts.inputs++;
    if (verdict === 'accepted') counts.accepted++;
    onInput?.();
  };
  const chosen = fc.record({ index: fc.nat(all.length - 1), change: mutation });
  const checked = fc.check(
    fc.property(chosen, (choice) => run(inputOf(all, choice))),
    { seed, numRuns: count },
  );
  const [smallest] = checked.counterexample ?? [];
  return smallest ? { ...counts, finding: keep(inputOf(all, smallest), messageOf(checked.errorInstance)) } : counts;
}

function inputOf(seeds: readonly Seed[], { index, change }: { index: number; change: Mutation }): Input {
  const seed = seeds[index] as Seed;
  return { seed, bytes: mutated(seed.files.get(seed.file) ?? '', seed.places, change) };
}

function keep(input: Input, message: string): Finding {
  const folder = mkdtempSync(join(tmpdir(), 'oidc-bindings-finding-'));
  writeInput(folder, input);
  return { file: join(folder, input.seed.file), message };
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
