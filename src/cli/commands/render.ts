import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { formatSummary } from '../../diagnostics/format/text';
import { type FileChange, countChanges } from '../../render/changes';
import { renderOutput } from '../../render/output';
import { changesSinceRendered } from '../before/rendered';
import { changesSince, united } from '../before/since';
import { readStacks, terraformJsonOf } from '../before/stacks';
import { EXIT, type ExitCode, exitCodeFor } from '../exit-code';
import { shown } from '../files';
import { inputFile } from '../input-file';
import { type Loaded, load } from '../load';
import { type Rendering, compare } from '../output/compare';
import { exclusively } from '../output/exclusively';
import { isInterrupted } from '../output/journal';
import { readManifest } from '../output/read-output';
import { once } from '../once';
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
  const { bindings: path = inputFile(process.env), lock, today, out, check, forget = [], since, quiet } = options;
  if (!check && isInterrupted(out)) exclusively(out, ({ work }) => restore(out, work, options));
  const manifest = readManifest(out);
  const json = once(terraformJsonOf);
  const { diagnostics: all, ...rest } = load({ bindings: path, lock, today }, (present) => {
    const stacks = json(present.access.plan);
    const answered = new Set([...forget, ...manifest.stacks.map(({ stack }) => stack)]);
    const input = { bindings: path, lock };
    const ofOutput = changesSinceRendered({ out, manifest, forget }, present, stacks);
    if (since === undefined) return { diagnostics: ofOutput, complete: false };
    const ofRevision = changesSince({ revision: since, input, quiet, answered }, present, () => readStacks(stacks));
    return { diagnostics: united(ofRevision, ofOutput), complete: true };
  });
  const loaded = { ...rest, diagnostics: withoutInfos(all) };
  const { diagnostics, plan } = loaded;
  if (!plan || exitCodeFor(diagnostics, options.strict) !== EXIT.clean) return refuse(loaded, options);
  const output = renderOutput(plan, json(plan));
  const rendering = { out, forget, plan, output };
  return check ? checkOutput(rendering, loaded, options) : writeOutput(rendering, loaded, options);
}

function writeOutput(rendering: Rendering, loaded: Loaded, options: RenderOptions): ExitCode {
  const { out, plan } = rendering;
  return exclusively(out, (hold) => {
    restore(out, hold.work, options);
    const changes = compare(rendering);
    report(loaded.diagnostics, options.format, options.color, options);
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
  const changes = compare(rendering);
  report(loaded.diagnostics, options.format, options.color, options);
  const { unifiedDiff } = require('../../render/diff') as typeof import('../../render/diff');
  (options.format === 'text' ? give : tell)(unifiedDiff(changes, shown(out)));
  const findings = loaded.diagnostics.length > 0 ? `${formatSummary(loaded.diagnostics)}; ` : '';
  if (!options.quiet) tell(`${findings}${verdict(out, changes)}\n`);
  return changes.length > 0 || isInterrupted(out) ? EXIT.findings : EXIT.clean;
}

function verdict(out: string, changes: readonly FileChange[]): string {
  if (isInterrupted(out)) return `${shown(out)} is half written, since the last run did not finish: render again`;
  if (changes.length === 0) return `${shown(out)} is up to date`;
  return `${shown(out)} is out of date: ${countChanges(changes, ['to write', 'to remove'])}`;
}

function refuse({ diagnostics }: Loaded, options: RenderOptions): ExitCode {
  const { format, color, quiet, check } = options;
  report(diagnostics, format, color, options);
  const undone = check ? 'nothing was compared' : 'nothing was written';
  if (!quiet) tell(`${formatSummary(diagnostics)}; ${undone}\n`);
  return EXIT.findings;
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
