import { type Bindings, type RawRepository, sourcesOf } from '../../bindings/bindings';
import type { Problems } from '../../diagnostics/diagnostic';
import { type Location, child, keyOf, location } from '../../diagnostics/source';
import { readWaivers } from '../../diagnostics/waivers';
import type { AccountContext } from '../accounts/accounts';
import type { RepositoryIndex } from '../github/repositories';
import type { ResolvedVariable } from '../github/variables';
import type { BindingAccounts } from '../roles/let-go';
import type { ResolvedRole } from '../roles/roles';
import { BINDING_KEYS, checkNames } from './binding-keys';
import { type Bounds, checkKeys, createBounds } from './bounds';

/** The accounts, and the bindings with theirs, retired ones too. */
interface BoundedAccounts {
  readonly accounts: readonly AccountContext[];
  readonly placed: readonly BindingAccounts[];
}

/**
 * Reports all that bounded files do and their `allow` does not name: what they write, on what its templates have become. What comes
 * from `defaults` is bindings.yaml's own, and not charged to them.
 */
export function checkBounds(
  bindings: Bindings,
  index: RepositoryIndex,
  roles: readonly ResolvedRole[],
  variables: readonly ResolvedVariable[],
  { placed, accounts }: BoundedAccounts,
  problems: Problems,
): void {
  if (bindings.bounds.size === 0) return;
  const bounds = createBounds(bindings, problems);
  const { defaults } = bindings;
  const rolesOf = byBinding(roles, ({ binding }) => binding.at);
  const variablesOf = byBinding(variables, ({ at }) => at);
  const accountsOf = byBinding(placed, ({ binding }) => binding.at);
  const known = new Map(index.known().map(({ fullName }) => [fullName.toLowerCase(), fullName]));
  for (const { source, written } of bindings.bounds.values()) {
    for (const [name, own] of written.bindings ?? []) {
      const at = location(source, ['bindings', name]);
      const bounded = {
        written: own,
        at,
        roles: rolesOf(at),
        variables: variablesOf(at),
        accounts: new Set(accountsOf(at).flatMap((each) => each.accounts.map((account) => account.name))),
        allAccounts: accounts.map((account) => account.name),
        defaults,
        bounds,
      };
      checkNames(bounded, name);
      checkKeys(own, at, BINDING_KEYS, bounded, bounds);
    }
    for (const [name, own] of written.repositories ?? [])
      checkRepository(fullNameOf(name, bindings, known), own ?? {}, location(source, ['repositories', name]), bounds);
  }
  const sources = sourcesOf(bindings).filter(({ file }) => bindings.bounds.has(file));
  for (const { rules, at } of sources.flatMap(readWaivers)) for (const rule of rules) bounds.name('waivers', rule, at);
}

/** Looks up what belongs to a binding by the place where it is written. */
function byBinding<T>(all: readonly T[], placeOf: (each: T) => Location): (at: Location) => readonly T[] {
  const key = ({ source, path }: Location) => JSON.stringify([source.file, path.slice(0, 2)]);
  const found = new Map<string, T[]>();
  for (const each of all) {
    const place = key(placeOf(each));
    found.set(place, [...(found.get(place) ?? []), each]);
  }
  return (at) => found.get(key(at)) ?? [];
}

function fullNameOf(name: string, { github }: Bindings, known: ReadonlyMap<string, string>): string {
  const written = name.includes('/') || github.owner === undefined ? name : `${github.owner}/${name}`;
  return known.get(written.toLowerCase()) ?? written;
}

/** Every key is one of `repository_settings`; those that name further repositories are bounded by `repositories`, too. */
function checkRepository(fullName: string, own: RawRepository, at: Location, bounds: Bounds): void {
  const [owner = ''] = fullName.split('/');
  const full = (name: string) => (name.includes('/') ? name : `${owner}/${name}`);
  bounds.name('repositories', fullName, keyOf(at));
  for (const key of Object.keys(own)) bounds.name('repository_settings', key, keyOf(child(at, key)));
  const { moving_to: next, renamed_from: former = [] } = own;
  if (next)
    bounds.name(
      'repositories',
      typeof next === 'string' ? full(next) : `${next.owner}/${next.name}`,
      child(at, 'moving_to'),
    );
  for (const name of [former].flat()) bounds.name('repositories', full(name), child(at, 'renamed_from'));
}
