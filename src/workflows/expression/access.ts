import { isPrimitive, numberOf, textOf } from './coerce';
import { type Value, isArray, isObject } from './value';

const FILTERED = Symbol('filtered');

/** What `.name`, `['name']` or `[0]` reads of a value; null where it has no such thing. https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#about-contexts */
export function property(value: Value, key: Value): Value {
  if (isArray(value) && isFiltered(value))
    return filtered(value.map((item) => own(item, key)).filter((item) => item !== undefined));
  return own(value, key) ?? null;
}

/** What `.*` reads: the values of an array or object, of which each is read further. https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#object-filters */
export function everyProperty(value: Value): Value {
  return filtered(isArray(value) && isFiltered(value) ? value.flatMap(itemsOf) : itemsOf(value));
}

function own(value: Value, key: Value): Value | undefined {
  if (isArray(value)) {
    const index = Math.floor(numberOf(key));
    return index >= 0 ? value[index] : undefined;
  }
  if (!isObject(value) || !isPrimitive(key)) return undefined;
  const name = textOf(key).toLowerCase();
  const spelled = [...value.keys()].find((each) => each.toLowerCase() === name);
  return spelled === undefined ? undefined : value.get(spelled);
}

function itemsOf(value: Value): readonly Value[] {
  if (isArray(value)) return value;
  return isObject(value) ? [...value.values()] : [];
}

/** Marks what `.*` has read, invisibly to whoever takes it for an array. */
function filtered(items: readonly Value[]): readonly Value[] {
  return Object.defineProperty([...items], FILTERED, { value: true });
}

function isFiltered(items: readonly Value[]): boolean {
  return Object.hasOwn(items, FILTERED);
}
