import { didYouMean } from '../../../diagnostics/suggest';
import { evaluatedClaims } from '../keys';
import type { ForeignRule } from '../rule';

/**
 * STS evaluates some of a token's claims only; IAM takes conditions on the others, too, and does as if the token had none of them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
export const unsupportedClaim: ForeignRule = {
  id: 'unsupported-claim',
  check({ trusts }, report) {
    for (const { issuer, conditions } of trusts) {
      const known = evaluatedClaims(issuer);
      for (const { claim, needsClaim, place } of conditions) {
        if (claim === undefined || known.includes(claim)) continue;
        const effect = needsClaim ? 'the condition never holds, and nobody gets in' : 'the condition says nothing';
        report(
          place,
          `AWS STS does not evaluate \`${claim}\` of tokens of \`${issuer.host}\`: ${effect}${didYouMean(claim, known)}\nit evaluates ${['aud', 'sub', ...issuer.claims].join(', ')}`,
        );
      }
    }
  },
};
