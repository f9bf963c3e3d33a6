import { join } from 'node:path';
import { formatSummary, formatWaived } from '../../diagnostics/format/text';
import { EXIT, type ExitCode, exitCodeFor } from '../exit-code';
import { inputFile, outputFolder } from '../input-file';
import { load } from '../load';
import { writeWhole } from '../output/write-whole';
import { report, withoutInfos } from '../report';
import { stackTable } from '../stack-table';
import { tell } from '../streams';
import { warnOfVanishedStacks } from '../vanished-stacks';
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
  out,
}: SynthOptions): ExitCode {
  const { diagnostics: all, waived, plan } = load({ bindings, lock, today });
  const diagnostics = withoutInfos(all);
  report(diagnostics, format, color);
  const code = exitCodeFor(diagnostics, strict);
  if (!plan || code !== EXIT.clean) {
    if (!quiet) tell(`${formatSummary(diagnostics)}; nothing was written\n`);
    return EXIT.findings;
  }
  // Loaded here and not above: CDKTF takes longer to load than everything else, and not every command needs it.
  const { emit } = require('../../constructs/emit') as typeof import('../../constructs/emit');
  warnOfVanishedStacks(plan, out, color);
  const outdir = out ?? outputFolder();
  writeWhole(outdir, emit(plan));
  if (!quiet)
    tell(
      `${stackTable(plan)}\n${formatWaived(waived)}${formatSummary(diagnostics, waived.length)}; Terraform JSON is in ${join(outdir, 'stacks')}\n`,
    );
  return EXIT.clean;
}
