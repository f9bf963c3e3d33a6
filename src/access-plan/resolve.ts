import type { Bindings } from '../bindings/bindings';
import type { Lock } from '../bindings/lock';
import type { Files } from '../bindings/files';
import { createPolicyFiles } from '../bindings/policy-file';
import { type Problems, type Result, createProblems } from '../diagnostics/diagnostic';
import { child } from '../diagnostics/source';
import type { Issuer } from '../oidc/issuer';
import type { AccessPlan } from './access-plan';
import { accountPlan } from './accounts/account-stacks';
import { type AccountContext, issuersOf, resolveAccounts } from './accounts/accounts';
import { checkBounds } from './bounds/check-bounds';
import { checkSharedState } from './accounts/backends';
import { type AccountIndex, accountsOf, createAccountIndex } from './accounts/binding-accounts';
import { checkAdoptedTargets } from './github/adopted-variables';
import { checkEnvironmentCase, checkVariableEnvironments } from './github/environments';
import { expandBindings } from './roles/expand';
import { gitHubBackend } from './github/github-stacks';
import { type KnownSecrets, knownSecrets } from './github/known-secrets';
import { protectPlans } from './github/protect-plan';
import { publishPlans } from './github/publish-plan';
import { checkRenames } from './github/renames';
import { ownerIds } from './trust/owners';
import { type Repository, type RepositoryIndex, createRepositoryIndex } from './github/repositories';
import { type BindingAccounts, checkAdoptions } from './roles/let-go';
import { checkRoleNames } from './roles/role-names';
import { type ResolvedRole, type RoleInputs, resolveRole } from './roles/roles';
import { uniteVariables, withReleasedRepositories } from './github/unite-variables';
import { type ResolvedVariable, roleVariables } from './github/variables';

/** The plan, and the resolved parts that it was made of, which know where they are written. */
export interface Access {
  readonly plan: AccessPlan;
  /** Whose tokens are trusted. */
  readonly issuers: readonly Issuer[];
  /** The accounts in the order of their names. */
  readonly accounts: readonly AccountContext[];
  /** The roles that are made or adopted, without those that are let go of. */
  readonly roles: readonly ResolvedRole[];
  /** The roles of released bindings. */
  readonly released: readonly ResolvedRole[];
  /** The repositories in use, in the order of their names. */
  readonly repositories: readonly Repository[];
  readonly variables: readonly ResolvedVariable[];
  /** What secrets that are set by hand hold, by the full names of repositories. */
  readonly knownSecrets: ReadonlyMap<string, KnownSecrets>;
}

/** Works out who gets access to what, and says everything that stands against it. Only a plan without errors may be built. */
export function resolveAccess(bindings: Bindings, lock: Lock, inputFiles: Files): Result<Access> {
  const problems = createProblems();
  const index = createRepositoryIndex(bindings, lock, problems);
  const accounts = resolveAccounts(bindings, problems);
  const issuers = issuersOf(bindings, problems);
  const files = createPolicyFiles(inputFiles, problems);
  const inputs = { index, issuers, files, ownerId: ownerIds(bindings, lock, index, problems), problems };

  const placed = placeBindings(bindings, createAccountIndex(accounts, bindings, problems), index, problems);
  const all = resolveRoles(placed, inputs);
  const roles = all.filter(({ binding }) => !binding.binding.release);
  const released = all.filter(({ binding }) => binding.binding.release);
  checkRoleNames(roles, problems);
  const published = roles.flatMap((role) => roleVariables(role, problems));
  const variables = uniteVariables(published, problems);
  checkAdoptedTargets(published, problems);
  checkBounds(bindings, index, all, published, { accounts, placed }, problems);
  const gone = released.flatMap((role) => roleVariables(role, problems));
  const host = bindings.github.host ?? 'github.com';
  checkVariableEnvironments(variables, host, problems);
  for (const { entries } of roles) for (const entry of entries) checkEnvironmentCase(entry);

  const repositories = index.known();
  checkRenames(bindings, repositories, problems);
  const declared = [bindings.repositoryDefaults, ...bindings.repositories.values()];
  const secrets = knownSecrets(declared, repositories, roles, problems);
  const github = {
    bindings,
    repositories,
    traced: index.traced(),
    roles,
    variables: withReleasedRepositories(variables, gone),
    released: gone,
    problems,
  };
  const protect = protectPlans(github);
  const publish = publishPlans(github);
  const plan = {
    protect,
    accounts: accounts.map((account) =>
      accountPlan(account, { issuers, host, roles, released, bindings: placed, protect, problems }),
    ),
    publish,
  };
  checkState(plan, accounts, bindings, problems);
  return [{ plan, issuers, accounts, roles, released, repositories, variables, knownSecrets: secrets }, problems.all];
}

/** All bindings, each with its accounts. */
export function placeBindings(
  bindings: Bindings,
  accountIndex: AccountIndex,
  index: RepositoryIndex,
  problems: Problems,
): readonly BindingAccounts[] {
  const expanded = expandBindings(bindings, index, problems);
  checkAdoptions(expanded, [...bindings.accounts.keys()], problems);
  return expanded.map((binding) => ({ binding, accounts: accountsOf(binding, accountIndex, problems) }));
}

/**
 * The roles of bindings in accounts that are not retired, as far as they can be resolved. A released binding lets go of all that it
 * has, so that a retired account does not take its variables along.
 */
export function resolveRoles(placed: readonly BindingAccounts[], inputs: RoleInputs): readonly ResolvedRole[] {
  return placed.flatMap(({ binding, accounts }) =>
    accounts
      .filter(({ settings }) => binding.binding.release || !settings.retired)
      .flatMap((account) => resolveRole(binding, account, inputs) ?? []),
  );
}

function checkState(
  { protect, accounts: plans, publish }: AccessPlan,
  accounts: readonly AccountContext[],
  bindings: Bindings,
  problems: Problems,
) {
  const places = new Map(accounts.map(({ name, at }) => [name, child(at, 'backend')]));
  const inAccounts = plans.flatMap(({ stack, backend, name }) => {
    const at = places.get(name);
    return at ? [{ stack, backend, at }] : [];
  });
  const atGitHub = [...protect, ...publish].map((plan) => gitHubBackend(plan, bindings));
  checkSharedState([...inAccounts, ...atGitHub], problems);
}
