import { didYouMean } from '../../diagnostics/suggest';
import { MANAGED_POLICIES_DATE, managedPolicyNames } from '../../iam/managed-policy-names';
import type { Rule } from '../rule';

/**
 * A policy that AWS does not have cannot be attached: the apply stops there.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export const unknownManagedPolicy: Rule = {
  id: 'unknown-managed-policy',
  check({ access }, report) {
    const named = access.roles.flatMap(({ permissions }) => permissions.managedPolicies);
    const ofAws = named.filter(({ policy }) => policy.key.length === 1);
    if (ofAws.length === 0) return;
    const names = managedPolicyNames();
    const known = new Set(names);
    for (const { policy, at } of ofAws) {
      const [name = ''] = policy.key;
      if (known.has(name)) continue;
      const elsewhere = names.find((each) => each.endsWith(`/${name}`));
      const hint = elsewhere === undefined ? didYouMean(name, names) : `, did you mean \`${elsewhere}\`?`;
      report(
        at,
        `AWS maintains no policy \`${name}\`${hint}\nby its list of ${MANAGED_POLICIES_DATE}; a policy of the account itself is named by \`policy\``,
      );
    }
  },
};
