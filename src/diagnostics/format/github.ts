import type { Diagnostic } from '../diagnostic';
import { rangeOf } from '../source';

/**
 * For GitHub Actions: workflow commands, which annotate the lines of a pull request.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function formatGitHub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map((diagnostic) => `${command(diagnostic)}\n`).join('');
}

function command({ rule, severity, message, at }: Diagnostic): string {
  const { line, column, endLine, endColumn } = rangeOf(at);
  const level = severity === 'info' ? 'notice' : severity;
  const properties = { file: at.source.file, line, col: column, endLine, endColumn, title: rule };
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${level} ${list.join(',')}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
