/** Characters that move the cursor, turn the direction of writing, break lines, or cannot be seen. An emoji's variation selector stays. */
export const HIDDEN = /(?!\uFE0F)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** One line of text without the characters that would change what its reader sees. */
export function printable(text: string): string {
  return text.replace(HIDDEN, (char) => (char === '\t' ? ' ' : '\uFFFD'));
}

/**
 * Lines of text that are safe on a terminal and in the log of a GitHub Actions job: every line is {@link printable}, and none is a
 * command to the runner. That takes `::` for one at the beginning of a line, after any white space, and `##[` anywhere, and
 * overlooks what cannot be seen: a space goes between. https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function printableLines(text: string): string {
  return text
    .split('\n')
    .map((line) => withoutCommands(printable(line)))
    .join('\n');
}

function withoutCommands(line: string): string {
  return line.replace(/^([\s\uFE0F]*:)(?=\uFE0F*:)/u, '$1 ').replace(/#\uFE0F*#(?=\uFE0F*\[)/gu, '$& ');
}
