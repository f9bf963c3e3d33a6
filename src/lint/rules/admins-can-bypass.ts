import { child } from '../../diagnostics/source';
import { declaredEnvironments } from '../environments';
import type { Rule } from '../rule';

/**
 * Administrators of a repository who may skip the protection of an environment get its roles without approval.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments#allow-administrators-to-bypass-configured-protection-rules
 */
export const adminsCanBypass: Rule = {
  id: 'admins-can-bypass',
  check(context, report) {
    for (const { repository, environment, declared } of declaredEnvironments(context)) {
      if (!declared.settings.can_admins_bypass) continue;
      report(
        child(declared.at, 'can_admins_bypass'),
        `administrators of \`${repository.fullName}\` may skip the protection of \`${environment}\`, and get its roles without approval\nleave \`can_admins_bypass\` out if they need not`,
      );
    }
  },
};
