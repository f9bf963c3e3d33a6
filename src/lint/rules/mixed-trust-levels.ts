import type { ResolvedRole } from '../../access-plan/roles/roles';
import {
  type WritingActions,
  secretGrants,
  unknownPolicies,
  writingActions,
  writingGrants,
} from '../../iam/capabilities';
import { permissionsOf } from '../role-permissions';
import type { Rule } from '../rule';
import { pullRequestContexts, trustedContexts, whoIsLetIn } from '../trusted-contexts';

/**
 * A role is as safe as the least of what may assume it: whatever its protected jobs are given, jobs of pull requests get too.
 * https://docs.github.com/en/actions/concepts/security/openid-connect
 */
export const mixedTrustLevels: Rule = {
  id: 'mixed-trust-levels',
  check({ access, iam }, report) {
    const writing = writingActions(iam);
    for (const role of access.roles) {
      const open = pullRequestContexts(role);
      const guarded = open.length > 0 && trustedContexts(role).find((context) => context.protected);
      if (!guarded) continue;
      const severity = onlyReads(role, writing) ? 'info' : 'warning';
      const related = [{ message: 'what is protected is trusted here', at: guarded.at }];
      for (const context of open) report(context.at, message(whoIsLetIn(context)), { severity, related });
    }
  },
};

function onlyReads(role: ResolvedRole, writing: WritingActions): boolean {
  const permissions = permissionsOf(role);
  const more = [...secretGrants(permissions), ...unknownPolicies(permissions)];
  return more.length === 0 && writingGrants(permissions, writing).length === 0;
}

function message(who: string): string {
  return [
    `${who} share this role with what is protected`,
    'what the one is given the other gets too: make a binding for each',
  ].join('\n');
}
