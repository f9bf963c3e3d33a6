import type { Rule } from '../rule';
import { pullRequestContexts, trustedContexts, whoIsLetIn } from '../trusted-contexts';

/**
 * A role is as safe as the least of what may assume it: whatever its protected jobs are given, jobs of pull requests get too.
 * https://docs.github.com/en/actions/concepts/security/openid-connect
 */
export const mixedTrustLevels: Rule = {
  id: 'mixed-trust-levels',
  check({ access }, report) {
    for (const role of access.roles) {
      const open = pullRequestContexts(role);
      const guarded = open.length > 0 && trustedContexts(role).find((context) => context.protected);
      if (!guarded) continue;
      const related = [{ message: 'what is protected is trusted here', at: guarded.at }];
      for (const context of open) report(context.at, message(whoIsLetIn(context)), { related });
    }
  },
};

function message(who: string): string {
  return [
    `${who} share this role with what is protected`,
    'what the one is given the other gets too: make a binding for each',
  ].join('\n');
}
