import type { Binding } from '../../bindings/bindings';
import { type Problems, createProblems } from '../../diagnostics/diagnostic';
import { child } from '../../diagnostics/source';
import { didYouMean } from '../../diagnostics/suggest';
import type { LetGoRolePlan } from '../access-plan';
import type { AccountContext } from '../accounts/accounts';
import type { ExpandedBinding } from './expand';
import { formerNames } from './former-names';
import { managedPolicies } from './managed-policies';

type Import = NonNullable<Binding['role']>['import'];

/** Whether the role of a binding exists in an account and is adopted. */
export function isAdopted(accounts: Import, { name }: Pick<AccountContext, 'name'>): boolean {
  return accounts === 'all' || (accounts?.includes(name) ?? false);
}

/** Reports accounts in which a role is to be adopted and which there are not. */
export function checkAdoptions(
  expanded: readonly ExpandedBinding[],
  accountNames: readonly string[],
  problems: Problems,
): void {
  for (const { binding, at } of expanded) {
    const { import: accounts = [] } = binding.role ?? {};
    if (accounts === 'all') continue;
    accounts.forEach((name, i) => {
      if (accountNames.includes(name)) return;
      const message = `there is no account \`${name}\`${didYouMean(name, accountNames)}`;
      problems.error('unknown-account', child(at, 'role', 'import', i), message);
    });
  }
}

/** A binding and the accounts that it names. */
export interface BindingAccounts {
  readonly binding: ExpandedBinding;
  /** Retired ones too. */
  readonly accounts: readonly AccountContext[];
}

/**
 * The roles that live on in an account, though the stack has them no longer: those of released bindings, and those that were
 * adopted and are not in the file any more, since the account is retired or the binding has left it.
 */
export function letGoRoles(account: AccountContext, bindings: readonly BindingAccounts[]): readonly LetGoRolePlan[] {
  return bindings.flatMap(({ binding, accounts }) => {
    const { role, release = false } = binding.binding;
    const adopted = isAdopted(role?.import, account);
    if (!release && !adopted) return [];
    const isNamed = accounts.includes(account);
    const isGone = account.settings.retired === true || !isNamed;
    if (!(release && isNamed) && !(adopted && isGone)) return [];
    return [{ bindings: [...formerNames(binding), binding.name], managedPolicies: policyKeys(binding, account) }];
  });
}

/** The keys of what may be attached; what stands against it is reported where there is a role. */
function policyKeys({ binding, at }: ExpandedBinding, account: AccountContext): LetGoRolePlan['managedPolicies'] {
  const silent = createProblems();
  const keys = (binding.permissions ?? []).flatMap((entry) =>
    managedPolicies(entry, account, at, silent).map(({ policy }) => policy.key),
  );
  return [...new Map(keys.map((key) => [key.join('/'), key])).values()];
}
