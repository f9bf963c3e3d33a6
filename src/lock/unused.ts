import type { Lock } from '../bindings/lock';
import type { LearntRepository } from './learn';
import { isHeld, mayBeHeld } from './memory';

/** Entries of the lock that nothing uses, each in the order of the names. */
export interface UnusedEntries {
  /** Those that `--prune` removes. */
  readonly removable: readonly string[];
  /** Those that it leaves, since Terraform may hold something under them. */
  readonly held: readonly string[];
}

/** Which of the entries that nothing uses may go. One that is in use under another name by now is neither. */
export function sortUnused(names: readonly string[], answered: readonly LearntRepository[], lock: Lock): UnusedEntries {
  const learnt = new Map(answered.map((each) => [each.locked, each]));
  const entries = names.flatMap((name) => {
    const locked = lock.repositories.get(name);
    const known = learnt.get(locked);
    if (!locked || known?.wanted.some(({ isUsed }) => isUsed)) return [];
    return [{ name, isHeld: known ? isHeld(known.facts) : mayBeHeld(locked) }];
  });
  const namesOf = (held: boolean) => entries.flatMap((each) => (each.isHeld === held ? [each.name] : []));
  return { removable: namesOf(false), held: namesOf(true) };
}
