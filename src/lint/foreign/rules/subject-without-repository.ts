import { widest } from '../breadth';
import { instanceOf, severityFor } from '../instance';
import type { ForeignRule } from '../rule';
import { isOwnerByNameOnly, isWorkflowRequired, namesRepository } from '../strangers';
import type { Trust } from '../trust';

/**
 * What names no repository can be had by any: a public workflow is called from everywhere, and every owner may set the subject
 * template of their repositories.
 * https://docs.github.com/en/actions/reference/security/oidc#customizing-the-token-claims
 */
export const subjectWithoutRepository: ForeignRule = {
  id: 'subject-without-repository',
  check({ portions }, report) {
    for (const portion of portions) {
      const { value, trust, calculus } = portion;
      const found = widest(portion);
      if (!found) continue;
      const { breadth, all } = found;
      const show = instanceOf(all, calculus);
      if (!value) {
        const workflow = isWorkflowRequired(portion, all);
        if (breadth === 'anyone' && workflow)
          report(
            workflow.place,
            `any repository that may call this workflow may assume the role, ${show}\n${wayOut(trust)}`,
            severityFor(all, 'error'),
          );
      } else if (breadth === 'anyone' ? !all.some(namesRepository) : isOwnerByNameOnly(portion, found)) {
        report(
          value.place,
          `\`${value.raw}\` names no repository: others can have such a subject, ${show}\n${wayOut(trust)}`,
          severityFor(all, 'error'),
        );
      }
    }
  },
};

function wayOut({ issuer }: Trust): string {
  return issuer.claims.includes('repository_id')
    ? `require \`${issuer.host}:repository_id\` and \`repository_owner_id\` beside it`
    : 'put `repo` first in the subject template';
}
