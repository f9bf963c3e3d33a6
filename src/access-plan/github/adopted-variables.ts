import type { VariableEntry } from '../../bindings/bindings';
import type { Problems } from '../../diagnostics/diagnostic';
import { child } from '../../diagnostics/source';
import type { VariableTarget } from './variable-targets';
import type { ResolvedVariable } from './variables';

type Import = Exclude<VariableEntry, string>['import'];

/** Whether a variable exists at a target: all do by `true`, else those that are listed as `web` or `web:production`. */
export function isAdopted(adopt: Import, target: VariableTarget): boolean {
  return adopt === true || (adopt ?? []).some((listed) => names(target).includes(listed));
}

function names({ owner, repository, environment }: VariableTarget): readonly string[] {
  if (!repository) return [owner];
  const tail = environment === undefined ? '' : `:${environment}`;
  return [`${repository.name}${tail}`, `${repository.fullName}${tail}`];
}

/** Reports targets that `import` lists and the variable does not have, over all accounts of its binding. */
export function checkAdoptedTargets(variables: readonly ResolvedVariable[], problems: Problems): void {
  for (const group of groupByPlace(variables).values()) {
    const [{ at, entry }] = group as [ResolvedVariable];
    const listed = typeof entry === 'string' || entry.import === undefined || entry.import === true ? [] : entry.import;
    listed.forEach((name, i) => {
      if (group.some(({ target }) => names(target).includes(name))) return;
      const known = [...new Set(group.map(({ target }) => names(target)[0]))].join(', ');
      problems.error(
        'invalid-value',
        child(at, 'import', i),
        `\`${name}\` is not a target of this variable\nits targets are ${known}`,
      );
    });
  }
}

function groupByPlace(variables: readonly ResolvedVariable[]): ReadonlyMap<string, readonly ResolvedVariable[]> {
  const groups = new Map<string, ResolvedVariable[]>();
  for (const variable of variables) {
    const key = JSON.stringify([variable.at.source.file, variable.at.path]);
    groups.set(key, [...(groups.get(key) ?? []), variable]);
  }
  return groups;
}
