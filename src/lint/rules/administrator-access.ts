import { type AdministratorGrant, administratorGrants } from '../../iam/administrators';
import { permissionsOf, placeOf, selfOf } from '../role-permissions';
import type { Rule } from '../rule';
import { pullRequestContexts, whoIsLetIn } from '../trusted-contexts';

/**
 * Whatever one job of an administrator's role runs, a compromised dependency included, runs as administrator of the account.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
 */
export const administratorAccess: Rule = {
  id: 'administrator-access',
  check({ access }, report) {
    for (const role of access.roles) {
      const grants = administratorGrants(permissionsOf(role), selfOf(role));
      if (grants.length === 0) continue;
      const [open] = pullRequestContexts(role);
      const severity = open ? 'error' : 'warning';
      for (const grant of grants) {
        const { at, related } = placeOf(role, grant.source);
        const letIn = open ? [{ message: `${whoIsLetIn(open)} are let in here`, at: open.at }] : [];
        report(at, message(grant), { severity, related: [...related, ...letIn] });
      }
    }
  },
};

function message({ text, of }: AdministratorGrant): string {
  return [
    of === 'everything'
      ? `${text}: the role may do everything`
      : `${text}: the role may do everything in IAM, and so give itself all else`,
    'allow what its jobs do, by presets or statements, or set a `permissions_boundary`',
  ].join('\n');
}
