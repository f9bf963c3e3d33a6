import { pullRequestValues, trustsOthers } from '../pull-requests';
import type { ForeignRule } from '../rule';

/** A role is worth what the weakest of those is that may assume it. */
export const mixedTrustLevels: ForeignRule = {
  id: 'mixed-trust-levels',
  check(policy, report) {
    if (!trustsOthers(policy)) return;
    for (const { value } of pullRequestValues(policy))
      report(
        value.place,
        `\`${value.raw}\` lets pull requests have the role that environments or branches have, too\ngive pull requests a role of their own`,
      );
  },
};
