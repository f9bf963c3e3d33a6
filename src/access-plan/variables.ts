import type { VariableEntry } from '../bindings/bindings';
import { expandTemplate } from '../bindings/template';
import { type Problems, compareText } from '../diagnostics/diagnostic';
import { type Location, child, keyOf, wasPruned } from '../diagnostics/source';
import { VARIABLE, VARIABLE_BYTES, VARIABLE_LIMITS } from '../oidc/github-names';
import type { Repository } from './repositories';
import type { ResolvedRole } from './roles';
import { variableScope } from './scope';

/** Where a variable stands: in an environment, at a repository, or with an organisation. */
export interface VariableTarget {
  readonly owner: string;
  readonly repository?: Repository;
  readonly environment?: string;
}

/** A variable that a binding publishes. */
export interface ResolvedVariable {
  readonly target: VariableTarget;
  readonly name: string;
  readonly value: string;
  readonly at: Location;
  readonly role: ResolvedRole;
  /** For the organisation's: who sees it, and the repositories for which this binding publishes it. */
  readonly visibility?: 'all' | 'private' | 'selected';
  readonly repositories: readonly Repository[];
}

/** All variables that a role's binding publishes for it, as far as they can be. */
export function roleVariables(role: ResolvedRole, problems: Problems): readonly ResolvedVariable[] {
  const { variables } = role.binding.binding;
  const list = child(role.binding.at, 'variables');
  return [...(variables ?? [])].flatMap(([name, entry]) => variableOf(role, name, entry, child(list, name), problems));
}

function variableOf(
  role: ResolvedRole,
  template: string,
  entry: VariableEntry,
  at: Location,
  problems: Problems,
): readonly ResolvedVariable[] {
  const { value, scope, visibility } =
    typeof entry === 'string' ? { value: entry, scope: undefined, visibility: undefined } : entry;
  if (visibility !== undefined && scope !== 'organization') {
    problems.error('invalid-value', keyOf(child(at, 'visibility')), '`visibility` goes with `scope: organization`');
  }
  const targets =
    scope === 'organization'
      ? organizationTargets(role, visibility, at, problems)
      : repositoryTargets(role, scope, at, problems);
  return targets.flatMap(({ target, repositories }) => {
    const names = variableScope(role.scope, target.repository, target.environment);
    const name = expandTemplate(template, names, keyOf(at), problems)?.toUpperCase().replaceAll('-', '_');
    const text = expandTemplate(value, names, typeof entry === 'string' ? at : child(at, 'value'), problems);
    if (name === undefined || text === undefined || !isPossible(name, text, at, problems)) return [];
    return [
      {
        target,
        name,
        value: text,
        at,
        role,
        visibility: scope === 'organization' ? (visibility ?? 'selected') : undefined,
        repositories,
      },
    ];
  });
}

function isPossible(name: string, value: string, at: Location, problems: Problems): boolean {
  if (!VARIABLE.test(name)) {
    const reserved = name.startsWith('GITHUB_')
      ? 'names beginning with `GITHUB_` are GitHub’s own'
      : 'letters, digits and `_`, not beginning with a digit';
    problems.error(
      'invalid-variable-name',
      keyOf(at),
      `GitHub refuses the variable name \`${name}\`: ${reserved.replace('’', "'")}`,
    );
    return false;
  }
  const bytes = Buffer.byteLength(value);
  if (bytes > VARIABLE_BYTES)
    problems.error(
      'variable-too-long',
      at,
      `the value of \`${name}\` has ${bytes} bytes, and GitHub takes ${VARIABLE_BYTES}`,
    );
  if (value === '') problems.error('invalid-value', at, `the value of \`${name}\` is empty, which GitHub refuses`);
  return bytes <= VARIABLE_BYTES && value !== '';
}

interface Targets {
  readonly target: VariableTarget;
  readonly repositories: readonly Repository[];
}

function repositoryTargets(
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

function organizationTargets(
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
      problems.error('invalid-value', at, `\`${owner}\` is a user, and only organisations have variables of their own`);
    else if (selected && unknown)
      problems.error(
        'invalid-value',
        at,
        `the id of \`${unknown.fullName}\` is not locked, and a variable of the organisation needs it\ngive the repository an entry in the lock file, or say \`visibility: all\` or \`private\``,
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
    else united.set(key, { ...first, repositories: [...first.repositories, ...variable.repositories] });
  }
  checkLimits([...united.values()], problems);
  return [...united].toSorted(([a], [b]) => compareText(a, b)).map(([, variable]) => variable);
}

function variableKey({ target: { owner, repository, environment }, name }: ResolvedVariable): string {
  return JSON.stringify([owner, repository?.name ?? '', environment?.toLowerCase() ?? '', name]);
}

function targetName({ owner, repository, environment }: VariableTarget): string {
  if (!repository) return `the organisation \`${owner}\``;
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
