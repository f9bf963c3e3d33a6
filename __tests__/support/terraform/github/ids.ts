/** The name of an environment as ids have it, whose separator is `:`. */
export function escaped(environment: string): string {
  return environment.replaceAll(':', '??');
}

/** The parts of an id by their names; in an environment's name `??` stands for `:`. */
export function idParts<N extends string>(id: string, names: readonly N[]): Readonly<Record<N, string>> {
  const parts = id.split(':');
  if (parts.length < names.length)
    throw new Error(`unexpected ID format ("${id}"); expected ${names.length} parts separated by ":"`);
  const values = [...parts.slice(0, names.length - 1), parts.slice(names.length - 1).join(':')];
  const named = names.map((name, i) => {
    const value = values[i] ?? '';
    return [name, name === 'environment' ? value.replaceAll('??', ':') : value] as const;
  });
  return Object.fromEntries(named) as Record<N, string>;
}
