import type { Comparison } from './compare';
import { type FunctionName, functionFor, isContext } from './names';
import { type Primitive, type Token, readTokens } from './tokens';

/** An expression, taken apart. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: Primitive }
  | { readonly kind: 'context'; readonly name: string }
  | { readonly kind: 'access'; readonly of: Expression; readonly keys: readonly Key[] }
  | { readonly kind: 'not'; readonly operand: Expression }
  | {
      readonly kind: 'comparison';
      readonly operator: Comparison;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Expression[] }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly args: readonly Expression[] };

/** What is read of a value: a property, or `*`, each of them. */
export type Key = Expression | '*';

/** GitHub's own bounds. https://github.com/actions/runner/blob/main/src/Sdk/Expressions/ExpressionConstants.cs */
const MAX_LENGTH = 21_000;
const MAX_DEPTH = 50;

class NotAnExpression extends Error {}

interface Cursor {
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
}

/**
 * Reads an expression, without `${{` and `}}`; nothing if GitHub would not accept it.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#operators
 */
export function parseExpression(text: string): Expression | undefined {
  const tokens = text.length > MAX_LENGTH ? undefined : readTokens(text);
  if (!tokens) return undefined;
  const cursor: Cursor = { tokens, at: 0, depth: 0 };
  try {
    const expression = parseOr(cursor);
    return cursor.at === tokens.length && isWithin(expression, MAX_DEPTH) ? expression : undefined;
  } catch (error) {
    if (error instanceof NotAnExpression) return undefined;
    throw error;
  }
}

/** What an expression consists of, in the order in which it is written. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'literal':
    case 'context':
      return [];
    case 'access':
      return [expression.of, ...expression.keys.filter((key) => key !== '*')];
    case 'not':
      return [expression.operand];
    case 'comparison':
      return [expression.left, expression.right];
    case 'and':
    case 'or':
      return expression.operands;
    case 'call':
      return expression.args;
  }
}

function isWithin(expression: Expression, depth: number): boolean {
  const below = depth - (expression.kind === 'access' ? expression.keys.length : 1);
  return depth > 0 && below >= 0 && partsOf(expression).every((part) => isWithin(part, below));
}

function parseOr(cursor: Cursor): Expression {
  const operands = parseList(cursor, '||', parseAnd);
  return operands.length > 1 ? { kind: 'or', operands } : (operands[0] as Expression);
}

function parseAnd(cursor: Cursor): Expression {
  const operands = parseList(cursor, '&&', parseEquality);
  return operands.length > 1 ? { kind: 'and', operands } : (operands[0] as Expression);
}

function parseList(cursor: Cursor, separator: string, parse: (cursor: Cursor) => Expression): readonly Expression[] {
  const list = [parse(cursor)];
  while (takeSymbol(cursor, separator)) list.push(parse(cursor));
  return list;
}

function parseEquality(cursor: Cursor): Expression {
  return parseComparison(cursor, ['==', '!='], (inner) => parseComparison(inner, ['<', '<=', '>', '>='], parseUnary));
}

function parseComparison(
  cursor: Cursor,
  operators: readonly Comparison[],
  parse: (cursor: Cursor) => Expression,
): Expression {
  let left = parse(cursor);
  for (;;) {
    const operator = takeSymbol(cursor, ...operators);
    if (!operator) return left;
    left = { kind: 'comparison', operator, left, right: parse(cursor) };
  }
}

function parseUnary(cursor: Cursor): Expression {
  if (takeSymbol(cursor, '!')) return { kind: 'not', operand: nested(cursor, parseUnary) };
  const token = cursor.tokens[cursor.at++];
  if (token?.kind === 'literal') return token;
  if (token?.kind === 'name') return parseAccess(cursor, parseName(cursor, token.text));
  if (token?.text === '(') {
    const inner = nested(cursor, parseOr);
    expectSymbol(cursor, ')');
    return parseAccess(cursor, inner);
  }
  throw new NotAnExpression();
}

function parseName(cursor: Cursor, name: string): Expression {
  if (!takeSymbol(cursor, '(')) {
    if (isContext(name)) return { kind: 'context', name };
    throw new NotAnExpression();
  }
  const args = takeSymbol(cursor, ')') ? [] : nested(cursor, (inner) => parseList(inner, ',', parseOr));
  if (args.length > 0) expectSymbol(cursor, ')');
  const known = functionFor(name, args.length);
  if (!known) throw new NotAnExpression();
  return { kind: 'call', name: known, args };
}

function parseAccess(cursor: Cursor, of: Expression): Expression {
  const keys: Key[] = [];
  for (;;) {
    const symbol = takeSymbol(cursor, '.', '[');
    if (!symbol) break;
    keys.push(takeSymbol(cursor, '*') ?? (symbol === '.' ? parseProperty(cursor) : nested(cursor, parseOr)));
    if (symbol === '[') expectSymbol(cursor, ']');
  }
  if (keys.length === 0) return of;
  return of.kind === 'access' ? { ...of, keys: [...of.keys, ...keys] } : { kind: 'access', of, keys };
}

function parseProperty(cursor: Cursor): Expression {
  const token = cursor.tokens[cursor.at++];
  if (token?.kind !== 'name') throw new NotAnExpression();
  return { kind: 'literal', value: token.text };
}

function nested<T>(cursor: Cursor, parse: (cursor: Cursor) => T): T {
  if (++cursor.depth > MAX_DEPTH) throw new NotAnExpression();
  const parsed = parse(cursor);
  cursor.depth--;
  return parsed;
}

function takeSymbol<S extends string>(cursor: Cursor, ...symbols: readonly S[]): S | undefined {
  const token = cursor.tokens[cursor.at];
  const found = token?.kind === 'symbol' ? symbols.find((symbol) => symbol === token.text) : undefined;
  if (found !== undefined) cursor.at++;
  return found;
}

function expectSymbol(cursor: Cursor, symbol: string): void {
  if (!takeSymbol(cursor, symbol)) throw new NotAnExpression();
}
