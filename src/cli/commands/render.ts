import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sortDiagnostics } from '../../diagnostics/diagnostic';
import { formatSummary } from '../../diagnostics/format/text';
import { countChanges } from '../../render/changes';
import { renderOutput } from '../../render/output';
import { EXIT, type ExitCode, exitCodeFor } from '../exit-code';
import { shown } from '../files';
import { inputFile } from '../input-file';
import { type Loaded, load } from '../load';
import { type Comparison, type Rendering, compare } from '../output/compare';
import { exclusively } from '../output/exclusively';
import { isInterrupted } from '../output/journal';
import { recover, replaceFiles } from '../output/replace-files';
import { report, withoutInfos } from '../report';
import { stackTable } from '../stack-table';
import { give, tell } from '../streams';
import type { LintOptions } from './lint';

/** Options of `render`. */
export interface RenderOptions extends LintOptions {
  readonly out: string;
  readonly check?: boolean;
  readonly forget?: readonly string[];
}

/** `render`: Terraform JSON to be committed. Nothing is written if anything is wrong. */
export function render(options: RenderOptions): ExitCode {
  const { bindings: path = inputFile(process.env), lock, today, out, check } = options;
  if (!check && isInterrupted(out)) exclusively(out, ({ work }) => restore(out, work, options));
  const { diagnostics: all, ...rest } = load({ bindings: path, lock, today });
  const loaded = { ...rest, diagnostics: withoutInfos(all) };
  const { diagnostics, bindings, plan } = loaded;
  if (!bindings || !plan || exitCodeFor(diagnostics, options.strict) !== EXIT.clean) return refuse(loaded, options);
  // Loaded here and not above: CDKTF takes longer to load than everything else.
  const { terraformJson } =
    require('../../constructs/terraform-json') as typeof import('../../constructs/terraform-json');
  const output = renderOutput(plan, terraformJson(plan));
  const rendering = { out, forget: options.forget ?? [], bindings, plan, output };
  return check ? checkOutput(rendering, loaded, options) : writeOutput(rendering, loaded, options);
}

function writeOutput(rendering: Rendering, loaded: Loaded, options: RenderOptions): ExitCode {
  const { out, plan } = rendering;
  return exclusively(out, (hold) => {
    restore(out, hold.work, options);
    const { lost, changes } = compare(rendering);
    if (lost.length > 0) return refuse(withLost(loaded, lost), options);
    report(loaded.diagnostics, options.format, options.color);
    if (changes.length > 0) replaceFiles(out, changes, hold);
    if (options.quiet) return EXIT.clean;
    for (const stack of rendering.forget) tell(`${forgotten(stack, rendering)}\n`);
    tell(
      `${stackTable(plan)}\n${formatSummary(loaded.diagnostics)}; ${countChanges(changes)}; Terraform JSON is in ${shown(out)}\n`,
    );
    return EXIT.clean;
  });
}

function checkOutput(rendering: Rendering, loaded: Loaded, options: RenderOptions): ExitCode {
  const { out } = rendering;
  const { lost, changes } = compare(rendering);
  if (lost.length > 0) return refuse(withLost(loaded, lost), options);
  report(loaded.diagnostics, options.format, options.color);
  const { unifiedDiff } = require('../../render/diff') as typeof import('../../render/diff');
  (options.format === 'text' ? give : tell)(unifiedDiff(changes, shown(out)));
  const findings = loaded.diagnostics.length > 0 ? `${formatSummary(loaded.diagnostics)}; ` : '';
  if (!options.quiet) tell(`${findings}${verdict(out, changes)}\n`);
  return changes.length > 0 || isInterrupted(out) ? EXIT.findings : EXIT.clean;
}

function verdict(out: string, changes: Comparison['changes']): string {
  if (isInterrupted(out)) return `${shown(out)} is half written, since the last run did not finish: render again`;
  if (changes.length === 0) return `${shown(out)} is up to date`;
  return `${shown(out)} is out of date: ${countChanges(changes, ['to write', 'to remove'])}`;
}

function refuse({ diagnostics }: Loaded, { format, color, quiet, check }: RenderOptions): ExitCode {
  report(diagnostics, format, color);
  const undone = check ? 'nothing was compared' : 'nothing was written';
  if (!quiet) tell(`${formatSummary(diagnostics)}; ${undone}\n`);
  return EXIT.findings;
}

function withLost({ diagnostics, waived }: Loaded, lost: Comparison['lost']): Loaded {
  return { diagnostics: sortDiagnostics([...diagnostics, ...lost]), waived };
}

function restore(out: string, work: string, { quiet }: RenderOptions): void {
  const interrupted = recover(out, work);
  if (interrupted && !quiet) tell(`the last run did not finish: ${shown(out)} is what it was before that run\n`);
}

function forgotten(stack: string, { out, output }: Rendering): string {
  if (output.manifest.stacks.some((each) => each.stack === stack)) return `${stack} is forgotten, and written anew`;
  const folder = join(out, stack);
  const left = namesIn(folder);
  return left.length === 0
    ? `${stack} is forgotten, and ${shown(folder)} removed`
    : `${stack} is forgotten; ${shown(folder)} stays for what else is in it: ${left.join(', ')}`;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
