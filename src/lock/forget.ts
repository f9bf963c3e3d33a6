import type { UsedAtGitHub, UsedRepository } from '../access-plan/used';
import type { Lock } from '../bindings/lock';
import { didYouMean } from '../diagnostics/suggest';
import { type Facts, factsOf, unlessEmpty } from './facts';
import type { LockChange } from './outcome';

/** What a lock file should say after something was forgotten. */
export interface Forgotten {
  /** Facts of entries that change, by their names. */
  readonly changed: ReadonlyMap<string, Facts>;
  readonly removed: readonly string[];
  readonly changes: readonly LockChange[];
}

/** A name that nothing can be forgotten by; the message is for the user. */
export class NothingToForget extends Error {}

/**
 * Takes what the lock file remembers of repositories (`owner/name`), environments (`owner/name:environment`) and former names out of
 * it. What bindings.yaml uses now stays.
 */
export function forget(names: readonly string[], lock: Lock, { repositories, owners }: UsedAtGitHub): Forgotten {
  const used = new Map(repositories.map((each) => [each.fullName, each]));
  const trusted = new Set(owners.map((owner) => owner.toLowerCase()));
  const known = new Map([...lock.repositories].map(([fullName, locked]) => [fullName, factsOf(locked)]));
  const changed = new Map<string, Facts>();
  const removed: string[] = [];
  const changes: LockChange[] = [];
  const isUsed = (fullName: string) =>
    used.has(fullName) || trusted.has(fullName.split('/', 1)[0]?.toLowerCase() ?? '');

  const change = (repository: string, facts: Facts, messages: readonly string[]) => {
    if (messages.length === 0) throw new NothingToForget(`\`${repository}\`: the lock file remembers nothing of it`);
    known.set(repository, facts);
    changed.set(repository, facts);
    changes.push(...messages.map((message) => ({ repository, message })));
  };
  for (const name of new Set(names)) {
    const [, fullName = name, environment] = /^([^:]*):([^]*)$/.exec(name) ?? [];
    const facts = known.get(fullName);
    const bearer = [...known].find(([, { former_names: former }]) => former?.includes(name));
    if (facts && environment !== undefined) {
      change(fullName, ...withoutEnvironment(fullName, environment, facts, used.get(fullName)));
    } else if (facts && isUsed(fullName)) {
      change(fullName, ...withoutMemory(facts, used.get(fullName)));
    } else if (facts) {
      known.delete(fullName);
      changed.delete(fullName);
      removed.push(fullName);
      changes.push({ repository: fullName, message: 'is forgotten' });
    } else if (bearer) {
      const [repository, { former_names: former = [], ...rest }] = bearer;
      const left = unlessEmpty(former.filter((each) => each !== name));
      change(repository, { ...rest, former_names: left }, [formerName(name)]);
    } else {
      const all = [...known].flatMap(([each, { former_names: former = [] }]) => [each, ...former]);
      throw new NothingToForget(`the lock file knows nothing of \`${fullName}\`${didYouMean(fullName, all)}`);
    }
  }
  return { changed, removed, changes };
}

type Change = readonly [facts: Facts, messages: readonly string[]];

function withoutEnvironment(fullName: string, name: string, facts: Facts, used: UsedRepository | undefined): Change {
  const { kept = [], environments = new Map<string, never>() } = facts;
  const names = [...new Set([...kept, ...environments.keys()])];
  if (!names.includes(name))
    throw new NothingToForget(
      `the lock file knows no environment \`${name}\` of \`${fullName}\`${didYouMean(name, names)}`,
    );
  if (used?.declared.includes(name))
    throw new NothingToForget(
      `bindings.yaml declares the environment \`${name}\` of \`${fullName}\`: it cannot be forgotten`,
    );
  const isUsed = used?.environments.includes(name) ?? false;
  if (isUsed && !kept.includes(name)) return [facts, []];
  return [
    {
      ...facts,
      kept: unlessEmpty(kept.filter((each) => each !== name)),
      environments: new Map([...environments].filter(([each]) => isUsed || each !== name)),
    },
    [forgotten(name)],
  ];
}

function withoutMemory(facts: Facts, used: UsedRepository | undefined): Change {
  const { kept = [], environments = new Map<string, never>(), former_names: former = [] } = facts;
  const { declared = [], environments: usedNames = [] } = used ?? {};
  const isUsed = (name: string) => usedNames.some((each) => each.toLowerCase() === name.toLowerCase());
  const unused = [...environments.keys()].filter((name) => !isUsed(name));
  const gone = new Set([...kept.filter((name) => !declared.includes(name)), ...unused]);
  return [
    {
      ...facts,
      former_names: undefined,
      kept: unlessEmpty(kept.filter((name) => declared.includes(name))),
      environments: new Map([...environments].filter(([name]) => isUsed(name))),
    },
    [...former.map(formerName), ...[...gone].map(forgotten)],
  ];
}

function formerName(name: string): string {
  return `the former name \`${name}\` is forgotten`;
}

function forgotten(environment: string): string {
  return `the environment \`${environment}\` is forgotten`;
}
