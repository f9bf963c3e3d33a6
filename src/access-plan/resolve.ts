import type { Bindings } from '../bindings/bindings';
import type { Lock } from '../bindings/lock';
import { type ReadFile, createPolicyFiles } from '../bindings/policy-file';
import { type Problems, type Result, compareText, createProblems } from '../diagnostics/diagnostic';
import { type Location, child, keyOf, location, wasPruned } from '../diagnostics/source';
import { didYouMean } from '../diagnostics/suggest';
import type { AccessPlan, AccountPlan } from './access-plan';
import { type AccountContext, accountTags, credentialsOf, issuersOf, oidcProviders, resolveAccounts } from './accounts';
import { checkSharedState, resolveBackend } from './backends';
import { checkEnvironmentCase, checkVariableEnvironments } from './environments';
import { type ExpandedBinding, expandBindings } from './expand';
import { gitHubBackend, protectPlans, publishPlans } from './github-stacks';
import { protectStack } from './names';
import { createRepositoryIndex } from './repositories';
import { type ResolvedRole, resolveRole } from './roles';
import { roleVariables, uniteVariables } from './variables';

/** Works out who gets access to what, and says everything that stands against it. Only a plan without errors may be built. */
export function resolveAccess(bindings: Bindings, lock: Lock, readFile: ReadFile): Result<AccessPlan> {
  const problems = createProblems();
  const index = createRepositoryIndex(bindings, lock, problems);
  const accounts = resolveAccounts(bindings, problems);
  const issuers = issuersOf(bindings);
  const inputs = {
    index,
    issuers,
    files: createPolicyFiles(readFile, problems),
    ownerId: ownerIds(bindings, lock, problems),
    problems,
  };

  const all = expandBindings(bindings, index, problems).flatMap((binding) =>
    accountsOf(binding, accounts, bindings, problems).flatMap((account) => resolveRole(binding, account, inputs) ?? []),
  );
  const roles = all.filter(({ binding }) => !binding.binding.release);
  const released = all.filter(({ binding }) => binding.binding.release);
  checkRoleNames(roles, problems);
  const variables = uniteVariables(
    roles.flatMap((role) => roleVariables(role, problems)),
    problems,
  );
  const letGo = released
    .flatMap((role) => roleVariables(role, problems))
    .filter((gone) => !variables.some((kept) => sameVariable(gone, kept)));
  const host = bindings.github.host ?? 'github.com';
  checkVariableEnvironments(variables, host, problems);
  for (const { entries } of roles) {
    for (const { repositories, contexts, place } of entries) {
      for (const repository of repositories)
        checkEnvironmentCase(repository, contexts.environments, place.at, problems);
    }
  }

  const github = { bindings, lock, repositories: index.known(), roles, variables, released: letGo, problems };
  const protect = protectPlans(github);
  const publish = publishPlans(github);
  const plans = accounts.map((account): AccountPlan => {
    const mine = roles.filter((role) => role.account === account);
    checkRoleCount(mine.length, account, problems);
    return {
      stack: account.name,
      backend: resolveBackend(
        account.settings.backend,
        new Map([...account.scope, ['stack', account.name]]),
        child(account.at, 'backend'),
        problems,
      ),
      dependsOn: protectStacksOf(mine, protect),
      name: account.name,
      id: account.id,
      region: account.region,
      credentials: credentialsOf(account, problems),
      tags: accountTags(account, problems),
      oidcProviders: oidcProviders(account, issuers, problems),
      roles: mine.map(({ plan }) => plan),
      released: released
        .filter((role) => role.account === account)
        .map(({ plan: { binding, permissions, managedPolicies, exclusive } }) => ({
          binding,
          hasPermissions: permissions.length > 0,
          managedPolicies,
          exclusive,
        })),
    };
  });
  const accountBackends = plans.map(({ stack, backend }, i) => ({
    stack,
    backend,
    at: child((accounts[i] as AccountContext).at, 'backend'),
  }));
  checkSharedState(
    [...accountBackends, ...[...protect, ...publish].map((plan) => gitHubBackend(plan, bindings))],
    problems,
  );
  return [{ protect, accounts: plans, publish }, problems.all];
}

/** The accounts of a binding: named, or all. */
function accountsOf(
  { binding, at }: ExpandedBinding,
  accounts: readonly AccountContext[],
  bindings: Bindings,
  problems: Problems,
): readonly AccountContext[] {
  const list = child(at, 'accounts');
  if (binding.accounts.length === 0 && !wasPruned(list))
    problems.error('invalid-value', list, '`accounts` must not be empty: where should the role be?');
  if (binding.trust.length === 0 && !wasPruned(child(at, 'trust')))
    problems.error(
      'invalid-value',
      child(at, 'trust'),
      '`trust` must not be empty: a role that nobody may assume is of no use',
    );
  binding.accounts.forEach((name, i) => {
    const isKnown =
      name === 'all' || bindings.accounts.has(name) || wasPruned(location(bindings.source, ['accounts', name]));
    if (!isKnown)
      problems.error(
        'unknown-account',
        child(list, i),
        `there is no account \`${name}\`${didYouMean(name, [...bindings.accounts.keys()])}\nthe accounts are ${[...bindings.accounts.keys()].join(', ')}`,
      );
  });
  return accounts.filter(({ name }) => binding.accounts.includes(name) || binding.accounts.includes('all'));
}

/** Looks up owners' ids in the lock; an owner of whom it knows no repository is reported. */
function ownerIds(
  bindings: Bindings,
  lock: Lock,
  problems: Problems,
): (owner: string, at: Location) => string | undefined {
  const known = new Map([...lock.repositories.values()].map((locked) => [locked.owner.toLowerCase(), locked]));
  return (owner, at) => {
    const locked = known.get(owner.toLowerCase());
    if (locked && locked.owner !== owner)
      problems.error('wrong-case', at, `\`${owner}\` is spelled \`${locked.owner}\` at GitHub`, {
        message: "GitHub's spelling, as locked",
        at: keyOf(locked.at),
      });
    const isOptional = issuersOf(bindings).every(({ kind }) => kind === 'ghes');
    if (!locked && !isOptional)
      problems.error(
        'unlocked-repository',
        at,
        `the lock file knows no repository of \`${owner}\`, and so not its id\nadd one of its repositories to the lock file: \`gh api orgs/${owner} --jq .id\` gives its \`owner_id\``,
      );
    return locked?.ids?.owner;
  };
}

/** IAM tells role names apart regardless of case. */
function checkRoleNames(roles: readonly ResolvedRole[], problems: Problems): void {
  const seen = new Map<string, ResolvedRole>();
  for (const role of roles) {
    const key = `${role.account.name}/${role.plan.name.toLowerCase()}`;
    const first = seen.get(key);
    if (!first) seen.set(key, role);
    else {
      const place = (of: ResolvedRole) =>
        of.binding.binding.role?.name === undefined ? keyOf(of.binding.at) : child(of.binding.at, 'role', 'name');
      problems.error(
        'duplicate-role-name',
        place(role),
        `the bindings \`${first.plan.binding}\` and \`${role.plan.binding}\` both make a role \`${role.plan.name}\` in account \`${role.account.name}\`; IAM ignores case in role names`,
        { message: 'the other one', at: place(first) },
      );
    }
  }
}

function checkRoleCount(count: number, { name, settings, at }: AccountContext, problems: Problems): void {
  const quota = settings.quotas?.roles_per_account ?? 1000;
  if (count > quota)
    problems.error(
      'too-many-roles',
      keyOf(at),
      `${count} roles in account \`${name}\`, and its quota is ${quota}\nif AWS raised the quota (up to 10000), say so in \`quotas.roles_per_account\``,
    );
}

function sameVariable(a: { target: object; name: string }, b: { target: object; name: string }): boolean {
  return a.name === b.name && JSON.stringify(targetKey(a.target)) === JSON.stringify(targetKey(b.target));
}

function targetKey(target: { owner?: string; repository?: { name: string }; environment?: string }) {
  return [target.owner, target.repository?.name, target.environment];
}

/** A trust is never live before the protection it relies on. */
function protectStacksOf(roles: readonly ResolvedRole[], protect: AccessPlan['protect']): readonly string[] {
  const needed = roles.flatMap(({ entries }) =>
    entries.flatMap(({ repositories, contexts }) =>
      repositories
        .filter(({ settings }) => contexts.environments.some((name) => settings.environments?.has(name)))
        .map(({ owner }) => protectStack(owner)),
    ),
  );
  return [...new Set(needed)].filter((stack) => protect.some((plan) => plan.stack === stack)).sort(compareText);
}
