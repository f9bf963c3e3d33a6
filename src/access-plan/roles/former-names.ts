import type { Bindings } from '../../bindings/bindings';
import { slug } from '../../bindings/slug';
import type { Problems } from '../../diagnostics/diagnostic';
import { type Location, child, keyOf } from '../../diagnostics/source';
import type { BindingIdentity, ExpandedBinding } from './expand';

/** What a binding was before, and where the file says so. */
export interface FormerBinding extends BindingIdentity {
  readonly at: Location;
}

/** The names at which Terraform may have what stands at the binding's present one, oldest first. */
export function formerNames({ name, former }: Pick<ExpandedBinding, 'name' | 'former'>): readonly string[] {
  return [...new Set(former.map((each) => each.name))].filter((each) => each !== name);
}

/** Reports former names that cannot be moved from, and bindings that would rename their roles with themselves. */
export function checkFormerNames(
  bindings: Bindings['bindings'],
  expanded: readonly ExpandedBinding[],
  problems: Problems,
): void {
  for (const [name, { value, at }] of bindings) {
    const former = value.renamed_from ?? [];
    const list = child(at, 'renamed_from');
    former.forEach((each, i) => {
      const declared = bindings.get(each);
      if (each === name)
        problems.error('renamed-from-in-use', child(list, i), `\`${each}\` is the name that the binding has now`);
      else if (declared) problems.error('renamed-from-in-use', child(list, i), inUse(each), usedHere(declared.at));
    });
    if (former.length > 0 && value.role?.name === undefined && !value.release)
      problems.error(
        'missing-key',
        keyOf(list),
        `a role cannot be renamed, so the binding has to keep its name\n${nameToKeep(former[0] ?? name, value)}`,
      );
  }
  checkClaims(bindings, expanded, problems);
}

/** A name that is a name still, or the former name of two, cannot be moved from. */
function checkClaims(bindings: Bindings['bindings'], expanded: readonly ExpandedBinding[], problems: Problems): void {
  const taken = new Map(expanded.map(({ name, at }) => [name, at]));
  for (const { name, former, binding } of expanded) {
    const claimed = new Set<string>([name]);
    for (const { name: each, at } of former) {
      const other = taken.get(each);
      const isReported = binding.renamed_from?.some((base) => bindings.has(base)) ?? false;
      if (claimed.has(each) || isReported) continue;
      claimed.add(each);
      if (other) problems.error('renamed-from-in-use', at, inUse(each), usedHere(other));
      else taken.set(each, at);
    }
  }
}

function inUse(name: string): string {
  return `\`${name}\` is in use: Terraform could not tell which resources to move`;
}

function usedHere(at: Location) {
  return { message: 'used here', at: keyOf(at) };
}

/** The line that keeps the name which the role has had since it was made under the binding's oldest name. */
function nameToKeep(former: string, { for_each_repository: each }: ExpandedBinding['binding']): string {
  if (!each) return `add \`role: { name: ${former} }\``;
  const keys =
    each instanceof Map
      ? [...(each as ReadonlyMap<string, string>)]
      : (each as readonly string[]).map((repository) => [slug(nameOf(repository)), repository] as const);
  return keys.every(([key, repository]) => key === nameOf(repository))
    ? `add \`role: { name: '${former}-\${repository.name}' }\``
    : `its roles are called \`${former}-KEY\`: give each repository a binding of its own, named so`;
}

function nameOf(repository: string): string {
  return repository.split('/').at(-1) ?? '';
}
