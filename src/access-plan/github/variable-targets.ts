import type { Problems } from '../../diagnostics/diagnostic';
import { type Location, child, wasPruned } from '../../diagnostics/source';
import type { Repository } from './repositories';
import type { ResolvedRole } from '../roles/roles';

/** Where a variable stands: in an environment, at a repository, or with an organization. */
export interface VariableTarget {
  readonly owner: string;
  readonly repository?: Repository;
  readonly environment?: string;
}

/** A target, and the repositories for which an organization's variable is published. */
export interface Targets {
  readonly target: VariableTarget;
  readonly repositories: readonly Repository[];
}

/** Repositories and environments that a binding's variable goes to. */
export function repositoryTargets(
  role: ResolvedRole,
  scope: 'environment' | 'repository' | undefined,
  at: Location,
  problems: Problems,
): readonly Targets[] {
  const targets = role.entries.flatMap(({ contexts, repositories }): readonly Targets[] =>
    repositories.flatMap((repository) => {
      const base = { owner: repository.owner, repository };
      const inEnvironments = contexts.environments.map((environment) => ({ ...base, environment }));
      const chosen =
        scope === 'repository' || (scope === undefined && inEnvironments.length === 0) ? [base] : inEnvironments;
      return chosen.map((target) => ({ target, repositories: [] }));
    }),
  );
  if (targets.length === 0 && !wasPruned(child(role.binding.at, 'trust'))) reportNoTargets(role, scope, at, problems);
  return targets;
}

function reportNoTargets({ entries }: ResolvedRole, scope: string | undefined, at: Location, problems: Problems): void {
  const lacksRepository = entries.some(({ entry }) => entry.owner !== undefined);
  if (scope === 'environment' && entries.some(({ repositories }) => repositories.length > 0)) {
    problems.error(
      'invalid-value',
      at,
      'there is no environment to put this variable in: no trust entry of the binding names one',
    );
  } else if (lacksRepository) {
    problems.error(
      'invalid-value',
      at,
      'there is no repository to put this variable in: the trust names an owner only\npublish it with `scope: organization` and `visibility: all` or `private`',
    );
  }
}

/** Organizations that a binding's variable goes to. */
export function organizationTargets(
  role: ResolvedRole,
  visibility: string | undefined,
  at: Location,
  problems: Problems,
): readonly Targets[] {
  const owners = new Map<string, Repository[]>();
  for (const { entry, repositories } of role.entries) {
    if (entry.owner !== undefined) owners.set(entry.owner, owners.get(entry.owner) ?? []);
    for (const repository of repositories)
      owners.set(repository.owner, [...(owners.get(repository.owner) ?? []), repository]);
  }
  return [...owners].flatMap(([owner, repositories]): readonly Targets[] => {
    const personal = repositories.find(({ locked }) => locked?.ownerType === 'User');
    const unknown = repositories.find(({ locked }) => !locked?.ids);
    const selected = (visibility ?? 'selected') === 'selected';
    if (personal)
      problems.error('invalid-value', at, `\`${owner}\` is a user, and only organizations have variables of their own`);
    else if (selected && unknown)
      problems.error(
        'invalid-value',
        at,
        `the id of \`${unknown.fullName}\` is not locked, and a variable of the organization needs it\ngive the repository an entry in the lock file, or say \`visibility: all\` or \`private\``,
      );
    else if (selected && repositories.length === 0)
      problems.error(
        'invalid-value',
        at,
        'the trust names no repository that could see this variable: say `visibility: all` or `private`',
      );
    else return [{ target: { owner }, repositories }];
    return [];
  });
}
