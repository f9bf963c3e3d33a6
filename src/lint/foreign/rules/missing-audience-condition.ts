import { ownAudience } from '../audiences';
import type { ForeignRule } from '../rule';
import { hasAnyAudience } from '../strangers';
import { deadComparison } from '../values';

/**
 * A token says for whom it is. Without a condition on that, one that a job hands to somebody else is good here, too, as far as the
 * list of the OIDC provider allows it, which STS checks.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 */
export const missingAudienceCondition: ForeignRule = {
  id: 'missing-audience-condition',
  check({ trusts, portions }, report) {
    for (const trust of trusts) {
      const audience = ownAudience(trust);
      const own = audience === undefined ? '' : `to be \`${audience}\` `;
      const wayOut = `require \`${trust.issuer.host}:aud\` ${own}by \`StringEquals\``;
      const dead = deadComparison(trust, 'aud');
      if (dead)
        report(
          dead.place,
          `\`${dead.operator.text}\` does not compare text: no audience satisfies it, and nobody gets in\n${wayOut}`,
          'error',
        );
      else if (portions.some((portion) => portion.trust === trust && hasAnyAudience(portion)))
        report(
          trust.place,
          `no condition requires an audience: tokens for any audience that the OIDC provider lists are good here\n${wayOut}`,
        );
    }
  },
};
