import { conditionOf } from '../portions';
import type { ForeignRule } from '../rule';
import type { ForeignPolicy, Trust, TrustCondition } from '../trust';

/**
 * Two conditions must both hold, while the values of one are alternatives.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export const contradictoryClaims: ForeignRule = {
  id: 'contradictory-claims',
  check(policy, report) {
    for (const trust of policy.trusts) {
      const own = policy.portions.filter((portion) => portion.trust === trust);
      if (own.length === 0 || own.some(({ undenied }) => undenied)) continue;
      const [first, second] = contradiction(policy, trust) ?? [];
      if (first && second)
        report(
          second.place,
          `no token satisfies both this and \`${first.operator.text}\` on \`${first.key}\`: conditions must all hold\nput what is an alternative into a statement of its own`,
        );
    }
  },
};

/** Two conditions that each some token satisfies, and none both; or the last one, if only all together contradict. */
function contradiction(policy: ForeignPolicy, trust: Trust): readonly TrustCondition[] | undefined {
  const isSome = (...conditions: readonly TrustCondition[]) =>
    policy.isSatisfiable(
      trust,
      conditions.flatMap((each) => conditionOf(each)),
    );
  const { conditions } = trust;
  if (!conditions.every((each) => isSome(each))) return undefined;
  const pairs = conditions.flatMap((first, i) => conditions.slice(i + 1).map((second) => [first, second] as const));
  return (
    pairs.find(([first, second]) => !isSome(first, second)) ??
    [conditions[0], conditions.at(-1)].flatMap((each) => each ?? [])
  );
}
