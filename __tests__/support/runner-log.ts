/** What a terminal follows, what turns the direction of writing, and what breaks a line; tabs and line feeds are text. */
const CONTROL = /(?![\t\n])[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/**
 * What in an output is more than text to a terminal or to the runner of GitHub Actions, line by line. The runner is modelled after
 * its source: it overlooks what a comparison by culture overlooks.
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function notText(output: string): readonly string[] {
  return output.split(/\r\n|\r|\n/).filter((line) => CONTROL.test(line) || isCommand(line));
}

function isCommand(line: string): boolean {
  const seen = line.replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '');
  return seen.trimStart().startsWith('::') || seen.includes('##[');
}
