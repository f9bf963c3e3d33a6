import { formatPages, formatSummary } from '../../diagnostics/format/text';
import { formatCounts, lintForeign } from '../../lint/foreign/lint';
import { judgeSince } from '../before/since';
import { EXIT, type ExitCode, exitCodeFor } from '../exit-code';
import { UnusablePath, readText, shown } from '../files';
import { inputFile } from '../input-file';
import { load } from '../load';
import { type Format, report } from '../report';
import { tell } from '../streams';

/** Options of `lint`, and of all that reads bindings. */
export interface LintOptions {
  /** Default: as {@link inputFile} says. */
  readonly bindings?: string;
  readonly lock?: string;
  /** A file of trust policies, to be linted in place of bindings. */
  readonly policy?: string;
  /** A git revision: what has changed since is judged, too. */
  readonly since?: string;
  /** As `YYYY-MM-DD`. Default: the day it is, in UTC. */
  readonly today?: string;
  readonly format: Format;
  readonly strict?: boolean;
  readonly quiet?: boolean;
  readonly color?: boolean;
}

/** `lint`: all there is to say about the bindings; writes nothing. */
export function lint(options: LintOptions): ExitCode {
  if (options.policy !== undefined) return lintPolicy(options.policy, options);
  const { bindings = inputFile(process.env), lock, today, format, strict, quiet, color, since } = options;
  const judge = since === undefined ? undefined : judgeSince({ revision: since, input: { bindings, lock }, quiet });
  const { diagnostics, waived } = load({ bindings, lock, today, overdue: 'error' }, judge);
  report(diagnostics, format, color, options);
  if (!quiet && format === 'text') tell(`${formatSummary(diagnostics, waived.length)}\n${formatPages(diagnostics)}`);
  return exitCodeFor(diagnostics, strict);
}

function lintPolicy(path: string, { format, strict, quiet, color }: LintOptions): ExitCode {
  const text = readText(path);
  if (text === undefined) throw new UnusablePath(`there is no ${shown(path)}`);
  const { diagnostics, counts } = lintForeign(shown(path), text);
  report(diagnostics, format, color);
  if (!counts) return EXIT.usage;
  if (!quiet && format === 'text') tell(`${formatSummary(diagnostics)}; ${formatCounts(counts)}\n`);
  return exitCodeFor(diagnostics, strict);
}
