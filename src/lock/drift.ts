import { type LockedRepository, type RulePatterns, isWithIds } from '../bindings/lock';
import { compareText } from '../diagnostics/diagnostic';
import { type Location, child, keyOf } from '../diagnostics/source';
import { ENVIRONMENT_FACTS, FACTS, type Facts, type LockedEnvironment, factsOf } from './facts';
import type { LearntRepository } from './learn';

/** Something that the lock file does not say as GitHub does. */
export interface Drift {
  /** In words, without the repository. */
  readonly message: string;
  /** Where the lock file says otherwise; nothing where it says nothing of the repository. */
  readonly at?: Location;
}

/** All that changes in the lock file for a repository. */
export function driftOf({ fullName, locked, facts }: LearntRepository): readonly Drift[] {
  if (!locked) return [{ message: 'is new to the lock file' }];
  const before = factsOf(locked);
  const name = `${locked.owner}/${locked.name}`;
  const renamed = name === fullName ? [] : [{ message: renameOf(locked, fullName, facts), at: keyOf(locked.at) }];
  const isSaid = (fact: keyof Facts) => renamed.length > 0 && fact === 'former_names';
  const plain = FACTS.filter((fact) => fact !== 'environments').filter((fact) => !isSaid(fact));
  const added = plain.filter((fact) => before[fact] === undefined && facts[fact] !== undefined);
  const changes = plain.flatMap((fact) => {
    const message = added.includes(fact) ? undefined : factDrift(fact, before, facts, renamed.length > 0);
    return message === undefined ? [] : [{ message, at: child(locked.at, fact) }];
  });
  return [
    ...renamed,
    ...(added.length > 0 ? [{ message: newFacts(added, facts), at: keyOf(locked.at) }] : []),
    ...changes,
    ...environmentDrift(before.environments, facts, locked.at),
  ];
}

function renameOf({ owner, ids }: LockedRepository, fullName: string, facts: Facts): string {
  const isSameOwner = fullName.startsWith(`${owner}/`);
  const how = isSameOwner ? 'renamed' : ids?.owner === facts.owner_id ? 'renamed with its owner' : 'transferred';
  return `was ${how}: it is \`${fullName}\` now`;
}

type PlainFact = Exclude<keyof Facts, 'environments'>;

function newFacts(added: readonly PlainFact[], facts: Facts): string {
  return `new to the lock file: ${added.map((fact) => `\`${fact}\` ${shown(facts[fact])}`).join(', ')}`;
}

function factDrift(fact: PlainFact, before: Facts, now: Facts, isRenamed: boolean): string | undefined {
  const [old, value] = [before[fact], now[fact]];
  if (shown(old) === shown(value)) return undefined;
  if (fact === 'subject_prefix' && value === undefined) return '`subject_prefix` is not known under the new name';
  if (fact === 'subject_prefix' && old !== undefined) {
    const form = (prefix: string) => (prefix.includes('@') ? 'immutable' : 'legacy');
    const [was, is] = [form(String(old)), form(String(value))];
    return was === is && isRenamed
      ? `its subjects begin with ${shown(value)} now`
      : `its subjects are ${is} now, and were ${was}: ${shown(value)}`;
  }
  if (fact === 'archived' && old !== undefined) return value === true ? 'is archived now' : 'is not archived any more';
  return changed(fact, old, value);
}

function environmentDrift(
  before: Facts['environments'] = new Map<string, LockedEnvironment>(),
  { environments: now = new Map<string, LockedEnvironment>(), kept = [] }: Facts,
  at: Location,
): readonly Drift[] {
  const names = [...new Set([...before.keys(), ...now.keys()])].sort();
  return names.flatMap((name) => {
    const message = oneEnvironment(before.get(name), now.get(name), kept.includes(name));
    return message.map((text) => ({ message: `environment \`${name}\`${text}`, at: child(at, 'environments', name) }));
  });
}

function oneEnvironment(
  before: LockedEnvironment | undefined,
  now: LockedEnvironment | undefined,
  isKept: boolean,
): readonly string[] {
  if (now === undefined) return [` is no longer used${isKept ? ': only its name is kept, to let go of it' : ''}`];
  if (before === undefined)
    return [` is new to the lock file: GitHub has ${now === 'absent' ? 'none' : 'one'} of that name`];
  if (now === 'absent') return before === 'absent' ? [] : [' is gone'];
  if (before === 'absent') return [' exists now'];
  return ENVIRONMENT_FACTS.flatMap((fact) =>
    shown(before[fact]) === shown(now[fact]) ? [] : [`: ${changed(fact, before[fact], now[fact])}`],
  );
}

type Fact = string | number | boolean | RulePatterns | undefined;

function changed(fact: string, old: Fact, value: Fact): string {
  if (old === undefined) return `\`${fact}\` is ${shown(value)}, which is new to the lock file`;
  return value === undefined
    ? `\`${fact}\` was ${shown(old)}, and is gone`
    : `\`${fact}\` is ${shown(value)}, and was ${shown(old)}`;
}

function shown(value: Fact): string {
  if (value === undefined) return '';
  if (typeof value !== 'object') return `\`${value}\``;
  if (isWithIds(value))
    return `{ ${sorted(value)
      .map(([pattern, id]) => `${pattern}: ${id}`)
      .join(', ')} }`;
  return `[${value.join(', ')}]`;
}

/** In one order: people write the rules in any, and new ones are put last. */
function sorted(rules: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...rules].toSorted(([a], [b]) => compareText(a, b));
}
