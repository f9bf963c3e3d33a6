import { isMergeQueue } from '../ref-breadth';
import type { ForeignRule } from '../rule';
import { subjectClaim } from '../subject';
import { eachWeakValue, holdsTo } from '../values';

/** GitHub does not keep these names for its merge queue: a branch of such a name can be pushed like any other. */
export const mergeQueueAnyWriter: ForeignRule = {
  id: 'merge-queue-any-writer',
  check(policy, report) {
    eachWeakValue(
      policy,
      ({ subject }, trust) =>
        isMergeQueue(subjectClaim(subject, 'ref') ?? '') && !holdsTo(trust, 'ref', (ref) => !isMergeQueue(ref)),
      ({ value }) =>
        report(
          value.place,
          `\`${value.raw}\` admits whoever may push a branch of such a name, not the merge queue alone\ntrust an environment for what may write`,
        ),
    );
  },
};
