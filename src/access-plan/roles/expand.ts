import type { Binding, Bindings } from '../../bindings/bindings';
import { slug } from '../../bindings/slug';
import type { Problems } from '../../diagnostics/diagnostic';
import { type Location, child, keyOf } from '../../diagnostics/source';
import type { Repository, RepositoryIndex } from '../github/repositories';
import { type FormerBinding, checkFormerNames } from './former-names';

/** What a binding is called, and which repository `for_each_repository` made it for. */
export interface BindingIdentity {
  readonly name: string;
  readonly repository?: Pick<Repository, 'owner' | 'name'>;
}

/** A binding as roles are made from it: one of the file, or one for each repository of `for_each_repository`. */
export interface ExpandedBinding extends BindingIdentity {
  readonly binding: Binding;
  readonly at: Location;
  /** What it was before, oldest first: by its own renaming and by that of its repository, in every combination. */
  readonly former: readonly FormerBinding[];
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
    if (binding.for_each_repository) return expandOne(name, binding, at, taken, repositories, problems);
    const former = (binding.renamed_from ?? []).map((each, i) => ({ name: each, at: child(at, 'renamed_from', i) }));
    return [{ name, binding, at, former }];
  });
  checkFormerNames(bindings.bindings, expanded, problems);
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
        (repository, i) => [keyOfRepository(repository), repository, child(at, 'for_each_repository', i)] as const,
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
    if (!repository) return [];
    const keyFor = (its: string) => (isMap ? key : keyOfRepository(its));
    return [
      {
        name: full,
        binding,
        at,
        former: formerOnes(name, binding, at, repository, keyFor),
        repository,
        repositoryAt: place,
      },
    ];
  });
}

/** A list names bindings by their repositories, so that one that is renamed renames its binding; a mapping keeps them. */
function formerOnes(
  name: string,
  { renamed_from: renamed = [] }: Binding,
  at: Location,
  repository: Repository,
  keyFor: (repository: string) => string,
): readonly FormerBinding[] {
  const names = [
    ...renamed.map((base, i) => ({ base, at: child(at, 'renamed_from', i) })),
    { base: name, at: undefined },
  ];
  const formerly = [repository.settings.renamed_from ?? []].flat();
  const repositories = [
    ...formerly.map((each) => ({ owner: repository.owner, name: each })),
    { owner: repository.owner, name: repository.name },
  ];
  const renamedAt = child(repository.at, 'renamed_from');
  return names
    .flatMap(({ base, at: place = renamedAt }) =>
      repositories.map((its) => ({ name: `${base}-${keyFor(its.name)}`, repository: its, at: place })),
    )
    .slice(0, -1);
}

/** A binding's key for a repository that is listed without one. */
function keyOfRepository(repository: string): string {
  return slug(repository.split('/').at(-1) ?? '');
}
