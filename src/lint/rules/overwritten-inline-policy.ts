import { child } from '../../diagnostics/source';
import { byBinding } from '../by-binding';
import { listed } from '../listed';
import type { Rule } from '../rule';

/**
 * An adopted role that has an inline policy called `permissions` loses it to the one of the file. The AWS provider puts that in
 * its place and plans no more than its creation, and an `import` block fails where there is none.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html
 */
export const overwrittenInlinePolicy: Rule = {
  id: 'overwritten-inline-policy',
  check({ access }, report) {
    const adopted = access.roles.filter(({ plan }) => plan.adopted && plan.permissions.length > 0);
    for (const roles of byBinding(adopted)) {
      const [{ plan, binding }] = roles;
      report(
        child(binding.at, 'role', 'import'),
        [
          `an inline policy \`permissions\` that the adopted role of \`${plan.binding}\` has already is overwritten (${listed(roles.map(({ account }) => account.name))}), and the plan says only that one is created`,
          `look before the first apply: \`aws iam get-role-policy --role-name ${plan.name} --policy-name permissions\``,
        ].join('\n'),
      );
    }
  },
};
