import { createColors } from 'picocolors';
import type { Diagnostic } from '../../src/diagnostics/diagnostic';
import { formatGitHub } from '../../src/diagnostics/format/github';
import { formatJson } from '../../src/diagnostics/format/json';
import { formatText } from '../../src/diagnostics/format/text';
import { lineStarts, rangeOf } from '../../src/diagnostics/source';
import { Fault } from '../target';

/** Every diagnostic has a place in its file and is a sentence, and every format can show it. */
export function checkDiagnostics(diagnostics: readonly Diagnostic[]): void {
  for (const { message, at, related } of diagnostics) {
    checkSentence(message);
    for (const place of [at, ...related.map((other) => other.at)]) {
      const { line, column, endLine } = rangeOf(place);
      const lines = (place.source.lines ?? lineStarts(place.source.text)).length;
      if (!(line >= 1 && column >= 1 && line <= lines && endLine <= lines))
        throw new Fault(`a diagnostic stands at ${line}:${column} of ${lines} lines`);
    }
  }
  const shown = formatText(diagnostics, createColors(false));
  if (/[^\P{C}\n\uD800-\uDFFF\p{Cn}\p{Co}]/u.test(shown))
    throw new Fault('a character that controls the terminal is shown');
  JSON.parse(formatJson(diagnostics));
  formatGitHub(diagnostics);
}

/** What is said to users is no trace of the program's own insides. */
export function checkSentence(message: string): void {
  if (/^\s+at .*:\d+:\d+\)?$|\[object |\bundefined\b|\bis not a function\b|Cannot read propert/m.test(message))
    throw new Fault(`no sentence for a user: ${message}`);
}
