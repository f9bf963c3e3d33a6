import type { Bindings, Placed, RepositorySettings } from '../../bindings/bindings';
import type { Lock, LockedRepository } from '../../bindings/lock';
import { type Problems, compareText } from '../../diagnostics/diagnostic';
import { type Location, keyOf, location, wasPruned } from '../../diagnostics/source';
import { nearest } from '../../diagnostics/suggest';
import { ghApi, hostKind } from '../../oidc/issuer';

/** A repository that the file uses, with what the file and the lock say of it. */
export interface Repository {
  readonly owner: string;
  readonly name: string;
  readonly fullName: string;
  readonly settings: RepositorySettings;
  /** Its entry under `repositories`; what holds for all where it has none. */
  readonly at: Location;
  /** Only on GitHub Enterprise Server a repository may be used that the lock does not know. */
  readonly locked?: LockedRepository;
}

/** All repositories of the file, found by the names that the file uses. */
export interface RepositoryIndex {
  /** The repository of a name; reports at `at` what stands in the way. */
  find(name: string, at: Location): Repository | undefined;
  /** Those found so far, with all under `repositories` that are written to, in the order of their names. */
  known(): readonly Repository[];
}

/**
 * Looks names up in the file and the lock; each repository's absence from the lock is reported once. `lockRequired` is false
 * where the lock need not know a repository.
 */
export function createRepositoryIndex(
  bindings: Bindings,
  lock: Lock,
  problems: Problems,
  lockRequired = hostKind(bindings.github.host ?? 'github.com') !== 'ghes',
): RepositoryIndex {
  const host = bindings.github.host ?? 'github.com';
  const byLowerCase = new Map(
    [...lock.repositories.values()].map((locked) => [`${locked.owner}/${locked.name}`.toLowerCase(), locked]),
  );
  const settings = new Map<string, Placed<RepositorySettings>>();
  const unlocked = new Set<string>();
  const known = new Map<string, Repository>();

  const identify = (name: string, at: Location): Repository | undefined => {
    const fullName = name.includes('/') ? name : bindings.github.owner && `${bindings.github.owner}/${name}`;
    if (!fullName) {
      problems.error('missing-key', at, `\`${name}\` has no owner: write \`owner/${name}\`, or set \`github.owner\``);
      return undefined;
    }
    const locked = byLowerCase.get(fullName.toLowerCase());
    const canonical = locked ? `${locked.owner}/${locked.name}` : fullName;
    if (locked && canonical !== fullName) reportCase(name, fullName, locked, at, problems);
    const [owner = '', repository = ''] = canonical.split('/');
    const { value, at: place } = settings.get(canonical) ?? bindings.repositoryDefaults;
    return { owner, name: repository, fullName: canonical, settings: value, at: place, locked };
  };

  const find = (name: string, at: Location): Repository | undefined => {
    const repository = identify(name, at);
    if (!repository) return undefined;
    if (repository.locked || !lockRequired) {
      known.set(repository.fullName, repository);
      return repository;
    }
    const isKnown =
      unlocked.has(repository.fullName) || wasPruned(location(lock.source, ['repositories', repository.fullName]));
    unlocked.add(repository.fullName);
    if (!isKnown)
      problems.error('unlocked-repository', at, unlockedMessage(repository, host, [...lock.repositories.keys()]));
    return undefined;
  };

  for (const [name, own] of bindings.repositories) {
    const repository = identify(name, keyOf(own.at));
    const other = repository && settings.get(repository.fullName);
    if (other) reportTwice(repository.fullName, own.at, other.at, problems);
    else if (repository) settings.set(repository.fullName, own);
  }
  for (const [fullName, { value, at }] of settings) if (isManaged(value)) find(fullName, keyOf(at));
  return { find, known: () => [...known.values()].toSorted((a, b) => compareText(a.fullName, b.fullName)) };
}

function reportTwice(fullName: string, at: Location, first: Location, problems: Problems): void {
  const rule = at.source.file === first.source.file ? 'duplicate-key' : 'include-conflict';
  problems.error(rule, keyOf(at), `\`${fullName}\` is written twice`, {
    message: 'it is here already',
    at: keyOf(first),
  });
}

/** Whether something is written to a repository on account of its settings alone. */
function isManaged({ subject_template: template, environments }: RepositorySettings): boolean {
  return template !== undefined || (environments?.size ?? 0) > 0;
}

function reportCase(name: string, fullName: string, locked: LockedRepository, at: Location, problems: Problems): void {
  const right =
    name.includes('/') || fullName.split('/')[0] !== locked.owner ? `${locked.owner}/${locked.name}` : locked.name;
  const known = { message: "GitHub's spelling, as locked", at: keyOf(locked.at) };
  problems.error(
    'wrong-case',
    at,
    `\`${name}\` is spelled \`${right}\` at GitHub, and AWS compares subjects letter by letter`,
    known,
  );
}

function unlockedMessage({ fullName }: Repository, host: string, known: readonly string[]): string {
  const best = nearest(fullName, known);
  const api = ghApi(host);
  return [
    `the lock file knows nothing of \`${fullName}\`${best ? `, did you mean \`${best}\`?` : ''}`,
    'GitHub decides how its subjects look. Ask, and have the lock file written:',
    '  npx oidc-bindings lock',
    'or ask by hand, and write the answers under `repositories`:',
    `  ${api} repos/${fullName} --jq '{owner_id: .owner.id, repository_id: .id}'`,
    `  ${api} repos/${fullName}/actions/oidc/customization/sub --jq .sub_claim_prefix`,
    `  ${fullName}: { owner_id: "…", repository_id: "…", subject_prefix: "…" }`,
  ].join('\n');
}
