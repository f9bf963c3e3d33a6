import type { Problems } from '../../diagnostics/diagnostic';
import { child, keyOf } from '../../diagnostics/source';
import type { ResolvedRole } from './roles';

/** IAM tells role names apart regardless of case. */
export function checkRoleNames(roles: readonly ResolvedRole[], problems: Problems): void {
  const seen = new Map<string, ResolvedRole>();
  for (const role of roles) {
    const key = `${role.account.name}/${role.plan.name.toLowerCase()}`;
    const first = seen.get(key);
    if (!first) seen.set(key, role);
    else {
      const place = (of: ResolvedRole) =>
        of.binding.binding.role?.name === undefined ? keyOf(of.binding.at) : child(of.binding.at, 'role', 'name');
      problems.error(
        'duplicate-role-name',
        place(role),
        `the bindings \`${first.plan.binding}\` and \`${role.plan.binding}\` both make a role \`${role.plan.name}\` in account \`${role.account.name}\`; IAM ignores case in role names`,
        { message: 'the other one', at: place(first) },
      );
    }
  }
}
