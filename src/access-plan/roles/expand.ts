import type { Binding, Bindings } from '../../bindings/bindings';
import { slug } from '../../bindings/slug';
import { yamlText } from '../../bindings/yaml-text';
import type { Problems } from '../../diagnostics/diagnostic';
import { type Location, child, keyOf } from '../../diagnostics/source';
import type { OwnedName } from '../github/former-names';
import type { Repository, RepositoryIndex } from '../github/repositories';
import { type FormerBinding, checkFormerNames } from './former-names';

/** What a binding is called, and which repository `for_each_repository` made it for. */
export interface BindingIdentity {
  readonly name: string;
  readonly repository?: OwnedName;
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
    if (binding.for_each_repository)
      return expandOne(name, binding, at, taken, bindings.github, repositories, problems);
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
  github: Bindings['github'],
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
        former: formerOnes(name, binding, at, identities(repository, github), keyFor),
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
  identities: readonly RepositoryIdentity[],
  keyFor: (repository: string) => string,
): readonly FormerBinding[] {
  const names = [
    ...renamed.map((base, i) => ({ base, at: child(at, 'renamed_from', i) })),
    { base: name, at: undefined },
  ];
  return names
    .flatMap(({ base, at: place }) =>
      identities.map(({ owner, name: its, at: renamedAt }) => ({
        name: `${base}-${keyFor(its)}`,
        repository: { owner, name: its },
        at: place ?? renamedAt,
      })),
    )
    .slice(0, -1);
}

/** A name that a repository has or had, and where the file says so. */
interface RepositoryIdentity extends OwnedName {
  readonly at: Location;
}

/** What the file says that a repository was called: under its own former names and those of its owner. The last is the present one. */
function identities(
  { owner, name, settings, at }: Repository,
  github: Bindings['github'],
): readonly RepositoryIdentity[] {
  const owners = [...(owner === github.owner ? (github.renamed_from ?? []) : []), owner];
  const names = [...(settings.renamed_from ?? []), name];
  const renamedAt = child(at, 'renamed_from');
  return owners.flatMap((itsOwner) => names.map((its) => ({ owner: itsOwner, name: its, at: renamedAt })));
}

/** A binding's key for a repository that is listed without one. */
export function keyOfRepository(repository: string): string {
  return slug(repository.split('/').at(-1) ?? '');
}

/** `{ web: shop, api: api }`: the list of `for_each_repository` as a mapping, in which each repository has the key that it had. */
export function mappingText(
  listed: readonly ExpandedBinding[],
  formerKey: (binding: ExpandedBinding) => string | undefined,
): string {
  const pairs = new Map(
    listed.map((each) => {
      const { binding, repository, repositoryAt } = each;
      const names = binding.for_each_repository as readonly string[];
      const written = names[Number(repositoryAt?.path.at(-1))] ?? '';
      return [formerKey(each) ?? keyOfRepository(repository?.name ?? ''), written] as const;
    }),
  );
  return `{ ${[...pairs].map(([key, name]) => `${yamlText(key)}: ${yamlText(name)}`).join(', ')} }`;
}
