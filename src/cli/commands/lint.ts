import { formatSummary } from '../../diagnostics/format/text';
import { type ExitCode, exitCodeFor } from '../exit-code';
import { inputFile } from '../input-file';
import { load } from '../load';
import { type Format, report } from '../report';

/** Options of `lint`, and of all that reads bindings. */
export interface LintOptions {
  /** Default: as {@link inputFile} says. */
  readonly bindings?: string;
  readonly lock?: string;
  /** As `YYYY-MM-DD`. Default: the day it is, in UTC. */
  readonly today?: string;
  readonly format: Format;
  readonly strict?: boolean;
  readonly quiet?: boolean;
  readonly color?: boolean;
}

/** `lint`: all there is to say about the bindings; writes nothing. */
export function lint(options: LintOptions): ExitCode {
  const { bindings = inputFile(process.env), lock, today, format, strict, quiet, color } = options;
  const { diagnostics, waived } = load({ bindings, lock, today, overdue: 'error' });
  report(diagnostics, format, color);
  if (!quiet && format === 'text') process.stderr.write(`${formatSummary(diagnostics, waived.length)}\n`);
  return exitCodeFor(diagnostics, strict);
}
