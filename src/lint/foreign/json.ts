/** A mapping of a JSON document. */
export type JsonMap = Readonly<Record<string, unknown>>;

/** Whether a value of a JSON document is a mapping. */
export function isJsonMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A scalar or a list of them, as IAM allows both nearly everywhere; what is neither is left out. */
export function texts(given: unknown): readonly string[] {
  return listOf(given)
    .filter((value) => value !== undefined && value !== null && typeof value !== 'object')
    .map(String);
}

/** The list that a scalar stands for. */
export function listOf(given: unknown): readonly unknown[] {
  return Array.isArray(given) ? (given as readonly unknown[]) : [given];
}
