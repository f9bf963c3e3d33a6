import type { Bindings } from '../bindings/bindings';
import { type Lock, parseLock } from '../bindings/lock';
import type { Diagnostic, Result } from '../diagnostics/diagnostic';
import { child, keyOf, location } from '../diagnostics/source';
import { hostKind } from '../oidc/issuer';
import { type Drift, driftOf } from './drift';
import { editLock } from './edit-lock';
import type { Learnt, LearntRepository } from './learn';

/** What would change in the lock file, in the order of the repositories' names. */
export interface LockChange extends Drift {
  readonly repository: string;
}

/** All that differs between what was learnt and what the lock file says. */
export function changesOf({ repositories, pruned }: Learnt): readonly LockChange[] {
  const drifted = repositories.flatMap((each) => {
    const name = each.locked ? `${each.locked.owner}/${each.locked.name}` : each.fullName;
    return driftOf(each).map((drift) => ({ ...drift, repository: name }));
  });
  return [...drifted, ...pruned.map((repository) => ({ repository, message: 'is no longer used' }))];
}

/** The changes as findings: a lock file is out of date by each of them. */
export function outOfDate(changes: readonly LockChange[], lock: Lock): readonly Diagnostic[] {
  return changes.map(({ repository, message, at }) => ({
    rule: 'lock-out-of-date',
    severity: 'error',
    message: `\`${repository}\`: ${message}`,
    at: at ?? keyOf(child(location(lock.source), 'repositories', repository)),
    related: [],
  }));
}

/**
 * The text of the lock file with what was learnt, and what would be wrong with it that is not wrong with the old one: where
 * only a part could be asked, the rest may not go with it.
 */
export function newLock(lock: Lock, learnt: Learnt, { github }: Bindings): Result<string> {
  const { file, text: before } = lock.source;
  const entries = learnt.repositories
    .filter((each) => driftOf(each).length > 0)
    .map(({ fullName, locked, facts }) => ({ fullName, was: locked && `${locked.owner}/${locked.name}`, facts }));
  const text = editLock(before, entries, learnt.pruned);
  const read = (source: string) => parseLock(file, source, hostKind(github.host ?? 'github.com') !== 'ghes');
  const [after, found] = read(text);
  const [, known] = read(before);
  const wrong = found.filter(({ rule, message }) => !known.some((old) => old.rule === rule && old.message === message));
  const isLost = (each: LearntRepository) =>
    driftOf({ ...each, locked: after.repositories.get(each.fullName) }).length > 0;
  if (wrong.length === 0 && learnt.repositories.some(isLost))
    throw new Error(`internal error: ${file} would not say what GitHub said`);
  return [text, wrong];
}
