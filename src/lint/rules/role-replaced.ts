import { type ExpandedBinding, keyOfRepository, mappingText } from '../../access-plan/roles/expand';
import type { FormerRole } from '../../access-plan/roles/identity';
import type { ResolvedRole } from '../../access-plan/roles/roles';
import { yamlText } from '../../bindings/yaml-text';
import { keyOf } from '../../diagnostics/source';
import { byBinding } from '../by-binding';
import type { Rule } from '../rule';

/**
 * A role can be neither renamed nor moved: under another name or path it is another role, with another ARN, and the one that
 * jobs use is destroyed. What a template makes of a name that changed does that without a word.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update.html
 */
export const roleReplaced: Rule = {
  id: 'role-replaced',
  check({ access }, report) {
    for (const roles of byBinding(access.roles)) {
      const changed = roles.filter(({ former }) => former.length > 0);
      const [first] = changed;
      const [former] = first?.former ?? [];
      if (!first || !former) continue;
      report(
        keyOf(first.binding.at),
        `${headline(first, former, changed.length)}\n${wayOut(first, former, roles, access.roles)}`,
      );
    }
  },
};

function headline({ plan, account }: ResolvedRole, former: FormerRole, count: number): string {
  const others = count > 1 ? ` (and in ${count - 1} more)` : '';
  return `the role of \`${plan.binding}\` in account \`${account.name}\`${others} was \`${former.path}${former.name}\` and would be \`${plan.path}${plan.name}\`: Terraform would destroy it and make another, with another ARN`;
}

/** The line that keeps the name and the path which the role has. */
function wayOut(
  role: ResolvedRole,
  former: FormerRole,
  roles: readonly ResolvedRole[],
  all: readonly ResolvedRole[],
): string {
  const { plan, binding } = role;
  const own = binding.binding.role;
  const wanted = roles.map(({ plan: its, former: [was = its] }) => was);
  const differing = (['name', 'path'] as const).filter((key) =>
    wanted.some((each, i) => each[key] !== roles[i]?.plan[key]),
  );
  const isOne = differing.every((key) => new Set(wanted.map((each) => each[key])).size === 1);
  const line = (value: (key: 'name' | 'path') => string) =>
    `\`role: { ${differing.map((key) => `${key}: ${yamlText(value(key))}`).join(', ')} }\``;

  const owner = former.repository?.owner;
  if (owner !== undefined && isOfOwnerAlone(role, former))
    return `keep it: ${line((each) => (own?.[each] ?? '').replaceAll('${repository.owner}', owner))}`;
  if (binding.repository) {
    const keepsName = own?.name === undefined && differing.join() === 'name' && former.binding !== plan.binding;
    return keepsName
      ? `keep its name by a key: \`for_each_repository: ${mappingText(listedWith(role, all), oldestKey)}\``
      : `give \`${binding.repository.name}\` a binding of its own instead, named \`${former.binding}\`, with ${line((each) => former[each])}`;
  }
  if (isOne) return `keep it: ${line((each) => former[each])}`;
  if (roles.every(({ account }) => account.formerScope === undefined))
    return `keep it: ${line((each) => (own?.[each] ?? '').replaceAll('${binding.name}', former.binding))}`;
  return [
    `keep it: ${line((each) => `\${account.values.role_${each}}`)}, and for each account, as here:`,
    ...differing.map((each) => `\`${role.account.name}: { values: { role_${each}: ${yamlText(former[each])} } }\``),
  ].join('\n');
}

/** The bindings of the same list. */
function listedWith({ binding: { binding } }: ResolvedRole, all: readonly ResolvedRole[]): readonly ExpandedBinding[] {
  return all.flatMap((each) => (each.binding.binding === binding ? [each.binding] : []));
}

function oldestKey({ former: [oldest] }: ExpandedBinding): string | undefined {
  return oldest?.repository && keyOfRepository(oldest.repository.name);
}

/** Whether nothing was called something else but the repository's owner. */
function isOfOwnerAlone(
  { plan, binding, account }: ResolvedRole,
  { binding: formerly, repository }: FormerRole,
): boolean {
  return (
    formerly === plan.binding &&
    repository?.name === binding.repository?.name &&
    repository?.owner !== binding.repository?.owner &&
    account.formerScope === undefined
  );
}
