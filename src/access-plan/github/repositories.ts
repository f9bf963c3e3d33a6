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
  /** The coming name of its owner. */
  readonly ownerMovingTo?: string;
}

/** All repositories of the file, found by the names that the file uses. */
export interface RepositoryIndex {
  /** The repository of a name; reports at `at` what stands in the way. */
  find(name: string, at: Location): Repository | undefined;
  /** Those found so far, with all under `repositories` that are written to, in the order of their names. */
  known(): readonly Repository[];
  /** Those, and all others that the lock knows: Terraform may hold something of them. */
  traced(): readonly Repository[];
  /** An owner's name in one spelling, the lock's if it has one; reports at `at` that it is spelled in another way. */
  ownerNamed(owner: string, at: Location): string;
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
  const isNowhere = lock.source.tree === null && lock.source.text === '';
  const known = new Map<string, Repository>();
  const ownerNamed = ownerSpelling(lock, problems);

  const identify = (name: string, at: Location): Repository | undefined => {
    const fullName = name.includes('/') ? name : bindings.github.owner && `${bindings.github.owner}/${name}`;
    if (!fullName) {
      problems.error('missing-key', at, `\`${name}\` has no owner: write \`owner/${name}\`, or set \`github.owner\``);
      return undefined;
    }
    const locked = byLowerCase.get(fullName.toLowerCase());
    const [writtenOwner = '', writtenName = ''] = fullName.split('/');
    const owner = locked?.owner ?? ownerNamed(writtenOwner, at);
    if (locked && `${locked.owner}/${locked.name}` !== fullName) reportCase(name, fullName, locked, at, problems);
    return repositoryOf(owner, locked?.name ?? writtenName, locked);
  };

  const repositoryOf = (owner: string, name: string, locked: LockedRepository | undefined): Repository => {
    const fullName = `${owner}/${name}`;
    const { value, at } = settings.get(fullName) ?? bindings.repositoryDefaults;
    const ownerMovingTo = owner === bindings.github.owner ? bindings.github.moving_to : undefined;
    return { owner, name, fullName, settings: value, at, locked, ownerMovingTo };
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
    // That there is no lock file at all is said once.
    const isSaid = isNowhere && unlocked.size > 1;
    if (!isKnown && !isSaid)
      problems.error(
        'unlocked-repository',
        at,
        unlockedMessage(repository, host, isNowhere ? lock.source.file : undefined, [...lock.repositories.keys()]),
      );
    return undefined;
  };

  for (const [name, own] of bindings.repositories) {
    const repository = identify(name, keyOf(own.at));
    const other = repository && settings.get(repository.fullName);
    if (other) reportTwice(repository.fullName, own.at, other.at, problems);
    else if (repository) settings.set(repository.fullName, own);
  }
  for (const [fullName, { value, at }] of settings) if (isManaged(value)) find(fullName, keyOf(at));
  const traced = () => {
    const locked = [...lock.repositories.values()].map((each) => repositoryOf(each.owner, each.name, each));
    return new Map([...locked.map((each) => [each.fullName, each] as const), ...known]).values();
  };
  return { find, known: () => inOrder(known.values()), traced: () => inOrder(traced()), ownerNamed };
}

function inOrder(repositories: Iterable<Repository>): readonly Repository[] {
  return [...repositories].toSorted((a, b) => compareText(a.fullName, b.fullName));
}

/** GitHub ignores case in names of owners, AWS does not: the first spelling holds, and the lock's before it. */
function ownerSpelling(lock: Lock, problems: Problems): RepositoryIndex['ownerNamed'] {
  const spellings = new Map(
    [...lock.repositories.values()].map(({ owner, at }) => [
      owner.toLowerCase(),
      { owner, at: keyOf(at), locked: true },
    ]),
  );
  return (owner, at) => {
    const first = spellings.get(owner.toLowerCase());
    if (!first) spellings.set(owner.toLowerCase(), { owner, at, locked: false });
    if (!first || first.owner === owner) return owner;
    const [message, related] = first.locked
      ? [`\`${owner}\` is spelled \`${first.owner}\` at GitHub`, "GitHub's spelling, as locked"]
      : [
          `\`${owner}\` and \`${first.owner}\` are one owner to GitHub, and two to AWS: spell it in one way`,
          'the other spelling',
        ];
    problems.error('wrong-case', at, message, { message: related, at: first.at });
    return first.owner;
  };
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
  const [owner, formerly] = fullName.split('/');
  const right = name.includes('/') || owner !== locked.owner ? `${locked.owner}/${locked.name}` : locked.name;
  const known = { message: "GitHub's spelling, as locked", at: keyOf(locked.at) };
  problems.error(
    'wrong-case',
    at,
    [
      `\`${name}\` is spelled \`${right}\` at GitHub, and AWS compares subjects letter by letter`,
      'write it so wherever it stands; if it was applied as it is now, say so, and Terraform deletes nothing:',
      ...(owner === locked.owner ? [] : [`  github: { owner: ${locked.owner}, renamed_from: ${owner} }`]),
      ...(formerly === locked.name ? [] : [`  repositories: { ${right}: { renamed_from: ${formerly} } }`]),
    ].join('\n'),
    known,
  );
}

function unlockedMessage(
  { fullName }: Repository,
  host: string,
  absent: string | undefined,
  known: readonly string[],
): string {
  const best = nearest(fullName, known);
  const api = ghApi(host);
  return [
    absent === undefined
      ? `the lock file knows nothing of \`${fullName}\`${best ? `, did you mean \`${best}\`?` : ''}`
      : `there is no lock file \`${absent}\`, which has to know \`${fullName}\``,
    'GitHub decides how its subjects look. Ask, and have the lock file written:',
    '  npx oidc-bindings lock',
    'or ask by hand, and write the answers under `repositories`:',
    `  ${api} repos/${fullName} --jq '{owner_id: .owner.id, repository_id: .id}'`,
    `  ${api} repos/${fullName}/actions/oidc/customization/sub --jq .sub_claim_prefix`,
    `  ${fullName}: { owner_id: "…", repository_id: "…", subject_prefix: "…" }`,
  ].join('\n');
}
