import type { ResolvedVariable } from '../../access-plan/github/variables';
import type { TokenRepository } from '../../jobs/repository';

/** The variables that the bindings publish, as a repository's jobs see them. */
export interface VisibleVariables {
  /** The value for a job in this environment, or in none; nothing if the bindings publish none of that name to it. */
  readonly valueOf: (name: string, environment: string | undefined) => string | undefined;
  /** All that the repository has of the bindings, in order. */
  readonly names: readonly string[];
  /** The environments of the repository that have a variable of that name. */
  readonly environmentsOf: (name: string) => readonly string[];
}

/**
 * What a repository's jobs see of the variables: those of the environment before those of the repository before those of the
 * organization. https://docs.github.com/en/actions/reference/workflows-and-actions/variables#configuration-variable-precedence
 */
export function visibleVariables(
  variables: readonly ResolvedVariable[],
  { owner, name: repositoryName, visibility }: TokenRepository,
): VisibleVariables {
  const fullName = `${owner}/${repositoryName}`;
  const reaches = ({ target, visibility: scope, repositories }: ResolvedVariable) => {
    if (target.repository) return target.repository.fullName === fullName;
    if (target.owner !== owner) return false;
    if (scope === 'selected') return repositories.some((repository) => repository.fullName === fullName);
    return scope === 'all' || visibility !== 'public';
  };
  const byName = new Map<string, ResolvedVariable[]>();
  for (const variable of variables.filter(reaches))
    byName.set(variable.name, [...(byName.get(variable.name) ?? []), variable]);
  const same = (a: string | undefined, b: string | undefined) => a?.toLowerCase() === b?.toLowerCase();
  return {
    valueOf: (name, environment) => {
      const all = byName.get(name) ?? [];
      const ofEnvironment = all.find(
        ({ target }) => target.environment !== undefined && same(target.environment, environment),
      );
      const ofRepository = all.find(({ target }) => target.repository && target.environment === undefined);
      return (ofEnvironment ?? ofRepository ?? all.find(({ target }) => !target.repository))?.value;
    },
    names: [...byName.keys()].sort(),
    environmentsOf: (name) => (byName.get(name) ?? []).flatMap(({ target }) => target.environment ?? []),
  };
}
