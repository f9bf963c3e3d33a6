import { type Expression, parseExpression } from './parse';

/** A stretch of a text: words, or what stands between `${{` and `}}`. */
export type Segment =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'expression'; readonly text: string; readonly expression: Expression | undefined };

const OPEN = '${{';
const CLOSE = '}}';

/** Takes a text apart, in one pass. https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#about-expressions */
export function segmentsOf(text: string): readonly Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  while (at < text.length) {
    const start = text.indexOf(OPEN, at);
    const wordsEnd = start < 0 ? text.length : start;
    if (wordsEnd > at) segments.push({ kind: 'words', text: text.slice(at, wordsEnd) });
    if (start < 0) break;
    const close = closingOf(text, start + OPEN.length);
    at = close === undefined ? text.length : close + CLOSE.length;
    const expression = close === undefined ? undefined : parseExpression(text.slice(start + OPEN.length, close));
    segments.push({ kind: 'expression', text: text.slice(start, at), expression });
  }
  return segments;
}

/** Where the next `}}` is that stands in no string. */
function closingOf(text: string, from: number): number | undefined {
  let isInString = false;
  for (let at = from; at < text.length; at++) {
    if (text.charAt(at) === "'") isInString = !isInString;
    else if (!isInString && text.startsWith(CLOSE, at)) return at;
  }
  return undefined;
}
