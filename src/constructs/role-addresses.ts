import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePoliciesExclusive } from '@cdktf/provider-aws/lib/iam-role-policies-exclusive';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { IamRolePolicyAttachmentsExclusive } from '@cdktf/provider-aws/lib/iam-role-policy-attachments-exclusive';
import type { RolePlan } from '../access-plan/access-plan';
import { address } from '../access-plan/names';
import { resourceAddress } from './element';

/** The addresses of all that a role is made of. */
export function roleAddresses({
  binding,
  permissions,
  managedPolicies,
  exclusive,
}: Pick<RolePlan, 'binding' | 'permissions' | 'managedPolicies' | 'exclusive'>): readonly string[] {
  const own = address(binding);
  return [
    resourceAddress(IamRole, own),
    ...(permissions.length > 0 ? [resourceAddress(IamRolePolicy, own)] : []),
    ...managedPolicies.map(({ key }) => attachment(binding, key)),
    ...(exclusive ? exclusives(own) : []),
  ];
}

/** The addresses of all that a role of a binding may ever have been made of, given the keys of its managed policies. */
export function everyAddress(binding: string, managedPolicies: readonly (readonly string[])[]): readonly string[] {
  const own = address(binding);
  return [
    resourceAddress(IamRole, own),
    resourceAddress(IamRolePolicy, own),
    ...managedPolicies.map((key) => attachment(binding, key)),
    ...exclusives(own),
  ];
}

function attachment(binding: string, key: readonly string[]): string {
  return resourceAddress(IamRolePolicyAttachment, address(binding, ...key));
}

function exclusives(own: string): readonly string[] {
  return [resourceAddress(IamRolePoliciesExclusive, own), resourceAddress(IamRolePolicyAttachmentsExclusive, own)];
}
