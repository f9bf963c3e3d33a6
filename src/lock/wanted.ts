import type { UsedAtGitHub } from '../access-plan/used';
import type { Lock, LockedRepository } from '../bindings/lock';
import { compareText } from '../diagnostics/diagnostic';
import { mayBeHeld } from './memory';

/** A repository to ask for. */
export interface Wanted {
  readonly fullName: string;
  /** Environments to ask for, but for those that the lock knows of it. */
  readonly environments: readonly string[];
  /** Those of them that bindings.yaml declares, as it spells them. */
  readonly declared: readonly string[];
  /** Whether bindings.yaml uses it. */
  readonly isUsed: boolean;
  readonly locked?: LockedRepository;
  /** How much the lock does not know: everything (2), an environment or the form of its subjects (1), nothing of that (0). */
  readonly gaps: number;
}

/** What to ask for, and what the lock file has that nothing uses. */
export interface WantedFacts {
  /** Those first of which the lock knows least: a run that fails half-way has then learnt what was missing most. */
  readonly repositories: readonly Wanted[];
  /** Entries that nothing uses, in the order of their names. */
  readonly unused: readonly string[];
}

/** All that bindings.yaml uses, and the entries of the lock that it does not use; of those to be pruned the ones that may stay. */
export function wantedFacts({ repositories, owners }: UsedAtGitHub, lock: Lock, prune: boolean): WantedFacts {
  const used = repositories.map(({ fullName, environments, declared }): Wanted => {
    const locked = lock.repositories.get(fullName);
    return { fullName, environments, declared, isUsed: true, locked, gaps: gapsOf(locked, environments) };
  });
  const names = new Set(used.map(({ fullName }) => fullName));
  // An owner's id is known by its repositories: where it is trusted as such, one of them is needed.
  const needed = new Set(owners.map((owner) => owner.toLowerCase()));
  const others = [...lock.repositories].filter(([fullName]) => !names.has(fullName));
  const isNeeded = ({ owner }: LockedRepository) => needed.has(owner.toLowerCase());
  const rest = others
    .filter(([, locked]) => !prune || isNeeded(locked) || mayBeHeld(locked))
    .map(([fullName, locked]): Wanted => {
      const isUsed = isNeeded(locked);
      return { fullName, environments: [], declared: [], isUsed, locked, gaps: gapsOf(locked, []) };
    });
  return {
    repositories: [...used, ...rest].toSorted((a, b) => b.gaps - a.gaps || compareText(a.fullName, b.fullName)),
    unused: others.flatMap(([fullName, locked]) => (isNeeded(locked) ? [] : [fullName])).sort(compareText),
  };
}

function gapsOf(locked: LockedRepository | undefined, environments: readonly string[]): number {
  if (!locked) return 2;
  return locked.subjectFormat === undefined || environments.some((name) => !locked.environments.has(name)) ? 1 : 0;
}
