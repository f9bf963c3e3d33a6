import type { Lock } from '../bindings/lock';
import type { LearntRepository } from './learn';
import { factsUnder } from './memory';

/**
 * Entries of which GitHub said nothing, though what it said of others shows that their owner has another name now. They follow it:
 * an owner with two names would be a contradiction, and nothing could be written.
 */
export function renamedAlong(
  answered: readonly LearntRepository[],
  lock: Lock,
  pruned: readonly string[],
): readonly LearntRepository[] {
  const owners = new Map(answered.map(({ fullName, facts }) => [facts.owner_id, fullName.split('/', 1)[0]]));
  const matched = new Set(answered.map(({ locked }) => locked));
  const taken = new Set([...lock.repositories.keys(), ...answered.map(({ fullName }) => fullName)]);
  return [...lock.repositories].flatMap(([name, locked]) => {
    const owner = locked.ids && owners.get(locked.ids.owner);
    const fullName = `${owner}/${locked.name}`;
    const stays = owner === undefined || owner === locked.owner || matched.has(locked);
    if (stays || pruned.includes(name) || taken.has(fullName)) return [];
    return [{ fullName, locked, wanted: [], facts: factsUnder(fullName, locked, []), refused: [] }];
  });
}
