import type { AccountPlan, Entry, OidcProviderPlan, RolePlan } from '../access-plan/access-plan';
import { compareText } from '../diagnostics/diagnostic';
import { policyJson } from '../iam/policy-document';
import { logicalId } from './logical-id';

/** A resource of a template, before account id and partition are left open in it. */
export interface Resource {
  readonly Type: 'AWS::IAM::OIDCProvider' | 'AWS::IAM::Role';
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: 'Retain';
  readonly UpdateReplacePolicy?: 'Retain';
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** A resource and what it is made from. */
export interface PlacedResource {
  readonly id: string;
  readonly resource: Resource;
  /** Absent for an OIDC provider. */
  readonly role?: RolePlan;
  /** By which an import change set finds what exists; absent for what is made. */
  readonly identifier?: Readonly<Record<string, string>>;
}

/**
 * The one that no certificate has. AWS checks an issuer by the certificate authorities that it trusts, and asks for a thumbprint
 * only elsewhere, but CloudFormation fails where a template has none.
 * https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/2092
 */
export const NO_CERTIFICATE = 'f'.repeat(40);

const RETAIN = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' } as const;

/** The resources of an account: its OIDC providers, unless they are only looked up, and its roles. */
export function accountResources(account: AccountPlan): readonly PlacedResource[] {
  const providers = account.oidcProviders
    .filter(({ mode }) => mode !== 'existing')
    .map((provider) => oidcProvider(provider, account));
  const after = providers.map(({ id }) => id);
  const names = new Set(account.roles.map(({ name }) => name.toLowerCase()));
  const released = account.released.filter(({ name }) => !names.has(name.toLowerCase()));
  const roles = [
    ...account.roles.map((plan) => role(plan, account, after, plan.adopted)),
    // Once the template says so, the role stays when the binding is dropped from it.
    ...released.map((plan) => role({ ...plan, adopted: false }, account, after, true)),
  ];
  return [...providers, ...roles.toSorted((a, b) => compareText(a.id, b.id))];
}

/**
 * One that was made is kept, too: where another one existed, CloudFormation fails to make it, and has deleted that other one when it
 * rolled back. https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1048
 */
function oidcProvider(plan: OidcProviderPlan, { id: accountId, tags }: AccountPlan): PlacedResource {
  return {
    id: logicalId('OidcProvider', plan.address, accountId),
    identifier: plan.mode === 'import' ? { Arn: plan.arn } : undefined,
    resource: {
      Type: 'AWS::IAM::OIDCProvider',
      ...RETAIN,
      Properties: {
        Url: plan.url,
        ClientIdList: plan.audiences,
        ThumbprintList: plan.thumbprints?.length ? plan.thumbprints : [NO_CERTIFICATE],
        ...tagList(plan.unset.includes('tags_all') ? [] : tags),
      },
    },
  };
}

function role(
  plan: RolePlan,
  { id: accountId, tags }: AccountPlan,
  after: readonly string[],
  isKept: boolean,
): PlacedResource {
  const { name, permissions, managedPolicies, unset } = plan;
  return {
    id: logicalId('Role', name, accountId),
    role: plan,
    identifier: plan.adopted ? { RoleName: name } : undefined,
    resource: {
      Type: 'AWS::IAM::Role',
      ...(after.length > 0 && { DependsOn: after }),
      ...(isKept && RETAIN),
      Properties: {
        RoleName: name,
        Path: plan.path,
        ...(plan.description && { Description: plan.description }),
        AssumeRolePolicyDocument: policyJson(plan.trust),
        ...(permissions.length > 0 && {
          Policies: [{ PolicyName: 'permissions', PolicyDocument: policyJson(permissions) }],
        }),
        ...(managedPolicies.length > 0 && { ManagedPolicyArns: managedPolicies.map(({ arn }) => arn) }),
        ...(!unset.includes('max_session_duration') && { MaxSessionDuration: plan.maxSessionDuration }),
        ...(plan.permissionsBoundary !== undefined && { PermissionsBoundary: plan.permissionsBoundary }),
        ...tagList(unset.includes('tags_all') ? [] : [...tags, ...plan.tags]),
      },
    },
  };
}

/** The nearer tag wins. */
function tagList(tags: readonly Entry[]): object {
  const byName = new Map(tags.map(({ name, value }) => [name, value]));
  const names = [...byName.keys()].sort();
  return names.length > 0 ? { Tags: names.map((Key) => ({ Key, Value: byName.get(Key) })) } : {};
}
