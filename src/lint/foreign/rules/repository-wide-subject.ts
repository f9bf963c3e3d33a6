import { admitsAnyJob, breadthOf } from '../breadth';
import type { ForeignRule } from '../rule';
import { subjectClaim } from '../subject';
import { eachWeakValue, strictOn } from '../values';

/**
 * Any job of the repository: on branches that anybody with write access pushes, and of pull requests that nobody has reviewed. Any
 * branch or tag is less, and reported as a pattern of refs.
 */
export const repositoryWideSubject: ForeignRule = {
  id: 'repository-wide-subject',
  check(policy, report) {
    eachWeakValue(
      policy,
      (value, trust) =>
        breadthOf(value, trust) === 'repository' &&
        admitsAnyJob(value, trust) &&
        subjectClaim(value.subject, 'ref') === undefined &&
        ['actor', 'actor_id'].every((claim) => strictOn(trust, claim).length === 0),
      ({ value, subject }) =>
        report(
          value.place,
          subjectClaim(subject, 'environment') === undefined
            ? `\`${value.raw}\` admits every job of the repository, on any branch and of pull requests\nname the environment or branch that is meant`
            : `\`${value.raw}\` admits every job that names an environment which matches, and a workflow makes those it names\nname the environment that is meant`,
        ),
    );
  },
};
