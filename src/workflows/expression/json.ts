import { isPrimitive, textOf } from './coerce';
import { type Value, isArray } from './value';

/** Deeper values are not read or written. */
const MAX_DEPTH = 50;

/** The value of a JSON text; nothing where it is no JSON, or where this reader could see it differently from GitHub's. https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#fromjson */
export function parseJson(text: string): Value | undefined {
  try {
    return valueOf(JSON.parse(text), MAX_DEPTH);
  } catch {
    return undefined;
  }
}

function valueOf(json: unknown, depth: number): Value | undefined {
  if (depth === 0) return undefined;
  if (typeof json !== 'object' || json === null) return json as null | boolean | number | string;
  if (Array.isArray(json)) return allOf((json as readonly unknown[]).map((item) => valueOf(item, depth - 1)));
  const keys = Object.keys(json);
  if (new Set(keys.map((key) => key.toLowerCase())).size < keys.length) return undefined;
  // JavaScript moves such keys to the front, whatever the order in the text.
  if (keys.length > 1 && keys.some((key) => /^\d{1,10}$/.test(key))) return undefined;
  const values = allOf(Object.values(json).map((item) => valueOf(item, depth - 1)));
  return values && new Map(values.map((value, index) => [keys[index] ?? '', value]));
}

function allOf(values: readonly (Value | undefined)[]): readonly Value[] | undefined {
  return values.some((value) => value === undefined) ? undefined : (values as readonly Value[]);
}

/** A value as JSON, indented by two spaces; nothing for a number that JSON has not. https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#tojson */
export function writeJson(value: Value, depth = 0): string | undefined {
  if (depth === MAX_DEPTH || (typeof value === 'number' && !Number.isFinite(value))) return undefined;
  if (typeof value === 'number') return textOf(value);
  if (isPrimitive(value)) return JSON.stringify(value);
  const entries = isArray(value)
    ? value.map((item) => writeJson(item, depth + 1))
    : [...value].map(([key, item]) => prefixed(`${JSON.stringify(key)}: `, writeJson(item, depth + 1)));
  const [open, close] = isArray(value) ? ['[', ']'] : ['{', '}'];
  if (entries.length === 0) return `${open}${close}`;
  if (entries.includes(undefined)) return undefined;
  const indent = '  '.repeat(depth);
  return `${open}\n${entries.map((entry) => `${indent}  ${entry ?? ''}`).join(',\n')}\n${indent}${close}`;
}

function prefixed(prefix: string, text: string | undefined): string | undefined {
  return text === undefined ? undefined : prefix + text;
}
