import { type PolicyFiles } from '../../bindings/policy-file';
import { type TemplateScope, expandTemplate } from '../../bindings/template';
import { type Problems } from '../../diagnostics/diagnostic';
import { type Location, child, keyOf } from '../../diagnostics/source';
import { didYouMean } from '../../diagnostics/suggest';
import { oidcProviderArn, roleArn } from '../../iam/arn';
import { DESCRIPTION, PATH, ROLE_NAME } from '../../iam/iam-names';
import { type Statement, policyLength } from '../../iam/policy-document';
import { trustStatements } from '../../iam/trust-policy';
import type { Issuer } from '../../oidc/issuer';
import { type AccountContext, boundaryArn } from '../accounts/accounts';
import type { RolePlan } from '../access-plan';
import { resolveEntry } from '../trust/entries';
import type { ExpandedBinding } from './expand';
import { repositoryGrants } from '../trust/grants';
import { ownerGrants } from '../trust/handwritten-grants';
import type { ResolvedEntry } from '../trust/resolved-entry';
import { otherTrust } from '../trust/other-trust';
import { type PlacedPermissions, resolvePermissions } from './permissions';
import type { RepositoryIndex } from '../github/repositories';
import { bindingScope, roleScope } from '../scope';
import { tagEntries } from '../accounts/tags';

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
}

/** What roles are resolved against. */
export interface RoleInputs {
  readonly index: RepositoryIndex;
  readonly issuers: readonly Issuer[];
  readonly accountNames: readonly string[];
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
  const { role = {}, description, trust } = binding.binding;
  const roleAt = child(at, 'role');
  const outer = bindingScope(account, binding);
  const field = (text: string, key: string, scope: TemplateScope) =>
    expandTemplate(text, scope, child(roleAt, key), problems);
  const name = role.name === undefined ? bindingName : field(role.name, 'name', outer);
  const path = field(role.path ?? '/', 'path', outer);
  if (name === undefined || path === undefined) return undefined;
  checkForm(
    name,
    ROLE_NAME,
    role.name === undefined ? keyOf(at) : child(roleAt, 'name'),
    'a role name: 1 to 64 letters, digits and `_+=,.@-`',
    problems,
  );
  checkForm(
    path,
    PATH,
    child(roleAt, 'path'),
    'a path: it begins and ends with `/`, with printable ASCII between',
    problems,
  );

  const scope = roleScope(outer, account, path, name);
  const text = role.description ?? description;
  const textAt = role.description === undefined ? child(at, 'description') : child(roleAt, 'description');
  const resolvedDescription = text === undefined ? undefined : expandTemplate(text, scope, textAt, problems);
  checkForm(
    resolvedDescription ?? '',
    DESCRIPTION,
    textAt,
    'a description of a role: at most 1 000 Latin-1 characters',
    problems,
  );

  const boundary =
    role.permissions_boundary === undefined
      ? undefined
      : field(role.permissions_boundary, 'permissions_boundary', scope);
  const accountBoundary = account.settings.permissions_boundary;
  const permissionsBoundary = boundaryArn(
    account,
    boundary ??
      (accountBoundary &&
        expandTemplate(accountBoundary, account.scope, child(account.at, 'permissions_boundary'), problems)),
  );
  const resolved = inputs.issuers.map((issuer) => ({
    issuer,
    entries: trust.flatMap(
      (entry, i) =>
        resolveEntry(entry, child(at, 'trust', i), scope, binding, account, issuer, inputs.index, problems) ?? [],
    ),
  }));
  const permissions = resolvePermissions(binding.binding, at, account, scope, files, problems);
  const plan: RolePlan = {
    binding: bindingName,
    name,
    path,
    arn: roleArn(account, path, name),
    description: resolvedDescription,
    maxSessionDuration: role.max_session_duration ?? 3600,
    permissionsBoundary,
    tags: tagEntries(role.tags, scope, child(roleAt, 'tags'), problems),
    trust: [
      ...resolved.flatMap(({ issuer, entries }) => issuerStatements(entries, issuer, account, inputs)),
      ...otherTrust(role.other_trust, child(roleAt, 'other_trust'), scope, inputs),
    ],
    permissions: permissions.statements.map(({ statement }) => statement),
    managedPolicies: permissions.managedPolicies.map(({ policy }) => policy),
    exclusive: role.exclusive ?? true,
    formerNames: binding.formerNames,
    adopted: isAdopted(role.import, account, child(roleAt, 'import'), inputs)
      ? { unset: unsetAttributes(role, resolvedDescription, permissionsBoundary) }
      : undefined,
  };
  const trustLength = policyLength(plan.trust);
  checkTrustLength(trustLength, account, keyOf(child(at, 'trust')), problems);
  return { plan, binding, account, scope, entries: resolved[0]?.entries ?? [], permissions, trustLength };
}

type RoleEntry = NonNullable<ExpandedBinding['binding']['role']>;

function isAdopted(
  accounts: RoleEntry['import'],
  { name }: AccountContext,
  at: Location,
  { accountNames, problems }: RoleInputs,
): boolean {
  if (accounts === undefined || accounts === 'all') return accounts === 'all';
  accounts.forEach((listed, i) => {
    if (!accountNames.includes(listed))
      problems.error(
        'unknown-account',
        child(at, i),
        `there is no account \`${listed}\`${didYouMean(listed, accountNames)}`,
      );
  });
  return accounts.includes(name);
}

function unsetAttributes(role: RoleEntry, description: string | undefined, boundary: string | undefined) {
  return [
    ...(description === undefined ? (['description'] as const) : []),
    ...(role.max_session_duration === undefined ? (['max_session_duration'] as const) : []),
    ...(boundary === undefined ? (['permissions_boundary'] as const) : []),
    ...((role.tags?.size ?? 0) === 0 ? (['tags'] as const) : []),
  ];
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

function checkForm(text: string, form: RegExp, at: Location, what: string, problems: Problems): void {
  if (!form.test(text)) problems.error('invalid-value', at, `\`${text}\` is not ${what}`);
}

function checkTrustLength(length: number, { name, settings }: AccountContext, at: Location, problems: Problems): void {
  const quota = settings.quotas?.trust_policy_length ?? 2048;
  if (length <= quota) return;
  problems.error(
    'trust-policy-too-long',
    at,
    [
      `the trust policy has ${length} characters in account \`${name}\`, and its quota is ${quota}`,
      'split the binding into several roles, trust an environment instead of many branches, or drop the legacy form of repositories that have moved',
      'if AWS raised the quota (up to 8192), say so in `quotas.trust_policy_length` of the account',
    ].join('\n'),
  );
}
