/**
 * JSON as CDKTF writes it, byte for byte: keys in order, two spaces, what is empty over two lines. What is undefined is left
 * out. `indent` is the line end and the spaces before the value's own line.
 */
export function stableJson(value: unknown, indent = '\n'): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const within = `${indent}  `;
  if (Array.isArray(value)) return `[${value.map((item) => within + stableJson(item, within)).join(',')}${indent}]`;
  const entries = Object.keys(value)
    .sort()
    .map((key) => [key, (value as Record<string, unknown>)[key]] as const)
    .filter(([, inner]) => inner !== undefined)
    .map(([key, inner]) => `${within}${JSON.stringify(key)}: ${stableJson(inner, within)}`);
  return `{${entries.join(',')}${indent}}`;
}
