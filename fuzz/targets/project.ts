import { join } from 'node:path';
import { createColors } from 'picocolors';
import { UnusablePath } from '../../src/cli/files';
import { load } from '../../src/cli/load';
import { sarifTool } from '../../src/cli/sarif-tool';
import { terraformJson } from '../../src/constructs/terraform-json';
import { type Diagnostic, hasErrors } from '../../src/diagnostics/diagnostic';
import { formatGitHub } from '../../src/diagnostics/format/github';
import { formatJson } from '../../src/diagnostics/format/json';
import { formatSarif } from '../../src/diagnostics/format/sarif';
import { formatText } from '../../src/diagnostics/format/text';
import { lineStarts, rangeOf } from '../../src/diagnostics/source';
import { renderOutput } from '../../src/render/output';
import { Fault, type Seed, type Verdict } from '../target';
import { checkReferences } from './references';

/** Reads bindings with all that belongs to them, as `render` does, up to the texts that would be written. */
export function judgeProject(folder: string, { main, lock }: Seed): Verdict {
  const input = { bindings: join(folder, main), lock: lock === undefined ? undefined : join(folder, lock) };
  const read = refusing(() => load({ ...input, today: '2026-11-24' }));
  if (!read) return 'refused';
  const { diagnostics, plan } = read;
  checkDiagnostics(diagnostics);
  if (!plan) {
    if (!hasErrors(diagnostics)) throw new Fault('nothing is emitted, and no error says why');
    return 'refused';
  }
  if (hasErrors(diagnostics)) throw new Fault('something is emitted from files with errors');
  const stacks = terraformJson(plan);
  for (const stack of stacks.values()) checkReferences(stack);
  renderOutput(plan, stacks);
  return 'accepted';
}

/** What a reader gives, or nothing if it refuses in a sentence. */
export function refusing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UnusablePath)) throw error;
    checkSentence(error.message);
    return undefined;
  }
}

/** Every diagnostic has a place in its file and is a sentence, and every format can show it. */
export function checkDiagnostics(diagnostics: readonly Diagnostic[]): void {
  for (const { message, at, related } of diagnostics) {
    checkSentence(message);
    for (const place of [at, ...related.map((other) => other.at)]) {
      const { line, column, endLine } = rangeOf(place);
      const lines = lineStarts(place.source.text).length;
      if (!(line >= 1 && column >= 1 && line <= lines && endLine <= lines))
        throw new Fault(`a diagnostic stands at ${line}:${column} of ${lines} lines`);
    }
  }
  const shown = formatText(diagnostics, createColors(false));
  if (/[^\P{C}\n\uD800-\uDFFF\p{Cn}\p{Co}]/u.test(shown))
    throw new Fault('a character that controls the terminal is shown');
  JSON.parse(formatJson(diagnostics));
  JSON.parse(formatSarif(diagnostics, sarifTool()));
  formatGitHub(diagnostics);
}

/** What is said to users is no trace of the program's own insides. */
export function checkSentence(message: string): void {
  if (/^\s+at .*:\d+:\d+\)?$|\[object |\bundefined\b|\bis not a function\b|Cannot read propert/m.test(message))
    throw new Fault(`no sentence for a user: ${message}`);
}
