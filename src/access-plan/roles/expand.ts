import type { Binding, Bindings } from '../../bindings/bindings';
import type { Problems } from '../../diagnostics/diagnostic';
import { type Location, child, keyOf } from '../../diagnostics/source';
import type { Repository, RepositoryIndex } from '../github/repositories';

/** A binding as roles are made from it: one of the file, or one for each repository of `for_each_repository`. */
export interface ExpandedBinding {
  readonly name: string;
  readonly binding: Binding;
  readonly at: Location;
  /** Names it had before, oldest first. */
  readonly formerNames: readonly string[];
  /** The repository that `for_each_repository` made it for. */
  readonly repository?: Repository;
  /** Where `for_each_repository` names it. */
  readonly repositoryAt?: Location;
}

const NAME = /^[a-z][a-z0-9-]{0,62}$/;

/** All bindings, those with `for_each_repository` once for each repository, in the order of their names. */
export function expandBindings(
  bindings: Bindings,
  repositories: RepositoryIndex,
  problems: Problems,
): readonly ExpandedBinding[] {
  const taken = new Set(bindings.bindings.keys());
  const expanded = [...bindings.bindings].flatMap(([name, { value: binding, at }]): readonly ExpandedBinding[] => {
    if (!binding.for_each_repository) return [{ name, binding, at, formerNames: binding.renamed_from ?? [] }];
    return expandOne(name, binding, at, taken, repositories, problems);
  });
  checkFormerNames(expanded, problems);
  return expanded.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** A former name that is a name again, or the former name of two, cannot be moved from. */
function checkFormerNames(expanded: readonly ExpandedBinding[], problems: Problems): void {
  const taken = new Map(expanded.map(({ name, at }) => [name, at]));
  for (const { name, formerNames, binding, at } of expanded) {
    const list = child(at, 'renamed_from');
    if (formerNames.length > 0 && binding.role?.name === undefined) {
      problems.error(
        'missing-key',
        keyOf(list),
        `a role cannot be renamed, so the binding has to keep its name\nadd \`role: { name: ${formerNames.at(-1) ?? name} }\``,
      );
    }
    formerNames.forEach((former, i) => {
      const other = taken.get(former);
      if (other)
        problems.error(
          'renamed-from-in-use',
          child(list, i),
          `\`${former}\` is in use: Terraform could not tell which resources to move`,
          { message: 'used here', at: keyOf(other) },
        );
      else taken.set(former, child(list, i));
    });
  }
}

function expandOne(
  name: string,
  binding: Binding,
  at: Location,
  taken: Set<string>,
  repositories: RepositoryIndex,
  problems: Problems,
): readonly ExpandedBinding[] {
  const listed = binding.for_each_repository ?? [];
  const isMap = listed instanceof Map;
  const entries: readonly (readonly [string, string, Location])[] = isMap
    ? [...(listed as ReadonlyMap<string, string>)].map(
        ([key, repository]) => [key, repository, child(at, 'for_each_repository', key)] as const,
      )
    : (listed as readonly string[]).map(
        (repository, i) => [slug(repository), repository, child(at, 'for_each_repository', i)] as const,
      );
  return entries.flatMap(([key, repositoryName, place]) => {
    const full = `${name}-${key}`;
    const reason = taken.has(full)
      ? 'is taken'
      : NAME.test(full)
        ? undefined
        : 'is not a name: at most 63 lower-case letters, digits and `-`';
    taken.add(full);
    if (reason) {
      const example = `for_each_repository: { another-key: ${repositoryName} }`;
      problems.error(
        'invalid-value',
        isMap ? keyOf(place) : place,
        `the binding \`${full}\` made for \`${repositoryName}\` ${reason}\nname it yourself: \`${example}\``,
      );
      return [];
    }
    const repository = repositories.find(repositoryName, place);
    const formerNames = (binding.renamed_from ?? []).map((former) => `${former}-${key}`);
    return repository ? [{ name: full, binding, at, formerNames, repository, repositoryAt: place }] : [];
  });
}

/** The name of a repository in the letters of a binding's name. */
function slug(repository: string): string {
  const name = repository.split('/').at(-1) ?? '';
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
