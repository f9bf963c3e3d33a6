import { type Value, isArray, isObject } from './value';

/** Whether a value counts as true. https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#operators */
export function isTruthy(value: Value): boolean {
  return Boolean(value);
}

/** Whether a value is neither an array nor an object. */
export function isPrimitive(value: Value): value is null | boolean | number | string {
  return !isArray(value) && !isObject(value);
}

/**
 * A value as a number. As in GitHub's runner, hexadecimal and octal numbers are signed and of 32 bits, and there are no binary ones.
 * https://github.com/actions/runner/blob/main/src/Sdk/Expressions/Sdk/ExpressionUtility.cs
 */
export function numberOf(value: Value): number {
  if (typeof value !== 'string') return isPrimitive(value) ? Number(value) : NaN;
  const text = value.trim();
  if (!/^0[a-z]/i.test(text) || /^0e/i.test(text)) return Number(text);
  const number = /^0[xo]/.test(text) ? Number(text) : NaN;
  return number <= 0xffffffff ? number | 0 : NaN;
}

/** A value as text. https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#functions */
export function textOf(value: Value): string {
  if (value === null) return '';
  if (isArray(value)) return 'Array';
  if (isObject(value)) return 'Object';
  return typeof value === 'number' ? numberText(value) : String(value);
}

/** Fifteen significant digits; very large and very small numbers with an exponent of at least two. */
function numberText(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const [digits, written] = value.toExponential(14).split('e');
  const exponent = Number(written);
  if (exponent > -5 && exponent < 15) return String(Number(value.toPrecision(15)));
  return `${Number(digits)}E${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** A text in which letter case makes no difference. Each character stays one: `ß` is not `SS`. */
export function fold(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text.toUpperCase();
  return Array.from(text, (char) => {
    const upper = char.toUpperCase();
    // .NET leaves the dotless ı and the long ſ as they are.
    return upper.length === char.length && char !== 'ı' && char !== 'ſ' ? upper : char;
  }).join('');
}
