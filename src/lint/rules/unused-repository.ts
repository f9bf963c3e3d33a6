import type { Bindings } from '../../bindings/bindings';
import { keyOf } from '../../diagnostics/source';
import type { Rule } from '../rule';

/** Settings of a repository that nobody trusts do nothing, unless they manage something of it at GitHub. */
export const unusedRepository: Rule = {
  id: 'unused-repository',
  check({ bindings }, report) {
    const trusted = trustedNames(bindings);
    for (const [name, { value, at }] of bindings.repositories) {
      const isManaged = (value.environments?.size ?? 0) > 0 || value.subject_template !== undefined;
      if (isManaged || trusted.has(fullName(name, bindings))) continue;
      report(
        keyOf(at),
        `no binding trusts \`${name}\`, and nothing of it is managed: what stands here does nothing\nremove it, or trust the repository in a binding`,
      );
    }
  },
};

/** As written, whichever accounts a binding is for. */
function trustedNames(bindings: Bindings): ReadonlySet<string> {
  const names = [...bindings.bindings.values()].flatMap(({ value: { trust, for_each_repository: each = [] } }) => [
    ...trust.flatMap(({ repository = [] }) => repository),
    ...each.values(),
  ]);
  return new Set(names.map((name) => fullName(name, bindings)));
}

function fullName(name: string, { github }: Bindings): string {
  return name.includes('/') ? name : `${github.owner}/${name}`;
}
