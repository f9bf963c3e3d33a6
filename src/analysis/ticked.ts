/** A name in backquotes; one of its own is written as in a string of JavaScript, so that the two that enclose it are the only ones. */
export function ticked(text: string): string {
  return `\`${text.replaceAll('`', '\\x60')}\``;
}
