import type { Bindings } from '../../bindings/bindings';
import type { Problems } from '../../diagnostics/diagnostic';
import { child, location, wasPruned } from '../../diagnostics/source';
import { didYouMean } from '../../diagnostics/suggest';
import type { AccountContext } from './accounts';
import type { ExpandedBinding } from '../roles/expand';

/** The accounts of a binding: named, or all. */
export function accountsOf(
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
