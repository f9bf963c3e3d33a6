import { evaluatedClaims } from '../keys';
import type { ForeignRule } from '../rule';
import { changesNothing, isWide } from '../weakened';
import { strictOn } from '../values';

/**
 * A negation admits all that is not named, `…IfExists` whatever has no such claim; both say little unless the same claim is
 * required by another condition. Who gets in is decided elsewhere: this says why.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const negatedOperator: ForeignRule = {
  id: 'negated-operator',
  check(policy, report) {
    for (const trust of policy.trusts) {
      const evaluated = evaluatedClaims(trust.issuer);
      const wide = isWide(policy, trust);
      for (const { claim, operator, place } of trust.conditions) {
        if (claim === undefined || !evaluated.includes(claim) || strictOn(trust, claim).length > 0) continue;
        if (operator.negated && WHO.includes(claim) && wide)
          report(
            place,
            `\`${operator.text}\` admits every \`${claim}\` that is not named\nname what is meant, by \`StringEquals\``,
          );
        else if (!operator.negated && operator.ifExists) {
          const plain = operator.text.replace(/^\w+:|IfExists$/g, '');
          const effect = changesNothing(claim)
            ? `is for claims that a token may lack, and each has \`${claim}\``
            : `admits tokens without \`${claim}\``;
          report(
            place,
            `\`${operator.text}\` ${effect}\nwrite \`${plain}\``,
            wide && !changesNothing(claim) ? 'error' : 'warning',
          );
        }
      }
    }
  },
};

/** Claims that say whose job it is. */
const WHO = ['sub', 'repository', 'repository_id', 'repository_owner_id', 'job_workflow_ref'];
