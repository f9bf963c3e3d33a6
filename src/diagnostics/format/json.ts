import { helpUrl } from '../catalogue';
import type { Diagnostic, Severity } from '../diagnostic';
import { rangeOf } from '../source';
import { jsonText } from './json-text';

/** For programs: every diagnostic with its positions, and how many there are of each severity. */
export function formatJson(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Severity) => diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  const report = {
    diagnostics: diagnosticsJson(diagnostics),
    summary: { error: count('error'), warning: count('warning'), info: count('info') },
  };
  return jsonText(report);
}

/** Diagnostics as programs read them. */
export function diagnosticsJson(diagnostics: readonly Diagnostic[]): readonly object[] {
  return diagnostics.map(entry);
}

function entry({ rule, severity, message, at, related }: Diagnostic) {
  const { line, column, endLine, endColumn } = rangeOf(at);
  return {
    rule,
    severity,
    message,
    file: at.source.file,
    line,
    column,
    end_line: endLine,
    end_column: endColumn,
    help_url: helpUrl(rule),
    related: related.map((other) => {
      const where = rangeOf(other.at);
      return { message: other.message, file: other.at.source.file, line: where.line, column: where.column };
    }),
  };
}
