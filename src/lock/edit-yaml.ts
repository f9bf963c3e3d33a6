import { type ParsedNode, type YAMLMap, isMap, isScalar, isSeq } from 'yaml';
import { keyText } from '../diagnostics/source';
import { type Tree, blockPair, blockValue, flowPair, flowText } from './yaml-text';

/** A piece of a text, and what takes its place. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** How a mapping of a file is brought to what it should say. Everything that this does not name stays as it is written. */
export interface MapEdit {
  readonly entries: ReadonlyMap<string, Tree>;
  /** Order of keys: where a new one is put. */
  readonly compare: (a: string, b: string) => number;
  /** Whether a key that `entries` lacks is taken out. */
  readonly drops: (key: string) => boolean;
  /** The new name of a key. */
  readonly renames?: ReadonlyMap<string, string>;
  /** How the mapping under a key is brought to what it should say; without this its value is replaced. */
  readonly below?: (key: string) => MapEdit | undefined;
  /** How many levels of mappings below this one are written on lines of their own. */
  readonly flowDepth: number;
}

type Pair = YAMLMap.Parsed['items'][number];

/** The text with all splices made; those at one place in the order given. */
export function splice(text: string, splices: readonly Splice[]): string {
  const sorted = splices.toSorted((a, b) => a.start - b.start || a.end - b.end);
  let at = 0;
  const parts = sorted.flatMap(({ start, end, text: replacement }) => {
    const before = text.slice(at, start);
    at = Math.max(at, end);
    return [before, replacement];
  });
  return parts.join('') + text.slice(at);
}

/** What to change in a mapping's text, and nowhere else, so that comments, order and spelling of the rest stay. */
export function editMap(text: string, map: YAMLMap.Parsed, edit: MapEdit): readonly Splice[] {
  const { entries, drops, renames, compare } = edit;
  const pairs = map.items.map((pair) => {
    const was = keyText(pair.key) ?? '';
    return { pair, was, key: renames?.get(was) ?? was };
  });
  const kept = pairs.filter(({ key }) => entries.has(key) || !drops(key));
  const missing = [...entries].filter(([key]) => !pairs.some((each) => each.key === key));
  const inPlace = kept.flatMap(({ pair, was, key }): readonly Splice[] => [
    ...(was === key ? [] : [{ start: pair.key.range[0], end: pair.key.range[1], text: key }]),
    ...editValue(text, map, pair, entries.get(key), edit.below?.(key), edit.flowDepth),
  ]);
  const gone = pairs.filter((each) => !kept.includes(each)).map(({ pair }) => pair);
  const staying = kept.map(({ pair }) => pair);
  if (map.flow) return [...inPlace, ...editFlow(map.items, staying, gone, missing)];
  const indent = ' '.repeat(columnOf(text, map.items[0]?.key.range[0] ?? 0));
  const insertions = missing.map(([key, value]): Splice => {
    const before = kept.findLast((each) => compare(each.key, key) < 0)?.pair;
    const at = before ? endOf(text, before) : startOf(text, map.items[0]);
    return insertion(text, at, blockPair(key, value, indent, edit.flowDepth));
  });
  return [...inPlace, ...insertions, ...gone.map((pair) => removal(text, map.items, pair))];
}

function editValue(
  text: string,
  map: YAMLMap.Parsed,
  pair: Pair,
  value: Tree | undefined,
  below: MapEdit | undefined,
  flowDepth: number,
): readonly Splice[] {
  const node: ParsedNode | null = pair.value;
  if (value === undefined || isSame(node, value)) return [];
  if (isMap(node) && node.items.length > 0 && below) return editMap(text, node, below);
  const isOneLine = map.flow || flowDepth === 0 || !(value instanceof Map);
  if (node && isOneLine && !isBlock(node) && node.range[0] < node.range[1])
    return [{ start: node.range[0], end: node.range[1], text: flowText(value) }];
  const start = text.indexOf(':', pair.key.range[1]) + 1;
  if (map.flow) return [{ start, end: node?.range[1] ?? start, text: ` ${flowText(value)}` }];
  const indent = ' '.repeat(columnOf(text, pair.key.range[0]));
  return [{ start, end: endOf(text, pair), text: blockValue(value, indent, flowDepth) }];
}

function isBlock(node: ParsedNode): boolean {
  return (isMap(node) || isSeq(node)) && !node.flow;
}

function isSame(node: ParsedNode | null, value: Tree): boolean {
  if (isScalar(node)) return node.value === value;
  if (!isSeq(node) || !Array.isArray(value)) return false;
  return node.items.length === value.length && node.items.every((item, i) => isScalar(item) && item.value === value[i]);
}

/** In braces what is new comes last, and what goes takes the comma before it along, or the one behind. */
function editFlow(
  items: readonly Pair[],
  staying: readonly Pair[],
  gone: readonly Pair[],
  missing: readonly (readonly [string, Tree])[],
): readonly Splice[] {
  const added = missing.map(([key, value]) => flowPair(key, value)).join(', ');
  const end = (pair: Pair) => pair.value?.range[1] ?? pair.key.range[1];
  const [first] = items;
  const last = items.at(-1);
  if (!first || !last) return [];
  if (staying.length === 0) return [{ start: first.key.range[0], end: end(last), text: added }];
  const removals = gone.map((pair): Splice => {
    const i = items.indexOf(pair);
    const next = items[i + 1];
    const isHead = !items.slice(0, i).some((each) => staying.includes(each));
    return isHead && next
      ? { start: pair.key.range[0], end: next.key.range[0], text: '' }
      : { start: end(items[i - 1] ?? pair), end: end(pair), text: '' };
  });
  const anchor = end(staying.at(-1) as Pair);
  return [...(added === '' ? [] : [{ start: anchor, end: anchor, text: `, ${added}` }]), ...removals];
}

function insertion(text: string, at: number, lines: string): Splice {
  const isOpenEnd = at === text.length && text !== '' && !text.endsWith('\n');
  return { start: at, end: at, text: isOpenEnd ? `\n${lines.slice(0, -1)}` : lines };
}

/** With the comment above it, which is its own unless it is the first. */
function removal(text: string, items: readonly Pair[], pair: Pair): Splice {
  const start = pair === items[0] ? lineStart(text, pair.key.range[0]) : startOf(text, pair);
  return { start, end: endOf(text, pair), text: '' };
}

/** The start of a key's line, or of the comments right above it. */
function startOf(text: string, pair: Pair | undefined): number {
  let start = lineStart(text, pair?.key.range[0] ?? 0);
  const indent = ' '.repeat(columnOf(text, pair?.key.range[0] ?? 0));
  while (start > 0) {
    const above = lineStart(text, start - 1);
    if (!text.startsWith(`${indent}#`, above)) break;
    start = above;
  }
  return start;
}

/** Where the line after a pair begins. */
function endOf(text: string, pair: Pair): number {
  const end = pair.value?.range[1] ?? pair.key.range[1];
  if (text[end - 1] === '\n') return end;
  const newline = text.indexOf('\n', end);
  return newline < 0 ? text.length : newline + 1;
}

function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

function columnOf(text: string, at: number): number {
  return at - lineStart(text, at);
}
