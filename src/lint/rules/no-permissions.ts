import { child, keyOf } from '../../diagnostics/source';
import type { Rule } from '../rule';

/** A role that may do nothing is legal, and seldom meant: somebody who logs in with it can only ask who they are. */
export const noPermissions: Rule = {
  id: 'no-permissions',
  check({ access }, report) {
    for (const { plan, binding } of access.roles) {
      if (plan.permissions.length + plan.managedPolicies.length > 0) continue;
      report(
        keyOf(child(binding.at, 'permissions')),
        `the role of \`${plan.binding}\` may do nothing\nlist what it may do under \`permissions\``,
      );
    }
  },
};
