import type { Lock } from '../../bindings/lock';
import type { Earlier, Present } from './context';

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
  const byRepository = new Map(present.flatMap(({ owner, ids }) => (ids ? [[ids.repository, owner] as const] : [])));
  const byStacks = [...stacks.values()].flatMap(({ owner: from, repositoryIds }) =>
    [...repositoryIds.values()].flatMap((id) => ({ from, to: byRepository.get(id) })),
  );
  const all = [...byStacks, ...(words ? byOwnerId(words.lock, lock) : [])].flatMap(({ from, to }) =>
    from !== undefined && to !== undefined && from !== to && !names.has(from) ? [{ from, to }] : [],
  );
  const said = new Set(bindings.github.renamed_from);
  return [...new Map(all.map((each) => [each.from, each])).values()].filter(({ from }) => !said.has(from));
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
