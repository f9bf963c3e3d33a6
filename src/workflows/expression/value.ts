/**
 * The value of an expression. Objects are maps, since a workflow may call a property `__proto__` or `constructor`.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#literals
 */
export type Value = null | boolean | number | string | readonly Value[] | ReadonlyMap<string, Value>;

/** What is not known offline. */
export interface Unknown {
  /** The contexts it hangs on, sorted, once each, as written: `needs.build.outputs.role`, `secrets.ROLE`. */
  readonly unknown: readonly string[];
}

/** A value, or what keeps it from being known. */
export type Evaluated = { readonly known: Value } | Unknown;

/** Whether a value is an array. */
export function isArray(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** Whether a value is an object. */
export function isObject(value: Value): value is ReadonlyMap<string, Value> {
  return value instanceof Map;
}
