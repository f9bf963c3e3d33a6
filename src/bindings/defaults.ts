import type { NoNull } from './bindings';

/** Keys whose values replace a default as a whole: half of one backend and half of another is none. */
const WHOLE = new Set(['backend', 'credentials']);

type Path = readonly (string | number)[];

/**
 * What the file says over what `defaults` says: mappings merge, everything else replaces, `null` drops. `nothingToDrop` hears
 * of each `null` that has no default.
 */
export function mergeDefaults<T>(defaults: unknown, own: T, nothingToDrop: (path: Path) => void): NoNull<T> {
  return merge(defaults, own, [], nothingToDrop) as NoNull<T>;
}

function merge(defaults: unknown, own: unknown, path: Path, nothingToDrop: (path: Path) => void): unknown {
  if (own === null) {
    if (defaults === undefined || defaults === null) nothingToDrop(path);
    return undefined;
  }
  if (own === undefined) return withoutNulls(defaults);
  if (!isMapping(own)) return own;
  const under =
    isMapping(defaults) && !WHOLE.has(String(path.at(-1))) ? entriesOf(defaults) : new Map<string, unknown>();
  const over = entriesOf(own);
  const merged = new Map<string, unknown>();
  for (const name of new Set([...under.keys(), ...over.keys()])) {
    const value = merge(under.get(name), over.get(name), [...path, name], nothingToDrop);
    if (value !== undefined) merged.set(name, value);
  }
  return own instanceof Map ? merged : Object.fromEntries(merged);
}

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withoutNulls(value: unknown): unknown {
  if (value === null || !isMapping(value)) return value ?? undefined;
  const kept = [...entriesOf(value)]
    .filter(([, inner]) => inner !== null)
    .map(([name, inner]) => [name, withoutNulls(inner)] as const);
  return value instanceof Map ? new Map(kept) : Object.fromEntries(kept);
}

function entriesOf(mapping: object): ReadonlyMap<string, unknown> {
  return mapping instanceof Map ? mapping : new Map(Object.entries(mapping));
}
