import { textOf } from './coerce';
import type { Value } from './value';

/**
 * Puts values into a text at `{0}`, `{1}` …; nothing where GitHub refuses the text.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#format
 */
export function format(text: string, values: readonly Value[]): string | undefined {
  const parts: string[] = [];
  let at = 0;
  while (at < text.length) {
    const brace = nextBrace(text, at);
    parts.push(text.slice(at, brace));
    if (brace === text.length) break;
    const char = text.charAt(brace);
    if (text.charAt(brace + 1) === char) {
      parts.push(char);
      at = brace + 2;
      continue;
    }
    const close = char === '{' ? text.indexOf('}', brace) : -1;
    const index = text.slice(brace + 1, Math.max(brace + 1, close));
    const value = /^\d{1,3}$/.test(index) ? values[Number(index)] : undefined;
    if (value === undefined) return undefined;
    parts.push(textOf(value));
    at = close + 1;
  }
  return parts.join('');
}

function nextBrace(text: string, at: number): number {
  let next = at;
  while (next < text.length && !'{}'.includes(text.charAt(next))) next++;
  return next;
}
