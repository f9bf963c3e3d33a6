import { join } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic';
import { formatSummary, formatWaived } from '../../diagnostics/format/text';
import { emitPlan, judgeEmission } from '../before/emission';
import { EXIT, type ExitCode, exitCodeFor } from '../exit-code';
import { inputFile, outputFolder } from '../input-file';
import { load } from '../load';
import { once } from '../once';
import { writeWhole } from '../output/write-whole';
import { report, withoutInfos } from '../report';
import { stackTable } from '../stack-table';
import { tell } from '../streams';
import type { LintOptions } from './lint';

/** Options of `synth`. */
export interface SynthOptions extends LintOptions {
  readonly out?: string;
}

/** `synth`: emits what `npm run synth` emits, and shows what that is. Nothing is written if anything is wrong. */
export function synth({
  bindings = inputFile(process.env),
  lock,
  today,
  format,
  strict,
  quiet,
  color,
  since,
  out = outputFolder(),
}: SynthOptions): ExitCode {
  const emitted = once(emitPlan);
  const judge = judgeEmission({ out, emitted, since, input: { bindings, lock }, quiet });
  const { diagnostics: all, waived, plan } = load({ bindings, lock, today }, judge);
  const diagnostics = withoutInfos(all);
  report(diagnostics, format, color);
  const code = exitCodeFor(diagnostics.filter(isOfInput), strict);
  if (!plan || code !== EXIT.clean) {
    if (!quiet) tell(`${formatSummary(diagnostics)}; nothing was written\n`);
    return EXIT.findings;
  }
  writeWhole(out, emitted(plan));
  if (!quiet)
    tell(
      `${stackTable(plan)}\n${formatWaived(waived)}${formatSummary(diagnostics, waived.length)}; Terraform JSON is in ${join(out, 'stacks')}\n`,
    );
  return EXIT.clean;
}

/** What only the folder shows cannot be mended in the input, and is said once: it stops nobody, however strict. */
function isOfInput({ rule, severity }: Diagnostic): boolean {
  return severity === 'error' || (rule !== 'stack-vanished' && rule !== 'account-renamed');
}
