import { keyOf } from '../../diagnostics/source';
import type { Rule } from '../rule';

/**
 * An account without a role still gets an OIDC provider, by which nobody can log in. Accounts of an organization's list are
 * there by its will, not by the file's, and retired ones are on their way out.
 */
export const unusedAccount: Rule = {
  id: 'unused-account',
  check({ access, bindings }, report) {
    for (const { name, roles, letGo, retired } of access.plan.accounts) {
      const at = bindings.accounts.get(name)?.at;
      if (retired || roles.length + letGo.roles.length > 0 || at?.source !== bindings.source) continue;
      report(
        keyOf(at),
        `no binding uses the account \`${name}\`: its stack has an OIDC provider, and no role to log in to\nname it under \`accounts\` of a binding; or set \`retired: true\`, apply, and drop it then`,
      );
    }
  },
};
