import { evaluatedClaims } from '../keys';
import type { ForeignRule } from '../rule';
import { strictOn } from '../values';

/**
 * A negation admits all that is not named, `…IfExists` whatever has no such claim; both say little unless the same claim is
 * required by another condition.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const negatedOperator: ForeignRule = {
  id: 'negated-operator',
  check({ trusts }, report) {
    for (const trust of trusts) {
      const evaluated = evaluatedClaims(trust.issuer);
      for (const { claim, operator, place } of trust.conditions) {
        if (claim === undefined || !evaluated.includes(claim) || strictOn(trust, claim).length > 0) continue;
        if (operator.negated)
          report(
            place,
            `\`${operator.text}\` admits every \`${claim}\` that is not named, and tokens without one\nname what is meant, by \`StringEquals\``,
          );
        else if (operator.ifExists)
          report(
            place,
            `\`${operator.text}\` admits tokens without \`${claim}\`\nwrite \`${operator.text.replace(/^\w+:|IfExists$/g, '')}\``,
          );
      }
    }
  },
};
