import { breadthOf } from '../breadth';
import { isAnything } from '../marked';
import type { ForeignRule } from '../rule';
import { eachWeakValue, holdsTo } from '../values';

/** Whoever may create a repository of the owner gets the role. One workflow that all have to use leaves it to that workflow. */
export const organizationWideSubject: ForeignRule = {
  id: 'organization-wide-subject',
  check(policy, report) {
    eachWeakValue(
      policy,
      (value, trust) => breadthOf(value, trust) === 'owner',
      ({ value }, trust) => {
        const byWorkflow = holdsTo(trust, 'job_workflow_ref', (text) => !isAnything(text) && text.includes('@'));
        report(
          value.place,
          byWorkflow
            ? `\`${value.raw}\` admits every repository of the owner, those not made yet included, by the workflow required beside it\nsee to it that the workflow checks who calls it, or name each repository that is meant`
            : `\`${value.raw}\` admits every repository of the owner, those not made yet included\nname each repository that is meant`,
          byWorkflow ? 'warning' : 'error',
        );
      },
    );
  },
};
