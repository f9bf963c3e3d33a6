import { pinsRepository } from '../breadth';
import { isAnything, marked } from '../marked';
import type { ForeignRule } from '../rule';
import type { Trust } from '../trust';
import { meantClaim } from '../keys';
import { deadComparison, strictOn } from '../values';

/**
 * Without a condition on the subject, or on the workflow that defines the job, every job on GitHub is let in.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 */
export const missingSubjectCondition: ForeignRule = {
  id: 'missing-subject-condition',
  check({ trusts }, report) {
    for (const trust of trusts) {
      if (isSubjectRequired(trust)) continue;
      const { kind, slug, host } = trust.issuer;
      const dead = deadComparison(trust, 'sub');
      if (dead) {
        report(
          dead.place,
          `\`${dead.operator.text}\` does not compare text: no subject satisfies it, and nobody gets in\nrequire \`${host}:sub\` by \`StringEquals\``,
        );
        continue;
      }
      const whose =
        kind === 'github.com' && slug === undefined ? 'any repository on GitHub' : `any repository behind \`${host}\``;
      const who = pinsRepository(trust) ? 'any job of the repository' : `jobs of ${whose}`;
      const open = trust.named ? '' : ', and the principal names no issuer';
      report(
        trust.place,
        `no condition requires a subject${why(trust)}: ${who} may assume the role${open}\nrequire \`${host}:sub\` by \`StringEquals\``,
      );
    }
  },
};

function isSubjectRequired(trust: Trust): boolean {
  const workflow = strictOn(trust, 'job_workflow_ref');
  return (
    strictOn(trust, 'sub').length > 0 ||
    workflow.some(({ values }) => values.every(({ text }) => !isAnything(marked(text)))) ||
    trust.conditions.some((condition) => condition.needsClaim && meantClaim(condition, trust) === 'sub')
  );
}

function why({ conditions }: Trust): string {
  const loose = conditions.find(({ claim, operator }) => claim === 'sub' && operator.comparison !== undefined);
  if (!loose) return '';
  const { text, negated } = loose.operator;
  return negated ? `, since \`${text}\` holds for all that is not named` : `, since \`${text}\` holds without one`;
}
