import { isatty } from 'node:tty';
import { createColors } from 'picocolors';
import type { Diagnostic } from '../diagnostics/diagnostic';
import { formatGitHub } from '../diagnostics/format/github';
import { formatJson } from '../diagnostics/format/json';
import { formatSarif } from '../diagnostics/format/sarif';
import { formatText } from '../diagnostics/format/text';
import { sarifTool } from './sarif-tool';

/** The forms in which diagnostics are shown. */
export const FORMATS = ['text', 'json', 'github', 'sarif'] as const;

/** One of {@link FORMATS}. */
export type Format = (typeof FORMATS)[number];

/** Colours for stderr, unless NO_COLOR or `--no-color` forbids them or nobody is looking. */
export function stderrColors(wanted = true) {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  return createColors(wanted && !NO_COLOR && (Boolean(FORCE_COLOR) || (isatty(2) && TERM !== 'dumb')));
}

/** What concerns those who emit: infos are for those who lint. */
export function withoutInfos(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity !== 'info');
}

/** Writes diagnostics where their readers are: text to stderr, what machines read to stdout. */
export function report(diagnostics: readonly Diagnostic[], format: Format, color = true): void {
  if (format === 'json') process.stdout.write(formatJson(diagnostics));
  else if (format === 'github') process.stdout.write(formatGitHub(diagnostics));
  else if (format === 'sarif') process.stdout.write(formatSarif(diagnostics, sarifTool()));
  else if (diagnostics.length > 0) process.stderr.write(`${formatText(diagnostics, stderrColors(color))}\n`);
}
