import { ownAudience } from '../audiences';
import { isAnything, marked } from '../marked';
import { meantClaim } from '../keys';
import type { ForeignRule } from '../rule';
import type { Trust } from '../trust';
import { deadComparison } from '../values';

/**
 * A token says for whom it is. Without a condition on that, one that a job hands to somebody else is good here, too, as far as the
 * list of the OIDC provider allows it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 */
export const missingAudienceCondition: ForeignRule = {
  id: 'missing-audience-condition',
  check({ trusts }, report) {
    for (const trust of trusts) {
      if (isAudienceRequired(trust)) continue;
      const audience = ownAudience(trust);
      const own = audience === undefined ? '' : `to be \`${audience}\` `;
      const dead = deadComparison(trust, 'aud');
      report(
        dead?.place ?? trust.place,
        `${dead ? `\`${dead.operator.text}\` does not compare text: no audience satisfies it, and nobody gets in` : 'no condition requires an audience: tokens for any audience that the OIDC provider lists are good here'}\nrequire \`${trust.issuer.host}:aud\` ${own}by \`StringEquals\``,
      );
    }
  },
};

/** A condition by an operator that is reported itself is not missing. */
function isAudienceRequired(trust: Trust): boolean {
  return trust.conditions.some((condition) => {
    if (condition.needsClaim && meantClaim(condition, trust) === 'aud') return true;
    if (condition.claim !== 'aud' || condition.operator.comparison === undefined) return false;
    return !condition.strict || condition.values.every(({ text }) => !isAnything(marked(text)));
  });
}
