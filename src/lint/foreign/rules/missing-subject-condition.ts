import { widest } from '../breadth';
import { instanceOf, severityFor } from '../instance';
import { meantClaim } from '../keys';
import type { ForeignRule } from '../rule';
import { isWorkflowRequired } from '../strangers';
import type { Trust } from '../trust';
import { deadComparison } from '../values';

/**
 * Without a condition on the subject, or on the workflow that defines the job, every job on GitHub is let in. IAM refuses such a
 * policy when it is written, and keeps old ones.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 */
export const missingSubjectCondition: ForeignRule = {
  id: 'missing-subject-condition',
  check({ portions }, report) {
    for (const portion of portions) {
      const { trust, value, condition, calculus } = portion;
      const { host } = trust.issuer;
      const dead = deadComparison(trust, 'sub');
      if (dead && !condition)
        report(
          dead.place,
          `\`${dead.operator.text}\` does not compare text: no subject satisfies it, and nobody gets in\nrequire \`${host}:sub\` by \`StringEquals\``,
        );
      const found = widest(portion);
      if (dead || value || condition || !found || isWorkflowRequired(portion, found.all)) continue;
      if (trust.conditions.some((each) => each.needsClaim && meantClaim(each, trust) === 'sub')) continue;
      const { breadth, all } = found;
      // What statements that deny leave is judged as a subject would be.
      if (breadth !== 'anyone' && trust.denies.length > 0) continue;
      const open = trust.named ? '' : ', and the principal names no issuer';
      const show = instanceOf(all, calculus);
      report(
        trust.place,
        `no condition requires a subject${why(trust)}: ${whose(breadth, trust)} may assume the role${open}, ${show}\nrequire \`${host}:sub\` by \`StringEquals\``,
        severityFor(all, breadth === 'repository' ? 'warning' : 'error'),
      );
    }
  },
};

function whose(breadth: string, { issuer: { kind, slug, host } }: Trust): string {
  if (breadth === 'repository') return 'any job of the repository';
  if (breadth !== 'anyone') return 'jobs of any repository of the owner';
  return kind === 'github.com' && slug === undefined
    ? 'jobs of any repository on GitHub'
    : `jobs of any repository behind \`${host}\``;
}

function why({ conditions }: Trust): string {
  const loose = conditions.find(({ claim, operator }) => claim === 'sub' && operator.comparison !== undefined);
  return loose ? `, since \`${loose.operator.text}\` holds for all that is not named` : '';
}
