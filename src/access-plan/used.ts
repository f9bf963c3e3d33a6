import type { Bindings } from '../bindings/bindings';
import type { Files } from '../bindings/files';
import type { Lock } from '../bindings/lock';
import { createPolicyFiles } from '../bindings/policy-file';
import { compareText, createProblems } from '../diagnostics/diagnostic';
import { type Location, keyOf } from '../diagnostics/source';
import { written } from '../oidc/claim-text';
import { environmentProblem } from '../oidc/github-names';
import { createAccountIndex } from './accounts/binding-accounts';
import { issuersOf, resolveAccounts } from './accounts/accounts';
import { type RepositoryIndex, createRepositoryIndex } from './github/repositories';
import { placeBindings, resolveRoles } from './resolve';
import type { ResolvedEntry } from './trust/resolved-entry';

/** A repository that the file uses, whether or not the lock knows it. */
export interface UsedRepository {
  /** As the lock spells it, else as the file does. */
  readonly fullName: string;
  /** Those declared, trusted or given variables; no two differ only in case. */
  readonly environments: readonly string[];
  /** Those declared, as the file spells them. */
  readonly declared: readonly string[];
  /** Where the file names it. */
  readonly places: readonly Location[];
}

/** What the file uses at GitHub: what the lock has to know. */
export interface UsedAtGitHub {
  /** In the order of their names. */
  readonly repositories: readonly UsedRepository[];
  /** Owners that are trusted as such. */
  readonly owners: readonly string[];
}

/**
 * Reads what resolution uses. It resolves as far as it can, and says nothing of what stands against the rest: the lock need
 * not be complete for this, and what else is wrong is reported wherever a plan is made.
 */
export function usedAtGitHub(bindings: Bindings, lock: Lock, inputFiles: Files): UsedAtGitHub {
  const problems = createProblems();
  const places = new Map<string, Location[]>();
  const index = recorded(createRepositoryIndex(bindings, lock, problems, false), places);
  const environments = new Map<string, string[]>();
  const use = (fullName: string, names: Iterable<string>) =>
    environments.set(fullName, [...(environments.get(fullName) ?? []), ...names]);

  for (const [name, { at }] of bindings.repositories) index.find(name, keyOf(at));
  const accounts = createAccountIndex(resolveAccounts(bindings, problems), bindings, problems);
  const roles = resolveRoles(placeBindings(bindings, accounts, index, problems), {
    index,
    issuers: issuersOf(bindings, problems),
    files: createPolicyFiles(inputFiles, problems),
    ownerId: () => undefined,
    problems,
  });
  const declared = new Map(
    index.known().map(({ fullName, settings }) => [fullName, [...(settings.environments?.keys() ?? [])]]),
  );
  for (const [fullName, names] of declared) use(fullName, names);
  const entries = roles.flatMap((role) => role.entries);
  for (const entry of entries) for (const { fullName } of entry.repositories) use(fullName, trustedEnvironments(entry));

  return {
    repositories: [...places]
      .map(([fullName, at]) => ({
        fullName,
        environments: distinct(environments.get(fullName) ?? []),
        declared: (declared.get(fullName) ?? []).filter(isPossible).sort(compareText),
        places: at,
      }))
      .toSorted((a, b) => compareText(a.fullName, b.fullName)),
    owners: [...new Set(entries.flatMap(({ entry }) => entry.owner ?? []))].sort(compareText),
  };
}

/** The same index, which notes where each repository was found. */
function recorded(index: RepositoryIndex, places: Map<string, Location[]>): RepositoryIndex {
  return {
    ...index,
    find(name, at) {
      const repository = index.find(name, at);
      if (!repository) return undefined;
      const known = places.get(repository.fullName) ?? [];
      if (!known.some((other) => isSame(other, at))) places.set(repository.fullName, [...known, at]);
      return repository;
    },
  };
}

function isSame(a: Location, b: Location): boolean {
  return a.source.file === b.source.file && a.path.join('\0') === b.path.join('\0');
}

function trustedEnvironments({ contexts, required, entry }: ResolvedEntry): readonly string[] {
  const claimed = entry.claims?.has('environment') ? (required.get('environment') ?? []) : [];
  return [...contexts.environments, ...claimed.map(written)];
}

/** Without names that GitHub cannot have, and the first of those that differ only in case. */
function distinct(names: readonly string[]): readonly string[] {
  const byLowerCase = new Map<string, string>();
  for (const name of names.filter(isPossible))
    if (!byLowerCase.has(name.toLowerCase())) byLowerCase.set(name.toLowerCase(), name);
  return [...byLowerCase.values()].sort(compareText);
}

/** Others are refused wherever a plan is made; in the path of a request they would mean something else. */
function isPossible(environment: string): boolean {
  return environmentProblem(environment) === undefined;
}
