import { child, keyOf } from '../../diagnostics/source';
import type { Rule } from '../rule';

/**
 * IAM's documentation names 20 managed policies on a role as the quota, and its own errors have named 10: where it is 10, an
 * apply stops half-way.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const managedPoliciesNearQuota: Rule = {
  id: 'managed-policies-near-quota',
  check({ access }, report) {
    for (const { plan, binding, account } of access.roles) {
      const count = plan.managedPolicies.length;
      if (count <= SURE || account.settings.quotas?.managed_policies_per_role !== undefined) continue;
      report(
        keyOf(child(binding.at, 'permissions')),
        `the role of \`${plan.binding}\` has ${count} managed policies, and some accounts allow only ${SURE}: there the apply stops half-way\nlook up the quota of account \`${account.name}\` (Service Quotas, IAM, "Managed policies per role"), and write it into \`quotas.managed_policies_per_role\``,
      );
    }
  },
};

/** What every account allows. */
const SURE = 10;
