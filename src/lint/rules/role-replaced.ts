import type { FormerRole } from '../../access-plan/roles/identity';
import type { ResolvedRole } from '../../access-plan/roles/roles';
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
      report(keyOf(first.binding.at), `${headline(first, former, changed.length)}\n${wayOut(first, former, roles)}`);
    }
  },
};

function headline({ plan, account }: ResolvedRole, former: FormerRole, count: number): string {
  const others = count > 1 ? ` (and in ${count - 1} more)` : '';
  return `the role of \`${plan.binding}\` in account \`${account.name}\`${others} was \`${former.path}${former.name}\` and would be \`${plan.path}${plan.name}\`: Terraform would destroy it and make another, with another ARN`;
}

/** The line that keeps the name and the path which the role has. */
function wayOut(role: ResolvedRole, former: FormerRole, roles: readonly ResolvedRole[]): string {
  const { plan, binding } = role;
  const own = binding.binding.role;
  const wanted = roles.map(({ plan: its, former: [was = its] }) => was);
  const differing = (['name', 'path'] as const).filter((key) =>
    wanted.some((each, i) => each[key] !== roles[i]?.plan[key]),
  );
  const isOne = differing.every((key) => new Set(wanted.map((each) => each[key])).size === 1);
  const line = (value: (key: 'name' | 'path') => string) =>
    `\`role: { ${differing.map((key) => `${key}: ${yamlText(value(key))}`).join(', ')} }\``;

  if (binding.repository) {
    const key = former.binding.slice(String(binding.at.path.at(-1)).length + 1);
    const keepsName = own?.name === undefined && differing.join() === 'name' && former.binding !== plan.binding;
    return keepsName
      ? `keep its name by a key: \`for_each_repository: { ${key}: ${binding.repository.name} }\``
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

function yamlText(text: string): string {
  return /^[A-Za-z_/][\w./-]*$/.test(text) ? text : `'${text}'`;
}
