import type { Lock, LockedRepository } from '../bindings/lock';
import { compareText } from '../diagnostics/diagnostic';
import type { Identity } from './identity';
import type { Wanted } from './wanted';

/** A repository that GitHub has, with its entry in the lock, under whatever name that stands. */
export interface Match {
  readonly identity: Identity;
  readonly wanted: readonly Wanted[];
  readonly locked?: LockedRepository;
}

/** A locked name that is another repository's by now: whoever it is, nobody has said that it may be trusted. */
export interface Reused {
  readonly wanted: Wanted;
  readonly locked: LockedRepository;
  readonly identity: Identity;
}

/** Brings together what was asked for and what answered: by id, since names change and are given again. */
export function matchAnswers(
  answers: readonly (readonly [Wanted, Identity])[],
  lock: Lock,
): { readonly matches: readonly Match[]; readonly reused: readonly Reused[] } {
  const byId = new Map(
    [...lock.repositories.values()].flatMap((locked) => (locked.ids ? [[locked.ids.repository, locked] as const] : [])),
  );
  const matches = new Map<string, Match>();
  const reused: Reused[] = [];
  for (const [wanted, identity] of answers) {
    const sameId = byId.get(identity.id);
    const sameName = lock.repositories.get(identity.fullName) ?? wanted.locked;
    const occupant = sameName?.ids && sameName.ids.repository !== identity.id ? sameName : undefined;
    if (occupant) {
      reused.push({ wanted, locked: occupant, identity });
      continue;
    }
    const before = matches.get(identity.id);
    const locked = sameId ?? sameName;
    matches.set(identity.id, { identity, wanted: [...(before?.wanted ?? []), wanted], locked });
  }
  const sorted = [...matches.values()].toSorted((a, b) => compareText(a.identity.fullName, b.identity.fullName));
  return { matches: sorted, reused };
}

/** Environments to ask for: those wanted, and those once known unless they are pruned; no two differ only in case. */
export function environmentsOf({ wanted, locked }: Match, prune: boolean): readonly string[] {
  const names = [
    ...(locked && !prune ? locked.environments.keys() : []),
    ...wanted.flatMap((each) => each.environments),
  ];
  const known = new Map<string, string>();
  for (const name of names) if (!known.has(name.toLowerCase())) known.set(name.toLowerCase(), name);
  return [...known.values()].sort(compareText);
}
