/** Text without the control and bidirectional characters that would change what its reader sees. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (char) => (char === '\t' ? ' ' : '\uFFFD'));
}
