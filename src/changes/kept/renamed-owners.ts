import type { Lock, LockedRepository } from '../../bindings/lock';
import type { Earlier, Present } from './context';
import type { Stack } from './stack';

/** An owner at GitHub under its former and its present name. */
export interface RenamedOwner {
  readonly from: string;
  readonly to: string;
}

/**
 * The owners that are called something else now, as far as the file does not say so: told by the ids of owners where a lock is
 * known from before, else by those of the repositories that a stack made sure of.
 */
export function renamedOwners({ stacks, words }: Earlier, { lock, bindings }: Present): readonly RenamedOwner[] {
  const present = [...lock.repositories.values()];
  const names = new Set(present.map(({ owner }) => owner));
  const told = [...byRepositories([...stacks.values()], present), ...(words ? byOwnerId(words.lock, lock) : [])];
  const all = told.flatMap(({ from, to }) =>
    to !== undefined && from !== to && !names.has(from) ? [{ from, to }] : [],
  );
  const said = new Set(bindings.github.renamed_from);
  return [...new Map(all.map((each) => [each.from, each])).values()].filter(({ from }) => !said.has(from));
}

/** A repository that has another owner now was transferred, if roles trusted the former one by another id. */
function byRepositories(stacks: readonly Stack[], present: readonly LockedRepository[]) {
  const byId = new Map(present.flatMap(({ owner, ids }) => (ids ? [[ids.repository, { owner, id: ids.owner }]] : [])));
  const trusted = new Map(stacks.flatMap(({ ownerIds }) => [...ownerIds]));
  return stacks.flatMap(({ owner: from = '', repositoryIds }) => {
    const known = trusted.get(from.toLowerCase());
    const now = [...repositoryIds.values()].flatMap((id) => byId.get(id) ?? []);
    return now.filter(({ id }) => known === undefined || known === id).map(({ owner: to }) => ({ from, to }));
  });
}

function byOwnerId(before: Lock, after: Lock) {
  const present = new Map(
    [...after.repositories.values()].flatMap(({ owner, ids }) => (ids ? [[ids.owner, owner]] : [])),
  );
  return [...before.repositories.values()].map(({ owner, ids }) => ({
    from: owner,
    to: ids && present.get(ids.owner),
  }));
}
