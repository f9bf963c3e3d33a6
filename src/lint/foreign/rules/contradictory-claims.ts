import { overlaps } from '../../../oidc/claim-text';
import type { ForeignRule } from '../rule';
import { strictOn } from '../values';

/**
 * Two operators on one key must both hold, while the values of one are alternatives.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export const contradictoryClaims: ForeignRule = {
  id: 'contradictory-claims',
  check({ trusts }, report) {
    for (const trust of trusts) {
      for (const claim of new Set(trust.conditions.map((condition) => condition.claim ?? ''))) {
        const [first, ...others] = strictOn(trust, claim).filter(({ operator }) => !operator.ignoresCase);
        for (const other of others) {
          if (!first || first.values.some((a) => other.values.some((b) => overlaps(a.text, b.text)))) continue;
          report(
            other.place,
            `no \`${claim}\` satisfies both this and \`${first.operator.text}\`: two operators on one key must both hold\nput what is an alternative into a statement of its own`,
          );
        }
      }
    }
  },
};
