import type { ForeignRule } from '../rule';

/**
 * AWS has announced the claims beyond subject and audience for its main partition. Where it evaluates no such claim, a condition
 * on it lets nobody in.
 * https://aws.amazon.com/about-aws/whats-new/2026/01/aws-sts-supports-validation-identity-provider-claims/
 */
export const unverifiedClaimKey: ForeignRule = {
  id: 'unverified-claim-key',
  check({ trusts }, report) {
    for (const { partition = 'aws', issuer, conditions } of trusts) {
      if (partition === 'aws') continue;
      for (const { claim = '', place } of conditions) {
        if ((issuer.claims as readonly string[]).includes(claim))
          report(
            place,
            `AWS has not announced that it evaluates \`${claim}\` in \`${partition}\`: the role may be closed to everybody\ntry the role, and keep the subject narrow by itself`,
          );
      }
    }
  },
};
