import { evaluatedClaims } from '../keys';
import type { ForeignRule } from '../rule';
import { strictOn } from '../values';
import { changesNothing, isWide } from '../weakened';

/**
 * Set operators are for keys with several values, and claims have one. `ForAllValues:` holds for a token without the claim, which matters
 * for those that a token may lack.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export const setOperator: ForeignRule = {
  id: 'set-operator',
  check(policy, report) {
    for (const trust of policy.trusts) {
      const evaluated = evaluatedClaims(trust.issuer);
      for (const { claim, operator, strict, place } of trust.conditions) {
        if (claim === undefined || !evaluated.includes(claim) || operator.set === undefined || operator.negated)
          continue;
        if (!strict && strictOn(trust, claim).length > 0) continue;
        const isHarmless = strict || changesNothing(claim);
        const effect = isHarmless ? `a token has one \`${claim}\`` : `it holds for tokens without \`${claim}\`, too`;
        const plain = operator.text.replace(/^\w+:/, '').replace(/IfExists$/, '');
        report(
          place,
          `\`${operator.text}\` is for keys with several values: ${effect}\nwrite \`${plain}\``,
          isWide(policy, trust) && !isHarmless ? 'error' : 'warning',
        );
      }
    }
  },
};
