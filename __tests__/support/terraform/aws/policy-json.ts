/** Refuses what is not JSON, as every policy argument does. */
export function requireJson(argument: string, text: string): void {
  try {
    JSON.parse(text);
  } catch (error) {
    throw new Error(`"${argument}" contains an invalid JSON policy: ${(error as Error).message}`);
  }
}

/** Whether two policies mean the same to IAM: lists are sets, and a single value is a list of one. */
export function sameMeaning(one: string, other: string): boolean {
  try {
    return canonical(JSON.parse(one)) === canonical(JSON.parse(other));
  } catch {
    return one === other;
  }
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    const items = value.map(canonical).sort();
    return items.length === 1 ? (items[0] ?? '') : `[${items.join()}]`;
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`);
  return `{${members.sort().join()}}`;
}
