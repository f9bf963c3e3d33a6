import { type Problems, compareText } from '../../diagnostics/diagnostic';
import { child, keyOf } from '../../diagnostics/source';
import type { Issuer } from '../../oidc/issuer';
import type { AccountPlan, ProtectPlan } from '../access-plan';
import type { AccountContext } from './accounts';
import { resolveBackend } from './backends';
import { credentialsOf } from './credentials';
import { letGoProviders, oidcProviders } from './oidc-providers';
import { type BindingAccounts, letGoRoles } from '../roles/let-go';
import type { ResolvedRole } from '../roles/roles';

/** What the stacks of accounts are made from. */
export interface AccountInputs {
  readonly issuers: readonly Issuer[];
  /** Where GitHub is. */
  readonly host: string;
  readonly roles: readonly ResolvedRole[];
  /** Roles that are let go of. */
  readonly released: readonly ResolvedRole[];
  readonly bindings: readonly BindingAccounts[];
  readonly protect: readonly ProtectPlan[];
  readonly problems: Problems;
}

/** The stack of an account, with or without roles. */
export function accountPlan(
  account: AccountContext,
  { issuers, host, roles, released, bindings, protect, problems }: AccountInputs,
): AccountPlan {
  const { name, stack, scope, settings, at } = account;
  const here = ({ account: its }: ResolvedRole) => its === account;
  const mine = roles.filter(here);
  checkRoleCount(mine.length, account, problems);
  const plans = mine.map(({ plan }) => plan);
  const providers = oidcProviders(account, issuers, plans, problems);
  return {
    stack,
    backend: resolveBackend(settings.backend, new Map([...scope, ['stack', stack]]), child(at, 'backend'), problems),
    dependsOn: protectStacksOf(mine, protect),
    name,
    id: account.id,
    region: account.region,
    credentials: credentialsOf(account, problems),
    tags: account.tags,
    oidcProviders: settings.retired ? [] : providers,
    roles: plans,
    released: released.filter(here).map(({ plan }) => plan),
    retired: settings.retired ?? false,
    letGo: { oidcProviders: letGoProviders(settings, issuers, host), roles: letGoRoles(account, bindings) },
  };
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

/** A trust is never live before the protection it relies on. */
function protectStacksOf(roles: readonly ResolvedRole[], protect: readonly ProtectPlan[]): readonly string[] {
  const needed = roles.flatMap(({ entries }) =>
    entries.flatMap(({ repositories, contexts }) =>
      repositories
        .filter(({ settings }) => contexts.environments.some((name) => settings.environments?.has(name)))
        .flatMap(({ owner }) => protect.find((plan) => plan.owner === owner)?.stack ?? []),
    ),
  );
  return [...new Set(needed)].sort(compareText);
}
