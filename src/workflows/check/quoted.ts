/** Names once each, as they stand in a message, with what they are before them. */
export function quoted(names: readonly string[], what?: string): string {
  const each = [...new Set(names)];
  const list = each.map((name) => `\`${name}\``).join(', ');
  return what === undefined ? list : `${what}${each.length > 1 ? 's' : ''} ${list}`;
}
