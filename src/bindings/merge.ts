import type { InferOutput } from 'valibot';
import type { Problems } from '../diagnostics/diagnostic';
import { type Location, child, keyOf, location } from '../diagnostics/source';
import type {
  Account,
  Binding,
  Bindings,
  NoNull,
  Placed,
  RawBinding,
  RawDefaults,
  RepositorySettings,
} from './bindings';
import { mergeDefaults } from './defaults';
import type { IncludedFile } from './include';
import type { ListedAccount } from './organization-accounts';
import type { bindingsFile } from './schema/bindings-file';
import type { Validated } from './validate';

type MainFile = Validated<InferOutput<typeof bindingsFile>>;
type Sourced = Pick<IncludedFile, 'source'> & {
  readonly value: Pick<IncludedFile['value'], 'bindings' | 'repositories'>;
};

/** Puts the parts of all files together, each merged with the defaults of the main file. */
export function mergeFiles(
  main: MainFile,
  included: readonly IncludedFile[],
  listed: readonly ListedAccount[],
  problems: Problems,
): Omit<Bindings, 'bounds'> {
  const { source, value: file } = main;
  const { defaults = {}, github = {} } = file;
  const root = location(source);
  const inherited = (key: string) => child(root, 'defaults', key);
  const all: readonly Sourced[] = [main, ...included];
  const under: Under = (base, own, at) =>
    mergeDefaults(base, own, (path) => nothingToDrop(child(at, ...path), problems));

  const accounts = new Map<string, Placed<Account>>();
  for (const [name, own] of file.accounts ?? []) {
    const at = location(source, ['accounts', name], inherited('account'));
    accounts.set(name, { value: under(defaults.account, own, at), at });
  }
  for (const { id, name, at } of listed) {
    accounts.set(name, { value: under(defaults.account, { id }, at), at: { ...at, inherited: inherited('account') } });
  }
  return {
    source,
    defaults,
    github: under(undefined, github, child(root, 'github')),
    accounts,
    accountGroups: file.account_groups ?? new Map<string, string[]>(),
    repositories: collect(all, 'repositories', problems, (own, at): Placed<RepositorySettings> => {
      const place = { ...at, inherited: inherited('repository') };
      return { value: under(defaults.repository, own ?? {}, at), at: place };
    }),
    repositoryDefaults: { value: under(defaults.repository, {}, inherited('repository')), at: inherited('repository') },
    bindings: collect(all, 'bindings', problems, (own, at) => {
      checkBoundary(own, at, defaults, root, problems);
      return { value: mergeBinding(own, at, defaults, under), at };
    }),
  };
}

/** Defaults are a floor: what bounds every role cannot be taken off one. */
function checkBoundary(own: RawBinding, at: Location, defaults: RawDefaults, root: Location, problems: Problems): void {
  if (own.role?.permissions_boundary !== 'none' || defaults.role?.permissions_boundary === undefined) return;
  problems.error(
    'invalid-value',
    child(at, 'role', 'permissions_boundary'),
    '`none` would take off the boundary that `defaults.role` gives to every role\na binding may name another one, not go without',
    { message: 'the boundary', at: child(root, 'defaults', 'role', 'permissions_boundary') },
  );
}

function nothingToDrop(at: Location, problems: Problems): void {
  problems.error(
    'invalid-value',
    at,
    'null drops a default, and there is none here: remove the key, or write `{}` for one without settings',
  );
}

type Entry<K extends 'bindings' | 'repositories'> =
  NonNullable<Sourced['value'][K]> extends ReadonlyMap<string, infer E> ? E : never;

/** Entries of one kind from all files; a name that two files use is reported. */
function collect<K extends 'bindings' | 'repositories', P extends { readonly at: Location }>(
  files: readonly Sourced[],
  key: K,
  problems: Problems,
  place: (value: Entry<K>, at: Location) => P,
): ReadonlyMap<string, P> {
  const found = new Map<string, P>();
  for (const { source, value } of files) {
    for (const [name, own] of value[key] ?? []) {
      const at = location(source, [key, name]);
      const first = found.get(name);
      if (first)
        problems.error('include-conflict', keyOf(at), `\`${name}\` stands in two files`, {
          message: 'the other one',
          at: keyOf(first.at),
        });
      else found.set(name, place(own as Entry<K>, at));
    }
  }
  return found;
}

/** Merges what a place says over a default. */
type Under = <T>(base: unknown, own: T, at: Location) => NoNull<T>;

function mergeBinding(own: RawBinding, at: Location, { role, trust, variables }: RawDefaults, under: Under): Binding {
  return {
    ...own,
    role: under(role, own.role ?? {}, child(at, 'role')),
    trust: own.trust.map(({ claims = new Map(), claim_patterns: patterns = new Map(), ...entry }, i) => ({
      ...entry,
      claims: under(lacking(trust?.claims, patterns), claims, child(at, 'trust', i, 'claims')),
      claim_patterns: under(lacking(trust?.claim_patterns, claims), patterns, child(at, 'trust', i, 'claim_patterns')),
    })),
    variables: under(variables, own.variables ?? new Map(), child(at, 'variables')),
  };
}

/** A claim that an entry requires in one form is nearer than a default of the other form. */
function lacking<V>(
  defaults: ReadonlyMap<string, V> | undefined,
  nearer: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, V> {
  return new Map([...(defaults ?? [])].filter(([claim]) => !nearer.has(claim)));
}
