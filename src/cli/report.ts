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

/** Files that the user has named, which the commands in messages have to name, too. */
export interface NamedFiles {
  readonly bindings?: string;
  readonly lock?: string;
}

/** Commands in messages with the options in use, so that they can be typed as they stand. */
export function withOptions(diagnostics: readonly Diagnostic[], { bindings, lock }: NamedFiles): readonly Diagnostic[] {
  const options = [
    ...(bindings === undefined ? [] : [` --bindings ${word(bindings)}`]),
    ...(lock === undefined ? [] : [` --lock ${word(lock)}`]),
  ].join('');
  if (options === '') return diagnostics;
  return diagnostics.map((diagnostic) => ({
    ...diagnostic,
    message: diagnostic.message.replace(COMMAND, (command) => command + options),
  }));
}

const COMMAND = /npx oidc-bindings (lock|lint|render|synth|workflow|simulate|check-workflows|matrix)\b/g;

/** A text as one word of a shell. */
function word(text: string): string {
  return /^[\w./@:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** Writes diagnostics where their readers are: text to stderr, what machines read to stdout. */
export function report(found: readonly Diagnostic[], format: Format, color = true, named: NamedFiles = {}): void {
  const diagnostics = withOptions(found, named);
  if (format === 'json') giveAsIs(formatJson(diagnostics));
  else if (format === 'github') giveAsIs(formatGitHub(diagnostics));
  else if (format === 'sarif') giveAsIs(formatSarif(diagnostics, sarifTool()));
  else if (diagnostics.length > 0) tell(`${formatText(diagnostics, stderrColors(color))}\n`);
}
