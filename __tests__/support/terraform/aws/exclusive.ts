import type { ImmediateResourceType } from '../plugin/provider';
import { type Attributes, textOf, textsOf } from '../plugin/value';
import type { Role } from '../world';
import { type Aws, accountOf, during } from './connection';
import { changeRole } from './role';
import { attach, detach } from './role-policies';

/** What one of the two resources has under its care. */
interface Kind {
  readonly title: string;
  readonly list: string;
  readonly present: (role: Role) => readonly string[];
  readonly add: (aws: Aws, role: string, item: string) => void;
  readonly remove: (aws: Aws, role: string, item: string) => void;
}

/** `aws_iam_role_policies_exclusive`: takes off every other inline policy. One that is missing it would put, without a document. */
export const policiesExclusive = exclusive({
  title: 'Role Policies Exclusive',
  list: 'policy_names',
  present: ({ inline }) => Object.keys(inline),
  add: () => {
    throw new Error(
      'operation error IAM: PutRolePolicy, 1 validation error(s) found.\n- missing required field, PutRolePolicyInput.PolicyDocument.\n',
    );
  },
  remove: (aws, role, name) => {
    changeRole(aws, 'DeleteRolePolicy', role, ({ inline }) => delete inline[name]);
  },
});

/** `aws_iam_role_policy_attachments_exclusive`: takes off every other managed policy, and puts on what is missing. */
export const attachmentsExclusive = exclusive({
  title: 'Role Policy Attachments Exclusive',
  list: 'policy_arns',
  present: ({ attached }) => attached,
  add: attach,
  remove: detach,
});

/** Destroying either leaves everything as it is. */
function exclusive(kind: Kind): ImmediateResourceType<Aws> {
  const put = (doing: string) => (aws: Aws, planned: Attributes) => {
    const name = textOf(planned['role_name']);
    during(`${doing} AWS IAM (Identity & Access Management) ${kind.title} ("${name}")`, () => {
      enforce(kind, aws, name, textsOf(planned[kind.list]));
    });
    return {};
  };
  return {
    replacedBy: ['role_name'],
    create: put('creating'),
    update: put('updating'),
    read: (aws, state) => {
      const role = accountOf(aws).roles[textOf(state['role_name'])];
      return role && { ...state, [kind.list]: kind.present(role) };
    },
    destroy: () => undefined,
    import: (_, id) => ({ role_name: id }),
  };
}

/** Each addition and removal is a call of its own: those before one that is refused stay. */
function enforce({ present, add, remove }: Kind, aws: Aws, name: string, wanted: readonly string[]): void {
  const role = accountOf(aws).roles[name];
  if (!role) throw new Error("couldn't find resource");
  const there = present(role);
  for (const item of wanted) if (!there.includes(item)) add(aws, name, item);
  for (const item of there) if (!wanted.includes(item)) remove(aws, name, item);
}
