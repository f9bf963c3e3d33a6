import { pullRequestValues, trustsOthers } from '../pull-requests';
import type { ForeignRule } from '../rule';

/** What the role may do stands elsewhere; the policy only says that code which nobody has reviewed will do it. */
export const pullRequestWriteAccess: ForeignRule = {
  id: 'pull-request-write-access',
  check(policy, report) {
    if (trustsOthers(policy)) return;
    for (const { value } of pullRequestValues(policy))
      report(
        value.place,
        `\`${value.raw}\` lets jobs of pull requests have the role: they run code that nobody has reviewed\nsee to it that the role may only read, and no secrets`,
        'info',
      );
  },
};
