import type { Colors } from 'picocolors/types';
import { helpUrl } from '../catalogue';
import type { Diagnostic, Severity } from '../diagnostic';
import { type Location, type Range, lineText, rangeOf } from '../source';
import type { Waived } from '../waivers';
import { printable } from './printable';

/** For people: place, what is wrong, the line itself with the spot marked, and the way out. */
export function formatText(diagnostics: readonly Diagnostic[], colors: Colors): string {
  return diagnostics.map((diagnostic) => `${block(diagnostic, colors)}\n`).join('\n');
}

/** `2 errors, 1 warning, 1 waived`. */
export function formatSummary(diagnostics: readonly Diagnostic[], waived = 0): string {
  const counts = (['error', 'warning', 'info'] as const).map((severity) => {
    const count = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    return count && `${count} ${severity}${count === 1 || severity === 'info' ? '' : 's'}`;
  });
  return [...counts, waived && `${waived} waived`].filter(Boolean).join(', ') || 'no findings';
}

/** Where the documentation explains what was found; nothing where nothing was. */
export function formatPages(diagnostics: readonly Diagnostic[]): string {
  const pages = [...new Set(diagnostics.map(({ rule }) => helpUrl(rule)))].sort();
  return pages.length === 0
    ? ''
    : `see ${pages.slice(0, MAX_PAGES).join(', ')}${pages.length > MAX_PAGES ? ', …' : ''}\n`;
}

/** More pages are not named in one line. */
const MAX_PAGES = 5;

/** The waivers in force, a line each: who reads what is emitted should know what was lived with. */
export function formatWaived(waived: readonly Waived[]): string {
  return waived
    .map(({ diagnostic: { rule, at }, waiver: { until = '', reason } }) => {
      return `waived until ${until}: ${rule} at ${printable(at.source.file)}:${rangeOf(at).line} (${printable(reason)})\n`;
    })
    .join('');
}

function block({ rule, severity, message, at, related }: Diagnostic, colors: Colors): string {
  const range = rangeOf(at);
  const [headline = '', ...wayOut] = message.split('\n').map(printable);
  return [
    `${colors.bold(place(at, range))} ${paint(severity, colors)} ${headline} ${colors.dim(`[${rule}]`)}`,
    ...codeFrame(at, range, colors),
    ...wayOut.map((line) => `  ${line}`),
    ...related.flatMap((other) => {
      const where = rangeOf(other.at);
      return [
        `  ${colors.bold(place(other.at, where))} ${printable(other.message)}`,
        ...codeFrame(other.at, where, colors),
      ];
    }),
  ].join('\n');
}

function place(at: Location, { line, column }: Range): string {
  return `${printable(at.source.file)}:${line}:${column}:`;
}

function paint(severity: Severity, colors: Colors): string {
  const color = { error: colors.red, warning: colors.yellow, info: colors.cyan }[severity];
  return color(`${severity}:`);
}

const FRAME_WIDTH = 160;

function codeFrame(at: Location, range: Range, colors: Colors): readonly string[] {
  const text = lineText(at.source, range.line);
  if (!text.trim()) return [];
  const from = Math.max(0, range.column - FRAME_WIDTH / 2);
  const shown = printable(text.slice(from, from + FRAME_WIDTH));
  const gutter = String(range.line).length;
  const end = range.endLine === range.line ? range.endColumn - 1 : text.length;
  const width = Math.max(1, Math.min(end, from + FRAME_WIDTH) - range.column + 1);
  const marks = ' '.repeat(range.column - 1 - from) + '^' + '~'.repeat(width - 1);
  return [
    `  ${colors.dim(`${range.line} |`)} ${shown}`,
    `  ${colors.dim(`${' '.repeat(gutter)} |`)} ${colors.red(marks)}`,
  ];
}
