import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Root of the project, from where everything is run. */
export const ROOT = resolve(__dirname, '..');

/** What something took. */
export interface Cost {
  /** Seconds on the clock. */
  readonly wall: number;
  /** Seconds of CPU time, on all threads of its process. */
  readonly cpu?: number;
  /** MB at the peak of its process: the resident set. */
  readonly memory?: number;
}

/** What a process took from its start to its end. */
export type ProcessCost = Required<Cost>;

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
 * medians of each, in the same order.
 */
export function compare<P extends readonly Program[]>(
  programs: readonly [...P],
  repetitions: number,
  folder: string,
): { readonly [I in keyof P]: ProcessCost } {
  const rounds = Array.from({ length: repetitions }, () => programs.map((program) => run(program, folder)));
  return programs.map((_, i) => medians(rounds.flatMap((costs) => costs[i] ?? []))) as {
    readonly [I in keyof P]: ProcessCost;
  };
}

/** Runs a program once. */
function run({ args, env }: Program, folder: string): ProcessCost {
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
  return { wall, ...(JSON.parse(readFileSync(usage, 'utf8')) as Omit<ProcessCost, 'wall'>) };
}

function medians(costs: readonly ProcessCost[]): ProcessCost {
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
