import type { ForeignRule } from '../rule';
import { namedPullRequests, trustsOthers } from '../pull-requests';

/** What the role may do stands elsewhere; the policy only says that code which nobody has reviewed will do it. */
export const pullRequestWriteAccess: ForeignRule = {
  id: 'pull-request-write-access',
  check(policy, report) {
    if (trustsOthers(policy)) return;
    for (const { place, raw, show } of namedPullRequests(policy))
      report(
        place,
        `\`${raw}\` lets jobs of pull requests have the role, ${show}: they run code that nobody has reviewed\nsee to it that the role may only read, and no secrets`,
        'info',
      );
  },
};
