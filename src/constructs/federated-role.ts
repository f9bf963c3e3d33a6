import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePoliciesExclusive } from '@cdktf/provider-aws/lib/iam-role-policies-exclusive';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { IamRolePolicyAttachmentsExclusive } from '@cdktf/provider-aws/lib/iam-role-policy-attachments-exclusive';
import type { Construct } from 'constructs';
import type { Entry, OidcProviderPlan, ReleasedRolePlan, RolePlan } from '../access-plan/access-plan';
import { address } from '../access-plan/names';
import { add, dependency, reference } from './element';
import { policyDocument } from './policy-document';
import { optionalText, terraformText } from './terraform-text';

/** Declares a role, who may assume it and what it may do. */
export function federatedRole(scope: Construct, role: RolePlan, providers: readonly OidcProviderPlan[]): void {
  const roleAddress = address(role.binding);
  const roleName = reference(IamRole, roleAddress, 'name');
  add(scope, IamRole, roleAddress, {
    name: terraformText(role.name),
    path: terraformText(role.path),
    description: optionalText(role.description),
    assumeRolePolicy: policyDocument(scope, address(role.binding, 'trust'), role.trust),
    maxSessionDuration: role.maxSessionDuration,
    permissionsBoundary: optionalText(role.permissionsBoundary),
    tags: tagMap(role.tags),
    forceDetachPolicies: true,
    dependsOn: providers.map((provider) => dependency(IamOpenidConnectProvider, provider.address)),
  });

  const inline = role.permissions.length > 0;
  if (inline) {
    const policy = policyDocument(scope, address(role.binding, 'permissions'), role.permissions);
    add(scope, IamRolePolicy, roleAddress, { name: 'permissions', role: roleName, policy });
  }
  const attachments = role.managedPolicies.map(({ key, arn }) => {
    const attachment = address(role.binding, ...key);
    add(scope, IamRolePolicyAttachment, attachment, { role: roleName, policyArn: terraformText(arn) });
    return reference(IamRolePolicyAttachment, attachment, 'policy_arn');
  });
  if (!role.exclusive) return;
  // By reference, so that they run after the policies: by name they would remove or create them at the wrong moment.
  add(scope, IamRolePoliciesExclusive, roleAddress, {
    roleName,
    policyNames: inline ? [reference(IamRolePolicy, roleAddress, 'name')] : [],
  });
  add(scope, IamRolePolicyAttachmentsExclusive, roleAddress, { roleName, policyArns: attachments });
}

/** The addresses that a role of this binding had. */
export function releasedAddresses({
  binding,
  hasPermissions,
  managedPolicies,
  exclusive,
}: ReleasedRolePlan): readonly string[] {
  const at = (Type: { readonly tfResourceType: string }, name: string) => `${Type.tfResourceType}.${name}`;
  const own = address(binding);
  return [
    at(IamRole, own),
    ...(hasPermissions ? [at(IamRolePolicy, own)] : []),
    ...managedPolicies.map(({ key }) => at(IamRolePolicyAttachment, address(binding, ...key))),
    ...(exclusive ? [at(IamRolePoliciesExclusive, own), at(IamRolePolicyAttachmentsExclusive, own)] : []),
  ];
}

/** Tags as Terraform takes them. */
export function tagMap(tags: readonly Entry[]): { [name: string]: string } | undefined {
  return tags.length === 0
    ? undefined
    : Object.fromEntries(tags.map(({ name, value }) => [terraformText(name), terraformText(value)]));
}
