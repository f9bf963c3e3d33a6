import { writingActions, writingGrants } from '../../iam/capabilities';
import { grantedAt, namesOf, permissionsOf } from '../role-permissions';
import type { Rule } from '../rule';
import { pullRequestContexts, whoIsLetIn } from '../trusted-contexts';

/**
 * The workflow and the code of a pull request are its author's, and run before anybody has reviewed them. No claim tells a fork's
 * from another, where the repository lets forks have tokens.
 * https://docs.github.com/en/actions/reference/security/oidc#filtering-for-pull_request-events
 */
export const pullRequestWriteAccess: Rule = {
  id: 'pull-request-write-access',
  check({ access, iam }, report) {
    const writing = writingActions(iam);
    for (const role of access.roles) {
      const contexts = pullRequestContexts(role);
      if (contexts.length === 0) continue;
      const grants = writingGrants(permissionsOf(role), writing);
      if (grants.length === 0) continue;
      for (const context of contexts)
        report(context.at, message(whoIsLetIn(context), namesOf(grants)), { related: grantedAt(role, grants) });
    }
  },
};

function message(who: string, what: string): string {
  return [
    `${who} may write: ${what}`,
    'such a job runs code that nobody has reviewed: give it a role of its own that only reads',
    'let this one be assumed from an `environment` or a `branch`, after the review',
  ].join('\n');
}
