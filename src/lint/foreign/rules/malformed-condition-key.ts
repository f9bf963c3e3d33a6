import { isMalformed, meantClaim } from '../keys';
import type { ForeignRule } from '../rule';

/**
 * A key is the issuer as the ARN of the provider has it, a colon and the claim. IAM takes any other key as well, for one that no
 * request has: a condition on it never holds, or says nothing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
export const malformedConditionKey: ForeignRule = {
  id: 'malformed-condition-key',
  check({ trusts }, report) {
    for (const trust of trusts) {
      for (const condition of trust.conditions) {
        if (!isMalformed(condition, trust)) continue;
        const { key, needsClaim, place } = condition;
        const effect = needsClaim ? 'the condition never holds' : 'the condition says nothing';
        report(
          place,
          `\`${key}\` is no condition key of tokens of \`${trust.issuer.host}\`: ${effect}\nthe keys of this issuer begin with \`${trust.issuer.host}:\`, as \`${trust.issuer.host}:${meantClaim(condition, trust) ?? 'sub'}\``,
        );
      }
    }
  },
};
