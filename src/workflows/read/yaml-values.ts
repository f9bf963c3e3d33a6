/** A mapping as `readYaml` gives it: without prototype, so that any name can be a key. */
export type YamlMap = Readonly<Record<string, unknown>>;

/** A mapping, or an empty one for anything else. */
export function mapOf(value: unknown): YamlMap {
  return isMap(value) ? value : (Object.create(null) as YamlMap);
}

/** Whether a value is a mapping. */
export function isMap(value: unknown): value is YamlMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A scalar as GitHub reads it where it wants text; nothing for lists, mappings and what is left empty. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** The texts of a list, or of a scalar that stands for a list of one. */
export function textsOf(value: unknown): readonly string[] {
  return listOf(value).flatMap((item) => textOf(item) ?? []);
}

/** A list, or a value that stands for a list of one. */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[];
  return value === undefined || value === null ? [] : [value];
}

/** The texts of a mapping by their keys. */
export function textMap(value: unknown): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(mapOf(value)).flatMap(([key, entry]) => {
      const text = textOf(entry);
      return text === undefined ? [] : [[key, text] as const];
    }),
  );
}
