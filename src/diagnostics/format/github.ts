import type { Diagnostic, RelatedLocation } from '../diagnostic';
import { type Range, rangeOf } from '../source';
import { printable, printableLines } from './printable';

/**
 * For GitHub Actions: workflow commands, which annotate the lines of a pull request.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function formatGitHub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map((diagnostic) => `${command(diagnostic)}\n`).join('');
}

function command({ rule, severity, message, at, related }: Diagnostic): string {
  const level = severity === 'info' ? 'notice' : severity;
  const properties = { file: printable(at.source.file), ...lines(rangeOf(at)), title: rule };
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  const text = printableLines([message, ...related.map(place)].join('\n'));
  return `::${level} ${list.join(',')}::${escapeData(text)}`;
}

/** Columns count only within one line. */
function lines({ line, column, endLine, endColumn }: Range) {
  return line === endLine ? { line, col: column, endLine, endColumn } : { line, endLine };
}

/** An annotation has one place: further ones are named in its text. */
function place({ message, at }: RelatedLocation): string {
  const { line, column } = rangeOf(at);
  return `${at.source.file}:${line}:${column}: ${message}`;
}

/** The text of a workflow command. */
export function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

/** A property of a workflow command. */
export function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
