import type { Bindings } from '../../bindings/bindings';
import type { Problems } from '../../diagnostics/diagnostic';
import { type Location, child, location, wasPruned } from '../../diagnostics/source';
import { didYouMean } from '../../diagnostics/suggest';
import { exact, overlaps, pattern } from '../../oidc/claim-text';
import type { ExpandedBinding } from '../roles/expand';
import type { AccountContext } from './accounts';

/** Finds accounts by what a binding calls them. */
export interface AccountIndex {
  /** The accounts of a list of names, groups and `all`. */
  find(names: readonly string[], at: Location): readonly AccountContext[];
}

/** Resolves the groups once; what they name wrongly is reported at them. */
export function createAccountIndex(
  accounts: readonly AccountContext[],
  bindings: Bindings,
  problems: Problems,
): AccountIndex {
  const root = location(bindings.source);
  const isKnown = (name: string) => bindings.accounts.has(name) || wasPruned(child(root, 'accounts', name));
  const groups = new Map<string, ReadonlySet<string>>();
  const known = () => [...bindings.accounts.keys(), ...bindings.accountGroups.keys()];

  const resolveGroup = (name: string, within: readonly string[]): ReadonlySet<string> => {
    const done = groups.get(name);
    if (done) return done;
    const members = new Set<string>();
    (bindings.accountGroups.get(name) ?? []).forEach((member, i) => {
      const at = child(root, 'account_groups', name, i);
      for (const found of resolveMember(member, at, [...within, name])) members.add(found);
    });
    groups.set(name, members);
    return members;
  };

  const resolveMember = (member: string, at: Location, within: readonly string[]): Iterable<string> => {
    if (/[*?]/.test(member)) {
      const found = [...bindings.accounts.keys()].filter((name) => overlaps(pattern(member), exact(name)));
      if (found.length === 0) problems.error('unknown-account', at, `no account is called like \`${member}\``);
      return found;
    }
    if (within.includes(member)) {
      problems.error(
        'invalid-value',
        at,
        `the groups ${[...within, member].map((name) => `\`${name}\``).join(' → ')} hold each other`,
      );
      return [];
    }
    if (bindings.accountGroups.has(member)) return resolveGroup(member, within);
    if (!isKnown(member)) problems.error('unknown-account', at, unknownMessage(member, known()));
    return [member];
  };

  for (const name of bindings.accountGroups.keys()) {
    const at = child(root, 'account_groups', name);
    if (bindings.accounts.has(name))
      problems.error('duplicate-key', { ...at, on: 'key' }, `\`${name}\` is an account and a group`);
    resolveGroup(name, []);
  }
  return {
    find(names, at) {
      const wanted = new Set<string>();
      names.forEach((name, i) => {
        if (name === 'all') for (const account of accounts) wanted.add(account.name);
        else if (bindings.accountGroups.has(name)) for (const account of resolveGroup(name, [])) wanted.add(account);
        else if (isKnown(name)) wanted.add(name);
        else problems.error('unknown-account', child(at, i), unknownMessage(name, known()));
      });
      return accounts.filter(({ name }) => wanted.has(name));
    },
  };
}

function unknownMessage(name: string, known: readonly string[]): string {
  const names = known.length > 0 ? `\nknown are ${known.join(', ')}` : '\nno account is known';
  const hint = /[*?]/.test(name) ? '\npatterns stand in `account_groups`' : names;
  return `there is no account \`${name}\`${didYouMean(name, known)}${hint}`;
}

/** The accounts of a binding; lists that are empty are reported. */
export function accountsOf(
  { binding, at }: ExpandedBinding,
  index: AccountIndex,
  problems: Problems,
): readonly AccountContext[] {
  const list = child(at, 'accounts');
  const trust = child(at, 'trust');
  if (binding.accounts.length === 0 && !wasPruned(list)) {
    problems.error('invalid-value', list, '`accounts` must not be empty: where should the role be?');
  }
  if (binding.trust.length === 0 && !wasPruned(trust)) {
    problems.error('invalid-value', trust, '`trust` must not be empty: a role that nobody may assume is of no use');
  }
  return index.find(binding.accounts, list);
}
