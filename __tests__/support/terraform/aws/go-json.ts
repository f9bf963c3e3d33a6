/** A JSON value without its numbers, booleans and nulls: policies need none. */
export type Json = string | readonly string[] | { readonly [name: string]: Json };

/** JSON as Go writes it, in which some characters are escaped for HTML. */
export function goJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Go writes maps with their keys in order. */
export function byKey<T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}
