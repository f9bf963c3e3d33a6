import { unknownPolicies } from '../../iam/capabilities';
import { permissionsOf, placeOf } from '../role-permissions';
import type { Rule } from '../rule';
import { pullRequestContexts, whoIsLetIn } from '../trusted-contexts';

/**
 * Whether a role of pull requests writes or reads secrets can be judged only as far as its policies are known: those in the file,
 * and the common ones of AWS.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
 */
export const unknownPolicyContent: Rule = {
  id: 'unknown-policy-content',
  check({ access }, report) {
    for (const role of access.roles) {
      const [context] = pullRequestContexts(role);
      if (!context) continue;
      for (const { source, text } of unknownPolicies(permissionsOf(role))) {
        const related = [{ message: 'they are let in here', at: context.at }];
        report(placeOf(role, source).at, message(whoIsLetIn(context), text), { related });
      }
    }
  },
};

function message(who: string, policy: string): string {
  return [
    `${who} get whatever ${policy} allows, which is not known here`,
    'write its statements out (`statement`, `file`) so that they are judged, or waive this and say what it allows',
  ].join('\n');
}
