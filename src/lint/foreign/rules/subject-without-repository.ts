import { breadthOf, pinsOwner, pinsRepository } from '../breadth';
import type { ForeignRule } from '../rule';
import type { Trust } from '../trust';
import { eachWeakValue, strictOn } from '../values';

/**
 * What names no repository can be had by any: a public workflow is called from everywhere, and every owner may set the subject
 * template of their repositories.
 * https://docs.github.com/en/actions/reference/security/oidc#customizing-the-token-claims
 */
export const subjectWithoutRepository: ForeignRule = {
  id: 'subject-without-repository',
  check(policy, report) {
    for (const trust of policy.trusts) {
      if (strictOn(trust, 'sub').length > 0 || isNamed(trust)) continue;
      for (const { place } of strictOn(trust, 'job_workflow_ref'))
        report(place, `any repository that may call this workflow may assume the role\n${wayOut(trust)}`);
    }
    eachWeakValue(
      policy,
      (value, trust) => breadthOf(value, trust) === 'unnamed',
      ({ value }, trust) =>
        report(value.place, `\`${value.raw}\` names no repository: others can have such a subject\n${wayOut(trust)}`),
    );
  },
};

function isNamed(trust: Trust): boolean {
  return pinsRepository(trust) || pinsOwner(trust) || strictOn(trust, 'repository').length > 0;
}

function wayOut({ issuer }: Trust): string {
  return issuer.claims.includes('repository_id')
    ? `require \`${issuer.host}:repository_id\` and \`repository_owner_id\` beside it`
    : 'put `repo` first in the subject template';
}
