/**
 * The id by which the provider imports an environment, or something in one: it takes a `:` in the name of an environment for its
 * own separator, and `??` for the `:`.
 */
export function environmentId(repository: string, environment: string, ...rest: readonly (string | number)[]): string {
  return [repository, environment.replaceAll(':', '??'), ...rest].join(':');
}
