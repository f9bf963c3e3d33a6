import { keyOf, location } from '../../diagnostics/source';
import { listed } from '../listed';
import type { Rule } from '../rule';

/**
 * State in local files is on one machine: whoever else applies makes everything anew, and fails at what exists. One account is
 * tried out like that, several are seldom meant to stay so.
 * https://developer.hashicorp.com/terraform/language/backend
 */
export const localState: Rule = {
  id: 'local-state',
  check({ access, bindings }, report) {
    const local = access.plan.accounts.filter(({ backend }) => backend === undefined).map(({ name }) => name);
    if (local.length < 2) return;
    const isDeclared = access.accounts.some(({ at }) => at.source === bindings.source);
    report(
      keyOf(location(bindings.source, [isDeclared ? 'accounts' : 'accounts_from'])),
      [
        `the state of ${local.length} accounts (${listed(local)}) is kept in local files: who applies on another machine does not have it`,
        'give them a `backend`, once under `defaults.account`:',
        '  backend: { s3: { bucket: "…", key: "${stack}.tfstate", region: us-east-2, use_lockfile: true } }',
      ].join('\n'),
    );
  },
};
