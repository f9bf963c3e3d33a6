import type { TemplateScope } from '../../bindings/template';
import { type PolicyFiles } from '../../bindings/policy-file';
import { type Problems } from '../../diagnostics/diagnostic';
import { type Location, child, keyOf } from '../../diagnostics/source';
import { oidcProviderArn, roleArn } from '../../iam/arn';
import { type Statement, policyLength } from '../../iam/policy-document';
import { trustStatements } from '../../iam/trust-policy';
import type { Issuer } from '../../oidc/issuer';
import type { RolePlan } from '../access-plan';
import type { AccountContext } from '../accounts/accounts';
import { roleAttributes } from './attributes';
import { formerNames } from './former-names';
import { type FormerRole, formerRoles, roleIdentity } from './identity';
import { isAdopted } from './let-go';
import { resolveEntry } from '../trust/entries';
import type { ExpandedBinding } from './expand';
import { repositoryGrants } from '../trust/grants';
import { ownerGrants } from '../trust/handwritten-grants';
import type { ResolvedEntry } from '../trust/resolved-entry';
import { otherTrust } from '../trust/other-trust';
import { type PlacedPermissions, resolvePermissions } from './permissions';
import type { RepositoryIndex } from '../github/repositories';
import { bindingScope, roleScope } from '../scope';
import { checkTrustLength } from './trust-length';

/** A role with what its variables and environments need to know. */
export interface ResolvedRole {
  readonly plan: RolePlan;
  readonly binding: ExpandedBinding;
  readonly account: AccountContext;
  readonly scope: TemplateScope;
  /** The trust entries, as resolved for the first issuer. */
  readonly entries: readonly ResolvedEntry[];
  readonly permissions: PlacedPermissions;
  /** Characters of the trust policy, as AWS counts them. */
  readonly trustLength: number;
  /** What it was called before, where the same words meant something else then. */
  readonly former: readonly FormerRole[];
}

/** What roles are resolved against. */
export interface RoleInputs {
  readonly index: RepositoryIndex;
  readonly issuers: readonly Issuer[];
  /** Numeric id of an owner, where the lock knows a repository of it. */
  ownerId(owner: string, at: Location): string | undefined;
  readonly files: PolicyFiles;
  readonly problems: Problems;
}

/** The role of a binding in an account; nothing if not even its name can be told. */
export function resolveRole(
  binding: ExpandedBinding,
  account: AccountContext,
  inputs: RoleInputs,
): ResolvedRole | undefined {
  const { problems, files } = inputs;
  const { at, name: bindingName } = binding;
  const { role = {}, trust } = binding.binding;
  const roleAt = child(at, 'role');
  const outer = bindingScope(account.scope, binding);
  const identity = roleIdentity(binding, outer, problems);
  if (!identity) return undefined;
  const { name, path } = identity;
  const scope = roleScope(outer, account, path, name);
  const resolved = inputs.issuers.map((issuer) => ({
    issuer,
    entries: trust.flatMap(
      (entry, i) =>
        resolveEntry(entry, child(at, 'trust', i), scope, binding, account, issuer, inputs.index, problems) ?? [],
    ),
  }));
  const permissions = resolvePermissions(binding.binding, at, account, scope, files, problems);
  const plan: RolePlan = {
    ...roleAttributes(binding, account, scope, isAdopted(role.import, account), problems),
    binding: bindingName,
    name,
    path,
    arn: roleArn(account, path, name),
    trust: [
      ...resolved.flatMap(({ issuer, entries }) => issuerStatements(entries, issuer, account, inputs)),
      ...otherTrust(role.other_trust, child(roleAt, 'other_trust'), scope, inputs),
    ],
    permissions: permissions.statements.map(({ statement }) => statement),
    managedPolicies: permissions.managedPolicies.map(({ policy }) => policy),
    exclusive: role.exclusive ?? true,
    formerNames: formerNames(binding),
  };
  const trustLength = policyLength(plan.trust);
  checkTrustLength(trustLength, account, resolved[0]?.entries ?? [], keyOf(child(at, 'trust')), problems);
  return {
    plan,
    binding,
    account,
    scope,
    entries: resolved[0]?.entries ?? [],
    permissions,
    trustLength,
    former: formerRoles(binding, account, identity),
  };
}

function issuerStatements(
  entries: readonly ResolvedEntry[],
  issuer: Issuer,
  account: AccountContext,
  inputs: RoleInputs,
): readonly Statement[] {
  const grants = entries.flatMap((resolved) => {
    const { owner } = resolved.entry;
    if (owner !== undefined)
      return ownerGrants(resolved, owner, inputs.ownerId(owner, child(resolved.place.at, 'owner')));
    return resolved.repositories.flatMap((repository) => repositoryGrants(resolved, repository));
  });
  return trustStatements(grants, { providerArn: oidcProviderArn(account, issuer.host), host: issuer.host });
}
