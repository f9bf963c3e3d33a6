import type { ResourceType } from '../plugin/provider';
import { type Attributes, textOf, textsOf } from '../plugin/value';
import type { Role } from '../world';
import { type Aws, accountOf } from './connection';
import { changeRole } from './role';

/** `aws_iam_role_policies_exclusive`: takes off every other inline policy. One that is missing it would put, without a document. */
export const policiesExclusive = exclusive(
  'policy_names',
  (role) => Object.keys(role.inline),
  (role, names) => {
    for (const name of Object.keys(role.inline)) if (!names.includes(name)) delete role.inline[name];
    if (names.some((name) => role.inline[name] === undefined))
      throw new Error(
        'operation error IAM: PutRolePolicy, 1 validation error(s) found.\n- missing required field, PutRolePolicyInput.PolicyDocument.\n',
      );
  },
);

/** `aws_iam_role_policy_attachments_exclusive`: takes off every other managed policy, and puts on what is missing. */
export const attachmentsExclusive = exclusive(
  'policy_arns',
  (role) => role.attached,
  (role, arns) => {
    role.attached = arns;
  },
);

/** Destroying either leaves everything as it is. */
function exclusive(
  list: string,
  present: (role: Role) => readonly string[],
  enforce: (role: Role, wanted: readonly string[]) => void,
): ResourceType<Aws> {
  const put = (aws: Aws, planned: Attributes): Attributes => {
    changeRole(aws, 'ListRolePolicies', textOf(planned['role_name']), (role) => {
      enforce(role, textsOf(planned[list]));
    });
    return {};
  };
  return {
    replacedBy: ['role_name'],
    create: put,
    update: put,
    read: (aws, state) => {
      const role = accountOf(aws).roles[textOf(state['role_name'])];
      return role && { ...state, [list]: present(role) };
    },
    destroy: () => undefined,
    import: (_, id) => ({ role_name: id }),
  };
}
