import { yamlText } from '../bindings/yaml-text';

/** Plain data as it is written into the lock file. */
export type Tree = string | number | boolean | readonly string[] | ReadonlyMap<string, Tree>;

/** A mapping's keys and values on lines of their own, each line ended; mappings in it are in braces from `flowDepth` on. */
export function blockText(tree: ReadonlyMap<string, Tree>, indent: string, flowDepth: number): string {
  return [...tree].map(([key, value]) => blockPair(key, value, indent, flowDepth)).join('');
}

/** One key with its value, in the same way. */
export function blockPair(key: string, value: Tree, indent: string, flowDepth: number): string {
  return `${indent}${yamlText(key)}:${blockValue(value, indent, flowDepth)}`;
}

/** What follows the colon of a key, with the end of its line. */
export function blockValue(value: Tree, indent: string, flowDepth: number): string {
  return value instanceof Map && value.size > 0 && flowDepth > 0
    ? `\n${blockText(value as ReadonlyMap<string, Tree>, `${indent}  `, flowDepth - 1)}`
    : ` ${flowText(value)}\n`;
}

/** A value on one line. */
export function flowText(value: Tree): string {
  if (value instanceof Map) {
    const pairs = [...(value as ReadonlyMap<string, Tree>)].map(([key, each]) => flowPair(key, each));
    return pairs.length > 0 ? `{ ${pairs.join(', ')} }` : '{}';
  }
  if (Array.isArray(value)) return `[${(value as readonly string[]).map(yamlText).join(', ')}]`;
  return yamlText(value as string | number | boolean);
}

/** One key with its value on one line. */
export function flowPair(key: string, value: Tree): string {
  return `${yamlText(key)}: ${flowText(value)}`;
}
