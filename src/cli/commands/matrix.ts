import { formatSummary } from '../../diagnostics/format/text';
import { changedStacks } from '../changed-stacks';
import { EXIT, type ExitCode, exitCodeFor } from '../exit-code';
import { inputFile } from '../input-file';
import { load } from '../load';
import { matrices } from '../matrix-rows';
import { report, withoutInfos } from '../report';
import { giveJson, tell } from '../streams';
import type { LintOptions } from './lint';

/** Options of `matrix`. */
export interface MatrixOptions extends Omit<LintOptions, 'format'> {
  readonly out: string;
  readonly changedSince?: string;
}

/** `matrix`: the stacks in the order of a roll-out, as JSON for the matrices of three jobs. */
export function matrix({
  bindings = inputFile(process.env),
  lock,
  today,
  strict,
  quiet,
  color,
  out,
  changedSince,
}: MatrixOptions): ExitCode {
  const { diagnostics: all, plan } = load({ bindings, lock, today });
  const diagnostics = withoutInfos(all);
  report(diagnostics, 'text', color);
  const code = exitCodeFor(diagnostics, strict);
  if (!plan || code !== EXIT.clean) {
    if (!quiet) tell(`${formatSummary(diagnostics)}\n`);
    return EXIT.findings;
  }
  const changed = changedSince === undefined ? undefined : changedStacks(changedSince, out);
  const rows = matrices(plan, out.replace(/\/+$/, ''), (stack) => changed?.has(stack) ?? true);
  giveJson(rows, 0);
  return EXIT.clean;
}
