import type { ChangeRule } from '../context';
import { unescaped } from '../stack';
import { addressName, pinnedRole } from '../words';

/**
 * IAM cannot rename a role: Terraform destroys it and makes another, which has another unique id.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html
 */
export const roleReplaced: ChangeRule = {
  id: 'role-replaced',
  check({ pairs, places }, report) {
    for (const { after, fates } of pairs) {
      for (const { before, fate } of fates) {
        if (before.type !== 'aws_iam_role' || fate.kind !== 'replaced') continue;
        const binding = places.binding(addressName(fate.as));
        const changes = fate.attributes.map(
          (name) =>
            `${name} \`${unescaped(before.body[name] ?? '/')}\` becomes \`${unescaped(fate.as.body[name] ?? '/')}\``,
        );
        report(binding?.at ?? places.account(after.name), [
          `the role of \`${binding?.name ?? addressName(fate.as)}\` in \`${places.accountName(after.name)}\` would be replaced: ${changes.join(', ')}`,
          'Terraform destroys the role and makes another one. Whatever names the old role stops working: running jobs, bucket and key policies, workflows',
          `to keep it, write in the binding: \`${pinnedRole(before)}\``,
        ]);
      }
    }
  },
};
