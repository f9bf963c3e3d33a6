import { type ParsedNode, isMap, isScalar, isSeq } from 'yaml';

/** A step into a document: a key of a mapping or an index of a list. */
export type PathStep = string | number;

/** One input file with its syntax tree, so that positions can be looked up when they are needed. */
export interface Source {
  /** The file's name as the user gave it, relative to where the user stands. */
  readonly file: string;
  readonly text: string;
  /** Syntax tree by the `yaml` package; `null` for an empty file or one that is not YAML. */
  readonly tree: ParsedNode | null;
  /** Where each line begins, as {@link lineStarts} says; found out each time where it is not kept. */
  readonly lines?: readonly number[];
  /** What was taken out of the data because it is reported already; see {@link wasPruned}. */
  readonly pruned: readonly (readonly PathStep[])[];
}

/** A place in a source, named by its path; line and column are computed when it is shown. */
export interface Location {
  readonly source: Source;
  readonly path: readonly PathStep[];
  readonly on: 'key' | 'value';
  /** Character offsets, for a place that has no path: a syntax error. */
  readonly span?: readonly [start: number, end: number];
  /** Where a value stands that is not at `path` itself, because it was merged in from `defaults`. */
  readonly inherited?: Location;
}

/** Lines and columns, counted from 1; the end is exclusive. */
export interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The place at `path` in `source`. */
export function location(source: Source, path: readonly PathStep[] = [], inherited?: Location): Location {
  return { source, path, on: 'value', inherited };
}

/** The place below `at` by some steps, carried along in what `at` inherits from. */
export function child(at: Location, ...steps: readonly PathStep[]): Location {
  const inherited = at.inherited && child(at.inherited, ...steps);
  return { source: at.source, path: [...at.path, ...steps], on: 'value', inherited };
}

/** The key of `at` instead of its value. */
export function keyOf(at: Location): Location {
  return { ...at, on: 'key' };
}

/** Whether something at, above or below `at` was reported and left out, so that its absence says nothing. */
export function wasPruned(at: Location): boolean {
  if (at.source.pruned.length === 0) return false;
  const path = originalPath(at.source, at.path);
  return at.source.pruned.some((gone) => gone.every((step, i) => i >= path.length || step === path[i]));
}

/** The path in the file of what is at `path` in the data: list items that were left out are counted again. */
export function originalPath(source: Source, path: readonly PathStep[]): readonly PathStep[] {
  if (source.pruned.length === 0) return path;
  const original: PathStep[] = [];
  for (const step of path) {
    const gone = source.pruned
      .filter((cut) => cut.length === original.length + 1 && original.every((known, i) => known === cut[i]))
      .map((cut) => cut[original.length])
      .filter((index) => typeof index === 'number');
    let index = step;
    if (typeof index === 'number') for (const cut of gone.sort((a, b) => a - b)) if (cut <= index) index++;
    original.push(index);
  }
  return original;
}

/** Line and column of a place; of its nearest ancestor where the place itself is not written. */
export function rangeOf(at: Location): Range {
  const [start, end] = at.span ?? spanOf(at);
  const starts = linesOf(at.source);
  const [line, column] = point(starts, start);
  const [endLine, endColumn] = point(starts, end);
  return { line, column, endLine, endColumn };
}

/** The character offset at which each line begins. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The character offset of a line and column, both counted from 1; at the end of the text for one beyond it. */
export function offsetOf(source: Source, line: number, column: number): number {
  const start = linesOf(source)[line - 1];
  return start === undefined ? source.text.length : Math.min(start + column - 1, source.text.length);
}

/** The text of a line, counted from 1, without its end. */
export function lineText(source: Source, line: number): string {
  const starts = linesOf(source);
  const end = starts[line] === undefined ? source.text.length : starts[line] - 1;
  const text = source.text.slice(starts[line - 1] ?? end, end);
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}

function linesOf({ text, lines }: Source): readonly number[] {
  return lines ?? lineStarts(text);
}

/** Whether something stands in the file at the place itself, and is not merged in or left to a default. */
export function isWritten(at: Location): boolean {
  return find(at)[1];
}

function spanOf(at: Location): readonly [number, number] {
  const [span, complete] = find(at);
  if (complete || !at.inherited) return span;
  const [elsewhere, found] = find(at.inherited);
  return found && at.inherited.source === at.source ? elsewhere : span;
}

function find(at: Location): readonly [span: readonly [number, number], complete: boolean] {
  let node: ParsedNode | null = at.source.tree;
  let span: readonly [number, number] = node ? contentSpan(node) : [0, 0];
  const path = originalPath(at.source, at.path);
  for (const [depth, step] of path.entries()) {
    const last = depth === path.length - 1;
    if (isMap(node) && step !== 0) {
      const pair = node.items.find((item) => keyText(item.key) === String(step));
      if (!pair) return [span, false];
      const value: ParsedNode | null = pair.value;
      const keySpan = contentSpan(pair.key);
      span = !value || isEmpty(value) || (last ? at.on === 'key' : isBlock(value)) ? keySpan : contentSpan(value);
      node = value;
    } else if (isSeq(node) && typeof step === 'number') {
      const item: ParsedNode | undefined = node.items[step];
      if (!item) return [span, false];
      node = item;
      span = contentSpan(item);
    } else if (step === 0 && node) {
      // What stands for a list of one is its own first item.
    } else {
      return [span, false];
    }
  }
  return [span, true];
}

/** The text of a mapping's key as it is written; nothing for a key that is a list or mapping. */
export function keyText(key: ParsedNode): string | undefined {
  return isScalar(key) ? key.source : undefined;
}

function isBlock(node: ParsedNode): boolean {
  return (isMap(node) || isSeq(node)) && !node.flow;
}

function isEmpty(node: ParsedNode): boolean {
  return node.range[0] === node.range[1];
}

function contentSpan(node: ParsedNode): readonly [number, number] {
  return [node.range[0], node.range[1]];
}

/** Line and column of an offset, counted from 1: the last line that begins at or before it. */
function point(starts: readonly number[], offset: number): readonly [line: number, column: number] {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return [low + 1, offset - (starts[low] as number) + 1];
}
