import type { ResolvedRole } from '../access-plan/roles/roles';

/** Roles of one binding in its accounts; there is at least one. */
export type RolesOfBinding = readonly [ResolvedRole, ...ResolvedRole[]];

/** Roles, those of each binding together. */
export function byBinding(roles: readonly ResolvedRole[]): readonly RolesOfBinding[] {
  const groups = new Map<string, [ResolvedRole, ...ResolvedRole[]]>();
  for (const role of roles) {
    const group = groups.get(role.plan.binding);
    if (group) group.push(role);
    else groups.set(role.plan.binding, [role]);
  }
  return [...groups.values()];
}
