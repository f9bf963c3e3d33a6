import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePoliciesExclusive } from '@cdktf/provider-aws/lib/iam-role-policies-exclusive';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { IamRolePolicyAttachmentsExclusive } from '@cdktf/provider-aws/lib/iam-role-policy-attachments-exclusive';
import type { Construct } from 'constructs';
import type { Entry, RolePlan } from '../access-plan/access-plan';
import { address } from '../access-plan/names';
import { add, reference, resourceAddress } from './element';
import type { OidcProviderElement } from './oidc-provider';
import type { ImportBlock, MovedBlock } from './planned-stack';
import { policyDocument } from './policy-document';
import { roleAddresses } from './role-addresses';
import { optionalText, terraformText } from './terraform-text';

/** What a role's place in the stack comes to. */
export interface FederatedRoleElement {
  readonly imports: readonly ImportBlock[];
  readonly moves: readonly MovedBlock[];
}

/** Declares a role, who may assume it and what it may do. */
export function federatedRole(
  scope: Construct,
  role: RolePlan,
  providers: readonly OidcProviderElement[],
): FederatedRoleElement {
  const roleAddress = address(role.binding);
  const config = {
    name: terraformText(role.name),
    path: terraformText(role.path),
    // The empty text, too, takes off what is there.
    description: optionalText(role.description || undefined),
    assumeRolePolicy: policyDocument(scope, address(role.binding, 'trust'), role.trust),
    maxSessionDuration: role.maxSessionDuration,
    permissionsBoundary: optionalText(role.permissionsBoundary),
    tags: tagMap(role.tags),
    forceDetachPolicies: true,
    lifecycle: lifecycle(role),
  };
  const after = providers.map((provider) => provider.address);
  add(scope, IamRole, roleAddress, config, after);
  addPolicies(scope, role);
  return { imports: role.adopted ? importBlocks(role) : [], moves: movedBlocks(role) };
}

function addPolicies(scope: Construct, role: RolePlan): void {
  const roleAddress = address(role.binding);
  // By id, which a replacement makes unknown: what hangs on the role is then planned with it.
  const roleName = reference(IamRole, roleAddress, 'id');
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

function lifecycle({ adopted, unset }: RolePlan) {
  if (!adopted && unset.length === 0) return undefined;
  return { preventDestroy: adopted || undefined, ignoreChanges: unset.length > 0 ? [...unset] : undefined };
}

/** The exclusive resources too: only then does the plan name what they take off. */
function importBlocks({ binding, name, exclusive }: RolePlan): readonly ImportBlock[] {
  const types = exclusive ? [IamRole, IamRolePoliciesExclusive, IamRolePolicyAttachmentsExclusive] : [IamRole];
  return types.map((Type) => ({ to: resourceAddress(Type, address(binding)), id: name }));
}

/** A chain from the oldest name to the present one, for each of the role's resources. */
function movedBlocks(role: RolePlan): readonly MovedBlock[] {
  const chain = [...role.formerNames, role.binding].map((binding) => roleAddresses({ ...role, binding }));
  return chain.slice(1).flatMap((after, i) => after.map((to, j) => ({ from: chain[i]?.[j] ?? '', to })));
}

/** Tags as Terraform takes them. */
export function tagMap(tags: readonly Entry[]): { [name: string]: string } | undefined {
  return tags.length === 0
    ? undefined
    : Object.fromEntries(tags.map(({ name, value }) => [terraformText(name), terraformText(value)]));
}
