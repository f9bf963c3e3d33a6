import type { ForeignRule } from '../rule';
import { namedPullRequests, trustsOthers } from '../pull-requests';

/** A role is worth what the weakest of those is that may assume it. */
export const mixedTrustLevels: ForeignRule = {
  id: 'mixed-trust-levels',
  check(policy, report) {
    if (!trustsOthers(policy)) return;
    for (const { place, raw, show } of namedPullRequests(policy))
      report(
        place,
        `\`${raw}\` lets pull requests have the role that environments or branches have, too, ${show}\ngive pull requests a role of their own`,
      );
  },
};
