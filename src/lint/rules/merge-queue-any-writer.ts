import { writingActions, writingGrants } from '../../iam/capabilities';
import { grantedAt, namesOf, permissionsOf } from '../role-permissions';
import type { Rule } from '../rule';
import { mergeQueueContexts } from '../trusted-contexts';

/**
 * A job of a merge queue is known by its branch alone, and GitHub lets whoever may push to the repository push a branch of such
 * a name. No ruleset can keep them from it.
 * https://joshcannon.me/2025/07/03/gh-mq-branches-unprotectable.html
 */
export const mergeQueueAnyWriter: Rule = {
  id: 'merge-queue-any-writer',
  check({ access, iam }, report) {
    const writing = writingActions(iam);
    for (const role of access.roles) {
      const contexts = mergeQueueContexts(role);
      if (contexts.length === 0) continue;
      const grants = writingGrants(permissionsOf(role), writing);
      const severity = grants.length > 0 ? 'error' : 'warning';
      const related = grantedAt(role, grants);
      for (const { at } of contexts) report(at, message(namesOf(grants)), { severity, related });
    }
  },
};

function message(what: string): string {
  return [
    `whoever may push to the repository may push a branch named like one of the merge queue${what && `, and then write: ${what}`}`,
    'use the role after the merge (`branch`), or from an `environment` with reviewers',
  ].join('\n');
}
