import type { ForeignRule } from '../rule';
import { isDeadWildcard } from '../values';

/**
 * `StringEquals` compares letter by letter: a `*` in it is an asterisk, and GitHub sends none.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String
 */
export const wildcardInExactValue: ForeignRule = {
  id: 'wildcard-in-exact-value',
  check({ trusts }, report) {
    for (const { conditions } of trusts) {
      for (const condition of conditions) {
        if (condition.claim === undefined) continue;
        for (const value of condition.values.filter((each) => isDeadWildcard(condition, each)))
          report(
            value.place,
            `\`${value.raw}\` is compared letter by letter by \`${condition.operator.text}\`, and never matches\nnarrow it to what is meant, or compare it by \`StringLike\``,
          );
      }
    }
  },
};
