import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Root of the project, from where everything is run. */
export const ROOT = resolve(__dirname, '..');

/** What a process took from its start to its end. */
export interface Cost {
  /** Seconds on the clock. */
  readonly wall: number;
  /** Seconds of CPU time, on all threads. */
  readonly cpu: number;
  /** MB at the peak: the resident set. */
  readonly memory: number;
}

/** A Node.js program: its arguments, and what its environment has beside ours. */
export interface Program {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const TYPESCRIPT = ['--require', './src/cli/typescript.cjs'];

/** A program of this project's own, in TypeScript. */
export function typescript(args: readonly string[], env: Program['env'] = {}): Program {
  return { args: [...TYPESCRIPT, ...args], env };
}

/**
 * Runs programs in turn, several times over, so that whatever else the machine does meets all of them alike, and gives the
 * medians of each in the same order. A first round is not counted: it fills caches.
 */
export function compare(programs: readonly Program[], repetitions: number, folder: string): readonly Cost[] {
  const rounds = Array.from({ length: repetitions + 1 }, () => programs.map((program) => run(program, folder)));
  return programs.map((_, i) => medians(rounds.slice(1).flatMap((costs) => costs[i] ?? [])));
}

/** Runs a program once. */
export function run({ args, env }: Program, folder: string): Cost {
  const usage = join(folder, 'usage.json');
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['--require', './bench/usage.cjs', ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env, OIDC_BINDINGS_USAGE: usage },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const wall = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${String(status)}:\n${stderr}`);
  return { wall, ...(JSON.parse(readFileSync(usage, 'utf8')) as Omit<Cost, 'wall'>) };
}

function medians(costs: readonly Cost[]): Cost {
  return {
    wall: median(costs.map(({ wall }) => wall)),
    cpu: median(costs.map(({ cpu }) => cpu)),
    memory: median(costs.map(({ memory }) => memory)),
  };
}

/** The middle of some numbers, in their order. */
export function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? NaN;
}

/** Seconds that a function takes. */
export function seconds(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}
