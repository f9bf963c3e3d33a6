import { secretGrants } from '../../iam/capabilities';
import { grantedAt, isStateOf, namesOf, permissionsOf } from '../role-permissions';
import type { Rule } from '../rule';
import { pullRequestContexts, whoIsLetIn } from '../trusted-contexts';

/**
 * What a job may read, the code that it runs may send anywhere. Terraform's state holds secrets only where resources put them
 * there, and plans of pull requests need it.
 * https://developer.hashicorp.com/terraform/language/manage-sensitive-data
 */
export const pullRequestSecretAccess: Rule = {
  id: 'pull-request-secret-access',
  check({ access }, report) {
    for (const role of access.roles) {
      const contexts = pullRequestContexts(role);
      if (contexts.length === 0) continue;
      const all = secretGrants(permissionsOf(role), isStateOf(role));
      const secret = all.filter(({ state }) => !state);
      const grants = secret.length > 0 ? secret : all;
      if (grants.length === 0) continue;
      for (const context of contexts) {
        const who = whoIsLetIn(context);
        const related = grantedAt(role, grants);
        if (secret.length > 0) report(context.at, secretMessage(who, namesOf(grants)), { related });
        else report(context.at, stateMessage(who), { severity: 'info', related });
      }
    }
  },
};

function secretMessage(who: string, what: string): string {
  return [
    `${who} may read what is secret: ${what}`,
    'such a job runs code that nobody has reviewed, which can send it anywhere',
    'let this role be assumed from an `environment` or a `branch`, after the review',
  ].join('\n');
}

function stateMessage(who: string): string {
  return [
    `${who} may read Terraform state, which holds the secrets of its resources in clear text`,
    'keep secrets out of it by write-only arguments and ephemeral resources, or plan after the review',
  ].join('\n');
}
