import { breadthOf, pinsOwner, pinsRepository } from '../breadth';
import type { ForeignRule } from '../rule';
import { namedRepository, subjectClaim } from '../subject';
import { eachWeakValue } from '../values';

/**
 * Names are given anew when they get free; ids are not. A GitHub Enterprise Server has no ids in its tokens.
 * https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/
 */
export const recyclableName: ForeignRule = {
  id: 'recyclable-name',
  check(policy, report) {
    eachWeakValue(
      policy,
      ({ subject }, trust) => {
        const { ownerId, nameId } = namedRepository(subject) ?? {};
        const hasId = ownerId ?? nameId ?? subjectClaim(subject, 'repository_id');
        const named = trust.issuer.kind !== 'ghes' && breadthOf({ subject }, trust) === 'repository';
        return named && hasId === undefined && !pinsRepository(trust);
      },
      ({ value }, trust) => {
        const { host, claims } = trust.issuer;
        const wayOut = claims.includes('repository_id')
          ? `require \`${host}:repository_id\` and \`repository_owner_id\` beside it`
          : 'let GitHub send immutable subjects, and trust those';
        report(
          value.place,
          pinsOwner(trust)
            ? `\`${value.raw}\` trusts a name of the owner: who gets it later gets the role\n${wayOut}`
            : `\`${value.raw}\` trusts a name: who gets it later gets the role\n${wayOut}`,
        );
      },
    );
  },
};
