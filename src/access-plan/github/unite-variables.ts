import { type Problems, compareText } from '../../diagnostics/diagnostic';
import { keyOf } from '../../diagnostics/source';
import { VARIABLE_LIMITS } from '../../oidc/github-names';
import type { VariableTarget } from './variable-targets';
import type { ResolvedVariable } from './variables';

/** Variables as GitHub will have them: each once, in order; one with two values is reported at both places. */
export function uniteVariables(
  variables: readonly ResolvedVariable[],
  problems: Problems,
): readonly ResolvedVariable[] {
  const united = new Map<string, ResolvedVariable>();
  for (const variable of variables) {
    const key = variableKey(variable);
    const first = united.get(key);
    if (!first) united.set(key, variable);
    else if (first.value !== variable.value || first.visibility !== variable.visibility)
      reportCollision(first, variable, problems);
    else {
      const repositories = [...first.repositories, ...variable.repositories];
      united.set(key, { ...first, repositories, adopted: first.adopted || variable.adopted });
    }
  }
  checkLimits([...united.values()], problems);
  return [...united].toSorted(([a], [b]) => compareText(a, b)).map(([, variable]) => variable);
}

/**
 * A variable of the organization stays selected for the repositories of a released binding that published it, too: their workflows
 * go on reading it.
 */
export function withReleasedRepositories(
  kept: readonly ResolvedVariable[],
  released: readonly ResolvedVariable[],
): readonly ResolvedVariable[] {
  return kept.map((variable) => {
    const more = released.filter((other) => !other.target.repository && variableKey(other) === variableKey(variable));
    return {
      ...variable,
      repositories: [...variable.repositories, ...more.flatMap(({ repositories }) => repositories)],
    };
  });
}

function variableKey({ target: { owner, repository, environment }, name }: ResolvedVariable): string {
  return JSON.stringify([owner, repository?.name ?? '', environment?.toLowerCase() ?? '', name]);
}

function targetName({ owner, repository, environment }: VariableTarget): string {
  if (!repository) return `the organization \`${owner}\``;
  return environment === undefined
    ? `\`${repository.fullName}\``
    : `environment \`${environment}\` of \`${repository.fullName}\``;
}

function reportCollision(first: ResolvedVariable, second: ResolvedVariable, problems: Problems): void {
  const here = (variable: ResolvedVariable) =>
    `\`${variable.value}\` (account \`${variable.role.account.name}\`${variable.visibility ? `, visibility \`${variable.visibility}\`` : ''})`;
  problems.error(
    'variable-collision',
    second.at,
    [
      `${second.name} at ${targetName(second.target)} would be both ${here(first)} and ${here(second)}`,
      'trust an environment for each account, or put `${account.name}` into the name of the variable',
    ].join('\n'),
    ...(first.at.path.join() === second.at.path.join() ? [] : [{ message: 'the other value', at: first.at }]),
  );
}

function checkLimits(variables: readonly ResolvedVariable[], problems: Problems): void {
  const counts = new Map<string, number>();
  for (const variable of variables) {
    const { target, at } = variable;
    const kind = !target.repository ? 'organization' : target.environment === undefined ? 'repository' : 'environment';
    const key = targetName(target);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (count !== VARIABLE_LIMITS[kind] + 1) continue;
    problems.error(
      'too-many-variables',
      keyOf(at),
      `more than ${VARIABLE_LIMITS[kind]} variables for ${key}, the most that GitHub keeps there`,
    );
  }
}
