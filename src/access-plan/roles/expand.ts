import type { Binding, Bindings } from '../../bindings/bindings';
import type { Problems } from '../../diagnostics/diagnostic';
import { type Location, child, keyOf, location } from '../../diagnostics/source';
import type { Repository, RepositoryIndex } from '../github/repositories';

/** A binding as roles are made from it: one of the file, or one for each repository of `for_each_repository`. */
export interface ExpandedBinding {
  readonly name: string;
  readonly binding: Binding;
  readonly at: Location;
  /** The repository that `for_each_repository` made it for. */
  readonly repository?: Repository;
}

const NAME = /^[a-z][a-z0-9-]{0,62}$/;

/** All bindings, those with `for_each_repository` once for each repository, in the order of their names. */
export function expandBindings(
  bindings: Bindings,
  repositories: RepositoryIndex,
  problems: Problems,
): readonly ExpandedBinding[] {
  const taken = new Set(bindings.bindings.keys());
  const expanded = [...bindings.bindings].flatMap(([name, binding]): readonly ExpandedBinding[] => {
    const at = child(location(bindings.source), 'bindings', name);
    if (!binding.for_each_repository) return [{ name, binding, at }];
    return expandOne(name, binding, at, taken, repositories, problems);
  });
  return expanded.toSorted((a, b) => (a.name < b.name ? -1 : 1));
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
    return repository ? [{ name: full, binding, at, repository }] : [];
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
