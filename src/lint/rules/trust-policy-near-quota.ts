import type { ResolvedRole } from '../../access-plan/roles/roles';
import { type Location, child, keyOf } from '../../diagnostics/source';
import type { Rule } from '../rule';

/**
 * Trust policies that are nearly as long as their account allows: the next repository or branch would be too much, and IAM says
 * so in the middle of an apply.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const trustPolicyNearQuota: Rule = {
  id: 'trust-policy-near-quota',
  check({ access }, report) {
    const fullest = new Map<Location, Filled>();
    for (const role of access.roles) {
      const filled = fillOf(role);
      const { at } = role.binding;
      if (filled.share > (fullest.get(at)?.share ?? NEAR)) fullest.set(at, filled);
    }
    for (const [at, filled] of fullest) report(keyOf(child(at, 'trust')), message(filled));
  },
};

const NEAR = 0.8;

interface Filled {
  readonly account: string;
  readonly length: number;
  readonly quota: number;
  readonly share: number;
}

function fillOf({ trustLength: length, account }: ResolvedRole): Filled {
  const quota = account.settings.quotas?.trust_policy_length ?? 2048;
  return { account: account.name, length, quota, share: length / quota };
}

function message({ account, length, quota, share }: Filled): string {
  return [
    `the trust policy has ${length} of the ${quota} characters that account \`${account}\` allows (${Math.floor(share * 100)} %)`,
    'split the binding, trust an environment instead of many branches, or drop the legacy form of repositories that have moved',
    'AWS raises the quota on request, up to 8192: `quotas.trust_policy_length` of the account',
  ].join('\n');
}
