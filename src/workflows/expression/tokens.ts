import { numberOf } from './coerce';

/** What a literal can be. */
export type Primitive = null | boolean | number | string;

/** A piece of an expression. */
export type Token =
  | { readonly kind: 'literal'; readonly value: Primitive }
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'symbol'; readonly text: string };

interface Read {
  readonly token: Token;
  readonly end: number;
}

/** Longer ones first: `!` begins `!=`. */
const SYMBOLS = ['!=', '==', '>=', '<=', '&&', '||', '(', ')', '[', ']', ',', '.', '!', '<', '>', '*'];

const KEYWORDS: ReadonlyMap<string, Primitive> = new Map<string, Primitive>([
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', NaN],
  ['Infinity', Infinity],
]);

/**
 * Takes an expression to pieces in one pass; nothing if some part of it is no piece.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#literals
 */
export function readTokens(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (' \t\r\n'.includes(text.charAt(at))) {
      at++;
      continue;
    }
    const read = readToken(text, at, tokens.at(-1));
    if (!read) return undefined;
    tokens.push(read.token);
    at = read.end;
  }
  return tokens;
}

function readToken(text: string, at: number, previous: Token | undefined): Read | undefined {
  const first = text.charAt(at);
  if (first === "'") return readString(text, at);
  if (/[\d+-]/.test(first) || (first === '.' && !canBeRead(previous))) return readNumber(text, at);
  const symbol = SYMBOLS.find((each) => text.startsWith(each, at));
  if (symbol !== undefined) return { token: { kind: 'symbol', text: symbol }, end: at + symbol.length };
  const name = match(/[A-Za-z_][\w-]*/y, text, at);
  if (name === '') return undefined;
  const isProperty = previous?.kind === 'symbol' && previous.text === '.';
  const value = isProperty ? undefined : KEYWORDS.get(name);
  return {
    token: value === undefined ? { kind: 'name', text: name } : { kind: 'literal', value },
    end: at + name.length,
  };
}

/** Whether a `.` behind it reads a property, rather than beginning a number. */
function canBeRead(token: Token | undefined): boolean {
  return token?.kind === 'name' || (token?.kind === 'symbol' && [')', ']', '*'].includes(token.text));
}

function readString(text: string, start: number): Read | undefined {
  let end = text.indexOf("'", start + 1);
  while (end >= 0 && text.charAt(end + 1) === "'") end = text.indexOf("'", end + 2);
  if (end < 0) return undefined;
  const value = text.slice(start + 1, end).replaceAll("''", "'");
  return { token: { kind: 'literal', value }, end: end + 1 };
}

function readNumber(text: string, at: number): Read | undefined {
  const written = match(/[^()[\],!<>=&|\s]*/y, text, at);
  const value = numberOf(written);
  return Number.isNaN(value) ? undefined : { token: { kind: 'literal', value }, end: at + written.length };
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}
