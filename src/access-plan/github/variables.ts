import type { VariableEntry } from '../../bindings/bindings';
import { expandTemplate } from '../../bindings/template';
import type { Problems } from '../../diagnostics/diagnostic';
import { type Location, child, keyOf } from '../../diagnostics/source';
import { VARIABLE, VARIABLE_BYTES } from '../../oidc/github-names';
import type { Repository } from './repositories';
import type { ResolvedRole } from '../roles/roles';
import { variableScope } from '../scope';
import { isAdopted } from './adopted-variables';
import { formerSpellings } from './former-names';
import { type VariableTarget, organizationTargets, repositoryTargets } from './variable-targets';

/** A variable that a binding publishes. */
export interface ResolvedVariable {
  readonly target: VariableTarget;
  readonly name: string;
  readonly value: string;
  readonly at: Location;
  readonly role: ResolvedRole;
  /** For the organization's: who sees it, and the repositories for which this binding publishes it. */
  readonly visibility?: 'all' | 'private' | 'selected';
  readonly repositories: readonly Repository[];
  /** As the file has it. */
  readonly entry: VariableEntry;
  /** Whether it exists at GitHub and is adopted. */
  readonly adopted: boolean;
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
  const { value, scope, visibility, import: adopt } = typeof entry === 'string' ? plainValue(entry) : entry;
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
        entry,
        adopted: isRenamed(target) || isAdopted(adopt, target),
      },
    ];
  });
}

/** Whether it stands, or stood before the last apply, at another address. */
function isRenamed({ repository, environment }: VariableTarget): boolean {
  if (!repository) return false;
  const former = environment === undefined ? [] : formerSpellings(repository, environment);
  return [...(repository.settings.renamed_from ?? []), ...former].length > 0;
}

function plainValue(value: string): Exclude<VariableEntry, string> {
  return { value };
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
