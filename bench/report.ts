import { table } from '../src/cli/table';
import type { Cost } from './measure';

/** Something measured: what it is, and what it took. */
export interface Measured {
  readonly what: string;
  readonly cost: Cost;
}

/** Ours beside a reference, and how many times the reference it may take. */
export interface Comparison {
  readonly title: string;
  readonly ours: Measured;
  readonly reference?: Measured;
  readonly bar?: { readonly wall?: number; readonly memory?: number };
}

/** All that a run of the benchmark found. */
export interface Report {
  readonly machine: string;
  readonly comparisons: readonly Comparison[];
  readonly simulationsPerSecond: number;
  /** To compare two trust policies, in seconds. */
  readonly secondsToCompare: number;
}

/** For programs: the numbers with their ratios, and whether every bar is met. */
export function formatJson({ machine, comparisons, simulationsPerSecond, secondsToCompare }: Report): string {
  const all = comparisons.map((comparison) => ({ ...comparison, ratio: ratioOf(comparison), met: isMet(comparison) }));
  return `${JSON.stringify({ machine, comparisons: all, simulations_per_second: Math.round(simulationsPerSecond), seconds_to_compare: secondsToCompare }, null, 2)}\n`;
}

/** For people: a table. */
export function formatText({ machine, comparisons, simulationsPerSecond, secondsToCompare }: Report): string {
  const rows = comparisons.flatMap((comparison) =>
    comparison.title ? [[''], ...rowsOf(comparison)] : rowsOf(comparison),
  );
  return `${machine}

${table([['', 'wall', 'CPU', 'memory'], ...rows])}

${Math.round(simulationsPerSecond / 1000)} 000 simulations per second, ${(1000 * secondsToCompare).toFixed(1)} ms to compare two trust policies (bar: 20 ms)
`;
}

function rowsOf(comparison: Comparison): readonly (readonly string[])[] {
  const { title, ours, reference } = comparison;
  const rows = [...(title ? [[title]] : []), ...[ours, ...(reference ? [reference] : [])].map(costRow)];
  const ratio = ratioOf(comparison);
  return ratio
    ? [
        ...rows,
        ['  ratio', times(ratio.wall), shown(ratio.cpu, times), shown(ratio.memory, times), verdict(comparison)],
      ]
    : rows;
}

function costRow({ what, cost: { wall, cpu, memory } }: Measured): readonly string[] {
  return [
    `  ${what}`,
    `${wall.toFixed(2)} s`,
    shown(cpu, (n) => `${n.toFixed(2)} s`),
    shown(memory, (n) => `${n.toFixed(0)} MB`),
  ];
}

function verdict(comparison: Comparison): string {
  const bars = Object.entries(comparison.bar ?? {}).map(([name, bar]) => `${name} ≤ ${bar}`);
  return bars.length === 0 ? '' : `${isMet(comparison) ? 'meets' : 'MISSES'} ${bars.join(', ')}`;
}

function ratioOf({ ours, reference }: Comparison): Cost | undefined {
  if (!reference) return undefined;
  return {
    wall: ours.cost.wall / reference.cost.wall,
    cpu: quotient(ours.cost.cpu, reference.cost.cpu),
    memory: quotient(ours.cost.memory, reference.cost.memory),
  };
}

/** Whether every bar of a comparison is met. */
export function isMet(comparison: Comparison): boolean {
  const ratio = ratioOf(comparison);
  const { wall = Infinity, memory = Infinity } = comparison.bar ?? {};
  return !ratio || (ratio.wall <= wall && (ratio.memory ?? 0) <= memory);
}

function quotient(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a / b;
}

function shown(value: number | undefined, show: (value: number) => string): string {
  return value === undefined ? '' : show(value);
}

function times(ratio: number): string {
  return `× ${ratio.toFixed(2)}`;
}
