import { findings } from '../../cloudformation/findings';
import { STACK_SETS, type StackSets, stackSetFiles } from '../../cloudformation/manifest';
import { type CloudFormationOutput, cloudFormationOutput } from '../../cloudformation/output';
import { formatSummary } from '../../diagnostics/format/text';
import { location } from '../../diagnostics/source';
import { type FileChange, changesBetween, countChanges } from '../../render/changes';
import { EXIT, type ExitCode, exitCodeFor } from '../exit-code';
import { shown } from '../files';
import { inputFile } from '../input-file';
import { type Loaded, load } from '../load';
import { checkForeign } from '../output/compare';
import { exclusively } from '../output/exclusively';
import { isInterrupted } from '../output/journal';
import { readFiles, readStackSets } from '../output/read-output';
import { recover, replaceFiles } from '../output/replace-files';
import { report } from '../report';
import { stackSetTable } from '../stack-set-table';
import { give, tell } from '../streams';
import type { LintOptions } from './lint';

/** Options of `cloudformation`. */
export interface CloudFormationOptions extends LintOptions {
  readonly out: string;
  readonly check?: boolean;
}

/** What is to be written, and what for that has to happen to what is there. */
interface Emission {
  readonly loaded: Loaded;
  /** Absent if anything is wrong. */
  readonly output?: CloudFormationOutput;
  readonly changes: readonly FileChange[];
}

/** `cloudformation`: templates and stack sets of the account side, to be committed. Nothing is written if anything is wrong. */
export function cloudFormation(options: CloudFormationOptions): ExitCode {
  const { out, check, quiet } = options;
  if (check) return compared(options);
  return exclusively(out, (hold) => {
    if (recover(out, hold.work) && !quiet)
      tell(`the last run did not finish: ${shown(out)} is what it was before that run\n`);
    const { loaded, output, changes } = emission(options);
    report(loaded.diagnostics, options.format, options.color);
    if (!output) return refused(loaded, options);
    if (changes.length > 0) replaceFiles(out, changes, hold);
    if (quiet) return EXIT.clean;
    const summary = `${formatSummary(loaded.diagnostics)}; ${countChanges(changes)}`;
    tell(`${stackSetTable(output)}\n${summary}; templates are in ${shown(out)}\n`);
    return EXIT.clean;
  });
}

function compared(options: CloudFormationOptions): ExitCode {
  const { out, format, color, quiet } = options;
  const { loaded, output, changes } = emission(options);
  report(loaded.diagnostics, format, color);
  if (!output) return refused(loaded, options);
  const { unifiedDiff } = require('../../render/diff') as typeof import('../../render/diff');
  (format === 'text' ? give : tell)(unifiedDiff(changes, shown(out)));
  const isHalf = isInterrupted(out);
  if (!quiet) tell(`${formatSummary(loaded.diagnostics)}; ${verdict(shown(out), isHalf, changes)}\n`);
  return changes.length > 0 || isHalf ? EXIT.findings : EXIT.clean;
}

function verdict(out: string, isHalf: boolean, changes: readonly FileChange[]): string {
  if (isHalf) return `${out} is half written, since the last run did not finish: run again without --check`;
  if (changes.length === 0) return `${out} is up to date`;
  return `${out} is out of date: ${countChanges(changes, ['to write', 'to remove'])}`;
}

function refused({ diagnostics }: Loaded, { quiet, check }: CloudFormationOptions): ExitCode {
  if (!quiet) tell(`${formatSummary(diagnostics)}; ${check ? 'nothing was compared' : 'nothing was written'}\n`);
  return EXIT.findings;
}

function emission({ bindings = inputFile(process.env), lock, today, strict, out }: CloudFormationOptions): Emission {
  const before = readStackSets(out);
  let output: CloudFormationOutput | undefined;
  const { diagnostics: all, ...rest } = load({ bindings, lock, today }, ({ access, bindings: { source } }) => {
    output = cloudFormationOutput(access.plan.accounts, before);
    const accountsAt = location(source, ['accounts']);
    const diagnostics = findings({ stackSets: output.stackSets, before, access, accountsAt });
    return { diagnostics, complete: false };
  });
  const diagnostics = all.filter(({ severity, rule }) => severity !== 'info' || rule === 'not-in-cloudformation');
  const loaded = { ...rest, diagnostics };
  if (!loaded.plan || !output || exitCodeFor(diagnostics, strict) !== EXIT.clean) return { loaded, changes: [] };
  return { loaded, output, changes: changesOf(out, before, output) };
}

function changesOf(out: string, before: StackSets, { files }: CloudFormationOutput): readonly FileChange[] {
  const own = new Set(stackSetFiles(before));
  const changes = changesBetween(readFiles(out, new Set([...own, ...files.keys()])), files);
  checkForeign(changes, own, out, STACK_SETS);
  return changes;
}
