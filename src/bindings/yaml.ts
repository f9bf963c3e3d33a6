import {
  type Alias,
  CST,
  type Document,
  Lexer,
  type ParsedNode,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  visit,
} from 'yaml';
import { type Diagnostic, type Problems, type Result, createProblems } from '../diagnostics/diagnostic';
import { type PathStep, type Source, keyOf, keyText, lineStarts, location } from '../diagnostics/source';
import { RESERVED } from './template';

/** A file's text as plain data: objects without prototype, lists, strings, numbers, booleans, null. */
export interface YamlFile {
  readonly source: Source;
  readonly value: unknown;
}

const MAX_BYTES = 8 * 1024 * 1024;
const MAX_DEPTH = 64;
const MAX_NODES = 1_000_000;
/** NUL, and halves of characters: with them in a text not even its UTF-8 can be made. */
const UNUSABLE = /[\0\p{Surrogate}]/gu;

/**
 * Reads YAML 1.2 (or JSON, which is a part of it). Aliases are followed; what grows beyond bounds by them is refused. Text
 * that CDKTF would take for one of its tokens is refused here, for all files alike, and what neither AWS nor GitHub could store.
 */
export function readYaml(file: string, text: string): Result<YamlFile> {
  const empty: Source = { file, text, tree: null, pruned: [] };
  if (text.length > MAX_BYTES) {
    return [{ source: { ...empty, text: '' }, value: undefined }, [tooLarge(empty, 'the file is larger than 8 MiB')]];
  }
  if (isTooDeep(text)) {
    return [{ source: empty, value: undefined }, [tooLarge(empty, `the file is nested more than ${MAX_DEPTH} deep`)]];
  }
  const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false });
  if (document.errors.some(({ message }) => message.startsWith('Maximum call stack'))) {
    return [{ source: empty, value: undefined }, [tooLarge(empty, 'the file is nested too deeply')]];
  }
  const source: Source = { ...empty, tree: document.contents, lines: lineStarts(text) };
  const problems = createProblems();
  // What follows the first syntax error follows from it.
  for (const { pos, message } of [...document.errors.slice(0, 1), ...document.warnings]) {
    problems.error(
      'invalid-yaml',
      { ...location(source), span: pos },
      templateMessage(text, pos[0]) ?? lowerFirst(message),
    );
  }
  const value = document.errors.length > 0 ? undefined : toPlain(document, source, problems);
  return [{ source, value }, problems.all];
}

function tooLarge(source: Source, message: string): Diagnostic {
  return { rule: 'input-too-large', severity: 'error', message, at: location({ ...source, text: '' }), related: [] };
}

/** Found out before parsing, which takes the square of the depth and the stack. Between brackets indentation means nothing. */
function isTooDeep(text: string): boolean {
  let brackets = 0;
  const indents: number[] = [];
  let column = 0;
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token);
    if (type === 'flow-map-start' || type === 'flow-seq-start') brackets++;
    else if (type === 'flow-map-end' || type === 'flow-seq-end') brackets = Math.max(0, brackets - 1);
    else if (brackets === 0 && (type === 'seq-item-ind' || type === 'map-value-ind' || type === 'explicit-key-ind')) {
      while (indents.length > 0 && (indents.at(-1) as number) >= column) indents.pop();
      indents.push(column);
    }
    if (brackets + indents.length > 2 * MAX_DEPTH) return true;
    column = type === 'newline' ? 0 : column + token.length;
  }
  return false;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** `{ key: ${name} }`: the brace ends the value, and YAML's own message does not say so. */
function templateMessage(text: string, offset: number): string | undefined {
  const line = text.slice(text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1).split('\n', 1)[0] ?? '';
  const bracket = line.search(/[{[]/);
  if (bracket < 0 || !line.includes('${', bracket + 1)) return undefined;
  return 'inside `{ … }` and `[ … ]` a template must be quoted\nas in `{ key: "${account.name}" }`';
}

class TooLarge extends Error {}

/** What each alias stands for. The library's own look-up goes through the whole document each time. */
function aliasTargets(document: Document.Parsed): ReadonlyMap<Alias, ParsedNode> {
  const anchors = new Map<string, ParsedNode>();
  const targets = new Map<Alias, ParsedNode>();
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        if (target) targets.set(node, target);
      } else if (node.anchor !== undefined) anchors.set(node.anchor, node as ParsedNode);
    },
  });
  return targets;
}

function toPlain(document: Document.Parsed, source: Source, problems: Problems): unknown {
  const targets = aliasTargets(document);
  let nodes = 0;
  const convert = (node: ParsedNode | null, path: readonly PathStep[]): unknown => {
    if (++nodes > MAX_NODES || path.length > MAX_DEPTH) throw new TooLarge();
    if (isAlias(node)) {
      const target = targets.get(node);
      if (!target)
        problems.error('invalid-yaml', location(source, path), `the alias \`*${node.source}\` has no anchor before it`);
      return convert(target ?? null, path);
    }
    if (isMap(node)) return convertMap(node.items, path);
    if (isSeq(node)) return node.items.map((item, index) => convert(item, [...path, index]));
    if (!isScalar(node)) return null;
    if (typeof node.value !== 'string' || checkText(node.value, path, false)) return node.value;
    return node.value.replace(UNUSABLE, '\uFFFD');
  };
  const convertMap = (items: readonly { key: ParsedNode; value: ParsedNode | null }[], path: readonly PathStep[]) => {
    const result = Object.create(null) as Record<string, unknown>;
    for (const { key, value } of items) {
      const name = keyText(key);
      if (name === undefined) {
        problems.error(
          'invalid-yaml',
          { ...location(source), span: [key.range[0], key.range[1]] },
          'a key must be text',
        );
        continue;
      }
      if (name in result) {
        const at = { ...location(source), span: [key.range[0], key.range[1]] as const };
        const first = { message: 'it is here already', at: keyOf(location(source, [...path, name])) };
        problems.error('duplicate-key', at, `\`${name}\` is written twice`, first);
        continue;
      }
      if (!checkText(name, [...path, name], true)) continue;
      result[name] = convert(value, [...path, name]);
    }
    return result;
  };
  const checkText = (text: string, path: readonly PathStep[], isKey: boolean) => {
    const at = isKey ? keyOf(location(source, path)) : location(source, path);
    if (text.includes(RESERVED))
      problems.error(
        'reserved-text',
        at,
        `\`${RESERVED}\` is a mark of CDKTF, which would put something else in its place`,
      );
    const [unusable] = text.match(UNUSABLE) ?? [];
    if (unusable !== undefined)
      problems.error('invalid-yaml', at, `${JSON.stringify(unusable)} is no character that a text can hold`);
    return unusable === undefined;
  };
  try {
    return convert(document.contents, []);
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    problems.error(
      'input-too-large',
      location(source),
      `the file is nested more than ${MAX_DEPTH} deep, or grows too large by its aliases`,
    );
    return undefined;
  }
}
