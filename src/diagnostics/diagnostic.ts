import type { RuleId } from './catalogue';
import { type Location, rangeOf } from './source';

/** `error` blocks all output; `warning` and `info` do not. */
export type Severity = 'error' | 'warning' | 'info';

/** A second place that a diagnostic needs in order to be understood. */
export interface RelatedLocation {
  readonly message: string;
  readonly at: Location;
}

/** One thing to tell the user: its rule, its place, what is wrong (first line) and the way out (further lines). */
export interface Diagnostic {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly message: string;
  readonly at: Location;
  readonly related: readonly RelatedLocation[];
}

/** A value and everything there is to say about how it came about. */
export type Result<T> = readonly [value: T, diagnostics: readonly Diagnostic[]];

/** Collects the diagnostics of one stage; the same thing said twice of one place is kept once. */
export interface Problems {
  error(rule: RuleId, at: Location, message: string, ...related: readonly RelatedLocation[]): void;
  readonly all: readonly Diagnostic[];
}

/** An empty collector. */
export function createProblems(): Problems {
  const all: Diagnostic[] = [];
  const known = new Set<string>();
  return {
    all,
    error(rule, at, message, ...related) {
      const diagnostic: Diagnostic = { rule, severity: 'error', message, at, related };
      if (known.has(identityOf(diagnostic))) return;
      known.add(identityOf(diagnostic));
      all.push(diagnostic);
    },
  };
}

/** The same without repetitions: one thing said twice of one place. */
export function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((diagnostic) => [identityOf(diagnostic), diagnostic])).values()];
}

function identityOf({ rule, at, message }: Diagnostic): string {
  return JSON.stringify([rule, at.source.file, at.path, at.on, at.span, message]);
}

/** A collector that reports everything as one rule: for parts of the input whose faults go by one name. */
export function reportAs(rule: RuleId, problems: Problems): Problems {
  return { all: problems.all, error: (_, at, message, ...related) => problems.error(rule, at, message, ...related) };
}

/** Whether anything among these forbids output. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

/** In the order a reader meets them: by file, line, column, then rule and text. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const keyed = diagnostics.map((diagnostic) => ({ diagnostic, range: rangeOf(diagnostic.at) }));
  keyed.sort(
    (a, b) =>
      compareText(a.diagnostic.at.source.file, b.diagnostic.at.source.file) ||
      a.range.line - b.range.line ||
      a.range.column - b.range.column ||
      compareText(a.diagnostic.rule, b.diagnostic.rule) ||
      compareText(a.diagnostic.message, b.diagnostic.message),
  );
  return keyed.map(({ diagnostic }) => diagnostic);
}

/** Order by UTF-16 code unit: the same in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
