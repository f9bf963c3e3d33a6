import type { Diagnostic } from '../diagnostics/diagnostic';
import { formatGitHub } from '../diagnostics/format/github';
import { formatJson } from '../diagnostics/format/json';
import { formatSarif } from '../diagnostics/format/sarif';
import { formatText } from '../diagnostics/format/text';
import { sarifTool } from './sarif-tool';
import { giveAsIs, stderrColors, tell } from './streams';

/** The forms in which diagnostics are shown. */
export const FORMATS = ['text', 'json', 'github', 'sarif'] as const;

/** One of {@link FORMATS}. */
export type Format = (typeof FORMATS)[number];

/** What concerns those who emit: infos are for those who lint. */
export function withoutInfos(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity !== 'info');
}

/** Writes diagnostics where their readers are: text to stderr, what machines read to stdout. */
export function report(diagnostics: readonly Diagnostic[], format: Format, color = true): void {
  if (format === 'json') giveAsIs(formatJson(diagnostics));
  else if (format === 'github') giveAsIs(formatGitHub(diagnostics));
  else if (format === 'sarif') giveAsIs(formatSarif(diagnostics, sarifTool()));
  else if (diagnostics.length > 0) tell(`${formatText(diagnostics, stderrColors(color))}\n`);
}
