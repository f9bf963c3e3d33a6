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
  /** The entry of that name, or that of a repository which had it before. */
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
  const entries = [...lock.repositories.values()];
  const owners = new Set(entries.map(({ ids }) => ids?.owner));
  const before = new Map(
    entries.flatMap((each) => each.formerNames.map((name) => [name.toLowerCase(), each] as const)),
  );
  /** The owner of a name that is free again may be anybody; owners that the lock knows may use theirs as they like. */
  const bearerOf = ({ fullName, ownerId, id }: Identity) => {
    const bearer = owners.has(ownerId) ? undefined : before.get(fullName.toLowerCase());
    return bearer?.ids?.repository === id ? undefined : bearer;
  };
  const matches = new Map<string, Match>();
  const reused: Reused[] = [];
  for (const [wanted, identity] of answers) {
    const sameId = byId.get(identity.id);
    const sameName = lock.repositories.get(identity.fullName) ?? wanted.locked;
    const isTaken = sameName?.ids && sameName.ids.repository !== identity.id;
    const occupant = isTaken ? sameName : sameName || sameId ? undefined : bearerOf(identity);
    if (occupant) {
      reused.push({ wanted, locked: occupant, identity });
      continue;
    }
    const others = matches.get(identity.id)?.wanted ?? [];
    matches.set(identity.id, { identity, wanted: [...others, wanted], locked: sameId ?? sameName });
  }
  const sorted = [...matches.values()].toSorted((a, b) => compareText(a.identity.fullName, b.identity.fullName));
  return { matches: sorted, reused };
}

/** Environments to ask for: those wanted, and those once known; no two differ only in case. */
export function environmentsOf({ wanted, locked }: Match): readonly string[] {
  const names = [...(locked?.environments.keys() ?? []), ...wanted.flatMap((each) => each.environments)];
  const known = new Map<string, string>();
  for (const name of names) if (!known.has(name.toLowerCase())) known.set(name.toLowerCase(), name);
  return [...known.values()].sort(compareText);
}
