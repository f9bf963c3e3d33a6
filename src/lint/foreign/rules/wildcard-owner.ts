import { breadthOf } from '../breadth';
import { isWild, shownMarked } from '../marked';
import type { ForeignRule } from '../rule';
import { namedRepository } from '../subject';
import { eachWeakValue } from '../values';

/**
 * Anybody may register a name that begins as another one does; a `*` also stands for `/` and `:`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String
 */
export const wildcardOwner: ForeignRule = {
  id: 'wildcard-owner',
  check(policy, report) {
    eachWeakValue(
      policy,
      (value, trust) => ['anyone', 'similar'].includes(breadthOf(value, trust)),
      ({ value, subject }) => {
        const repository = namedRepository(subject);
        const message =
          repository && !isWild(repository.owner)
            ? `\`${value.raw}\` admits every repository of \`${repository.owner}\` whose name matches \`${shownMarked(repository.name)}\`, those not made yet included\nname each repository that is meant`
            : `\`${value.raw}\` admits repositories of strangers\nname the owner and the repository in full: \`repo:OWNER/NAME:…\``;
        report(value.place, message);
      },
    );
  },
};
